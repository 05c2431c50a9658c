// Chains of ownership above an organization, link by link, or only those up to one owner
// name: ownership-chain
// group: ownership
// param: org  entity(Organization)  "QTS"  the organization at the bottom
// param: other?  entity(Organization,Person)  "Blackstone"  only chains up to this owner
// returns: owner str, owned str, path [str], depth int, share_low float?, share_high float?, total_low float?,
//    total_high float?, since str?, until str?, certainty str?, status str, conflicts [str], note str?, owner_id str,
//    owned_id str, facts [str]
// basis: owners(org)
// since: 1.0   maturity: stable
// note: One row a link, under the link below it. `total` is the part of the organization that its share comes to, in
//    percent: the product of the shares down the path; absent where one of them is not known.
MATCH (org:Organization {id: $org})
MATCH path = (org)<-[:OWNS*1..12]-(owner)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
WITH nodes(path) AS chain, relationships(path) AS steps, [n IN nodes(path) | n.id] AS ids
WHERE all(i IN range(0, size(ids) - 2) WHERE NOT ids[i] IN ids[0..i])
WITH chain, steps, ids, [s IN steps | s.id] AS keys,
  reduce(latest = '', s IN steps | CASE WHEN coalesce(s.since, '') > latest THEN s.since ELSE latest END) AS first,
  reduce(earliest = '9999', s IN steps | CASE WHEN coalesce(s.until, '9999') < earliest THEN s.until ELSE earliest END) AS last
WHERE first <= last
WITH collect({chain: chain, steps: steps, ids: ids, keys: keys}) AS found
UNWIND found AS one
WITH one.chain AS chain, one.steps AS steps, one.ids AS ids, one.keys AS keys, found
WHERE $other IS NULL OR any(f IN found WHERE last(f.ids) = $other AND f.keys[0..size(keys)] = keys)
WITH chain, steps, ids, keys, last(chain) AS owner, chain[size(chain) - 2] AS owned, last(steps) AS link,
  last(ids) IN ids[0..size(ids) - 1] AS closes
WITH chain, steps, ids, keys, owner, owned, link, closes,
  COLLECT { MATCH (owner)<-[u:OWNS]-(above) WHERE ($valid_at = 'any' OR (coalesce(u.since, '') <= $valid_at AND coalesce(u.until, '9999') >= $valid_at)) RETURN above.id } AS above
RETURN owner.name AS owner, owned.name AS owned, [n IN chain | n.name] AS path, size(steps) AS depth,
  link.share_low AS share_low, link.share_high AS share_high,
  CASE WHEN closes THEN null ELSE round(reduce(low = 100.0, s IN steps | low * s.share_low / 100.0) * 10000.0) / 10000.0 END AS total_low,
  CASE WHEN closes THEN null ELSE round(reduce(high = 100.0, s IN steps | high * s.share_high / 100.0) * 10000.0) / 10000.0 END AS total_high,
  coalesce(link.since_text, link.since) AS since, coalesce(link.until_text, link.until) AS until,
  CASE WHEN $valid_at = 'any' THEN null WHEN ($valid_at = 'any' OR (coalesce(link.since_latest, '') <= $valid_at AND coalesce(link.until_earliest, '9999') >= $valid_at)) THEN 'sure' ELSE 'possible' END AS certainty,
  link.status AS status, coalesce(link.conflicts, []) AS conflicts,
  CASE
    WHEN closes THEN 'a cycle: ' + owner.name + ' stands further down in this chain'
    WHEN size(above) > 0 AND size(steps) = 12 AND any(a IN above WHERE NOT a IN ids)
      THEN 'the chain goes on above ' + owner.name + ': ask for the chain of that one'
    WHEN size(above) > 0 OR owner:Person THEN null
    WHEN EXISTS { MATCH (f:Fact {target_id: owner.id}) WHERE f.kind = 'ownership' }
      THEN 'no owner of ' + owner.name + ' is known for ' + $valid_at
    ELSE 'no source names an owner of ' + owner.name END AS note,
  owner.id AS owner_id, owned.id AS owned_id, [link.fact_id] AS facts
ORDER BY path, ids, keys, facts

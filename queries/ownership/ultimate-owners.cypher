// Ultimate owners: up every chain of ownership to where no source goes further
// name: ultimate-owners
// group: ownership
// param: org  entity(Organization)  "QTS"  the organization whose ultimate owners are asked
// returns: owner str?, outcome str, path [str], shares [str], share_low float?, share_high float?, control str?,
//    since str?, certainty str?, status str, note str?, owner_id str?, facts [str]
// basis: owners(org)
// since: 1.0   maturity: stable
MATCH (owned:Organization {id: $org})
MATCH path = (owned)<-[:OWNS*0..12]-(top)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
  AND all(n IN nodes(path) WHERE single(m IN nodes(path) WHERE m.id = n.id))
WITH top, nodes(path) AS chain, relationships(path) AS steps
WITH top, chain, steps, [n IN chain | n.id] AS ids,
  reduce(latest = '', s IN steps | CASE WHEN coalesce(s.since, '') > latest THEN s.since ELSE latest END) AS first,
  reduce(earliest = '9999', s IN steps | CASE WHEN coalesce(s.until, '9999') < earliest THEN s.until ELSE earliest END) AS last
WHERE first <= last
WITH top, chain, steps, ids, first,
  COLLECT { MATCH (top)<-[u:OWNS]-(above) WHERE ($valid_at = 'any' OR (coalesce(u.since, '') <= $valid_at AND coalesce(u.until, '9999') >= $valid_at))
    RETURN {id: above.id, fact: u.fact_id, status: u.status} } AS above
UNWIND CASE
    WHEN size(above) > 0 THEN [id IN ids WHERE any(a IN above WHERE a.id = id)]
      + CASE WHEN size(steps) = 12 AND any(a IN above WHERE NOT a.id IN ids) THEN ['deeper'] ELSE [] END
    WHEN size(steps) > 0 THEN ['top']
    ELSE [] END AS ends
WITH top, chain, steps, ids, first, above, ends,
  CASE ends WHEN 'top' THEN 'ultimate' WHEN 'deeper' THEN 'cut off' ELSE 'cycle' END AS outcome
WITH top, steps, ids, first, above, ends, outcome,
  [n IN chain | n.name] + [n IN chain WHERE n.id = ends | n.name] AS path,
  [i IN range(size(chain) - 1, 0, -1) WHERE any(k IN range(0, i) WHERE ids[k] = ends) | chain[i].name] AS loop
RETURN CASE outcome WHEN 'ultimate' THEN top.name ELSE null END AS owner, outcome, path,
  [s IN steps | CASE
    WHEN s.share_low IS NULL AND s.share_high IS NULL THEN 'not known'
    WHEN s.share_low = s.share_high THEN replace(toString(s.share_low) + '%', '.0%', '%')
    WHEN s.share_high IS NULL THEN 'at least ' + replace(toString(s.share_low) + '%', '.0%', '%')
    WHEN s.share_low IS NULL THEN 'at most ' + replace(toString(s.share_high) + '%', '.0%', '%')
    ELSE replace(toString(s.share_low) + '%', '.0%', '%') + ' to ' + replace(toString(s.share_high) + '%', '.0%', '%') END] AS shares,
  CASE outcome WHEN 'ultimate' THEN round(reduce(low = 100.0, s IN steps | low * s.share_low / 100.0) * 10000.0) / 10000.0 ELSE null END AS share_low,
  CASE outcome WHEN 'ultimate' THEN round(reduce(high = 100.0, s IN steps | high * s.share_high / 100.0) * 10000.0) / 10000.0 ELSE null END AS share_high,
  CASE outcome WHEN 'ultimate' THEN CASE
    WHEN all(s IN steps WHERE s.share_low > 50.0) THEN 'majority at each step'
    WHEN any(s IN steps WHERE s.share_high <= 50.0) THEN 'no majority'
    WHEN all(s IN steps WHERE s.share_low > 50.0 OR s.interest = 'control') THEN 'stated by a source'
    ELSE 'not known' END ELSE null END AS control,
  [s IN steps WHERE s.since = first | coalesce(s.since_text, s.since)][0] AS since,
  CASE
    WHEN $valid_at = 'any' THEN null
    WHEN all(s IN steps WHERE (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at)) THEN 'sure'
    ELSE 'possible' END AS certainty,
  CASE
    WHEN any(s IN steps + [a IN above WHERE a.id = ends] WHERE s.status = 'disputed') THEN 'disputed'
    WHEN all(s IN steps + [a IN above WHERE a.id = ends] WHERE s.status = 'corroborated') THEN 'corroborated'
    ELSE 'single-source' END AS status,
  CASE
    WHEN outcome = 'cycle' THEN 'no ultimate owner: '
      + reduce(words = toString(last(path)), name IN loop | words + ' owns ' + toString(name))
    WHEN outcome = 'cut off' THEN 'the chain goes on above ' + top.name + ': ask for the owners of that one'
    WHEN top:Person THEN null
    WHEN EXISTS { MATCH (f:Fact {target_id: top.id}) WHERE f.kind = 'ownership' }
      THEN 'no owner of ' + top.name + ' is known for ' + $valid_at
    ELSE 'no source names an owner of ' + top.name END AS note,
  CASE outcome WHEN 'ultimate' THEN top.id ELSE null END AS owner_id,
  [s IN steps | s.fact_id] + [a IN above WHERE a.id = ends | a.fact] AS facts
ORDER BY outcome DESC, owner, path, owner_id, ids, since, facts

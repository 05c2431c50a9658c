// What an organization or a person owns, directly and through others
// name: portfolio
// group: ownership
// param: owner  entity(Organization,Person)  "Blackstone"  the owner
// returns: owned str, kind str, path [str], depth int, shares [str], share_low float?, share_high float?,
//    control str, since str?, certainty str?, status str, owned_id str, facts [str]
// basis: holdings(owner)
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $owner})
OPTIONAL MATCH (person:Person {id: $owner})
WITH coalesce(organization, person) AS owner
MATCH path = (owner)-[:OWNS*1..12]->(owned)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
  AND all(n IN nodes(path) WHERE single(m IN nodes(path) WHERE m.id = n.id))
WITH owned, nodes(path) AS chain, relationships(path) AS steps
WITH owned, chain, steps,
  reduce(latest = '', s IN steps | CASE WHEN coalesce(s.since, '') > latest THEN s.since ELSE latest END) AS first,
  reduce(earliest = '9999', s IN steps | CASE WHEN coalesce(s.until, '9999') < earliest THEN s.until ELSE earliest END) AS last
WHERE first <= last
RETURN owned.name AS owned,
  CASE WHEN owned:Organization THEN 'organization' WHEN owned:Facility THEN 'facility'
    WHEN owned:FacilityGroup THEN 'facility group' ELSE 'network' END AS kind,
  [n IN chain | n.name] AS path, size(steps) AS depth,
  [s IN steps | CASE
    WHEN s.share_low IS NULL AND s.share_high IS NULL THEN 'not known'
    WHEN s.share_low = s.share_high THEN replace(toString(s.share_low) + '%', '.0%', '%')
    WHEN s.share_high IS NULL THEN 'at least ' + replace(toString(s.share_low) + '%', '.0%', '%')
    WHEN s.share_low IS NULL THEN 'at most ' + replace(toString(s.share_high) + '%', '.0%', '%')
    ELSE replace(toString(s.share_low) + '%', '.0%', '%') + ' to ' + replace(toString(s.share_high) + '%', '.0%', '%') END] AS shares,
  round(reduce(low = 100.0, s IN steps | low * s.share_low / 100.0) * 10000.0) / 10000.0 AS share_low,
  round(reduce(high = 100.0, s IN steps | high * s.share_high / 100.0) * 10000.0) / 10000.0 AS share_high,
  CASE
    WHEN all(s IN steps WHERE s.share_low > 50.0) THEN 'majority at each step'
    WHEN any(s IN steps WHERE s.share_high <= 50.0) THEN 'no majority'
    WHEN all(s IN steps WHERE s.share_low > 50.0 OR s.interest = 'control') THEN 'stated by a source'
    ELSE 'not known' END AS control,
  [s IN steps WHERE s.since = first | coalesce(s.since_text, s.since)][0] AS since,
  CASE
    WHEN $valid_at = 'any' THEN null
    WHEN all(s IN steps WHERE (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at)) THEN 'sure'
    ELSE 'possible' END AS certainty,
  CASE
    WHEN any(s IN steps WHERE s.status = 'disputed') THEN 'disputed'
    WHEN all(s IN steps WHERE s.status = 'corroborated') THEN 'corroborated'
    ELSE 'single-source' END AS status,
  owned.id AS owned_id, [s IN steps | s.fact_id] AS facts
ORDER BY depth, owned, path, owned_id, [n IN chain | n.id], since, facts

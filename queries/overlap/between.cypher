// Everything that joins two entities: facts, deals, sites, owners, and chains of up to four facts
// name: between
// group: overlap
// param: one  entity(Organization,Person,Facility,FacilityGroup,Network,Product)  "Lumen"  the one
// param: other  entity(Organization,Person,Facility,FacilityGroup,Network,Product)  "QTS"  the other
// returns: how str, steps [str], length int, presence str, certainty str, status str, facts [str]
// basis: mentions(one), mentions(other)
// since: 1.0   maturity: stable
// note: A chain is one of the shortest that join the two beside what they share: it meets none of their common deals,
//    sites and owners. None goes through places: `kg ask overlap` tells in which states two organizations are.
OPTIONAL MATCH (organization:Organization {id: $one})
OPTIONAL MATCH (person:Person {id: $one})
OPTIONAL MATCH (facility:Facility {id: $one})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $one})
OPTIONAL MATCH (network:Network {id: $one})
OPTIONAL MATCH (product:Product {id: $one})
WITH coalesce(organization, person, facility, facilitygroup, network, product) AS a
OPTIONAL MATCH (organization:Organization {id: $other})
OPTIONAL MATCH (person:Person {id: $other})
OPTIONAL MATCH (facility:Facility {id: $other})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $other})
OPTIONAL MATCH (network:Network {id: $other})
OPTIONAL MATCH (product:Product {id: $other})
WITH a, coalesce(organization, person, facility, facilitygroup, network, product) AS b
WHERE a.id <> b.id
CALL (a, b) {
  MATCH path = (a)-[:OWNS|OPERATES|PRESENT_AT|CONNECTS|HOLDS_ROLE|OFFERS|INTEGRATES_WITH|COMPETES_WITH]-(b)
  RETURN 1 AS rank, 'fact' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  MATCH path = (a)-[:PARTY_TO|COVERS|INVOLVES]-(:Deal)-[:PARTY_TO|COVERS|INVOLVES]-(b)
  RETURN 2 AS rank, 'deal' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  MATCH path = (a)-[:OWNS|OPERATES|PRESENT_AT|CONNECTS]->(site)<-[:OWNS|OPERATES|PRESENT_AT|CONNECTS]-(b)
  WHERE site:Facility OR site:FacilityGroup OR site:Network
  RETURN 3 AS rank, 'common site' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  MATCH path = (a)<-[:OWNS*1..3]-(owner)-[:OWNS*1..3]->(b)
  RETURN 4 AS rank, 'common owner' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  MATCH path = (a)-[:OWNS*2..4]->(b)
  RETURN 5 AS rank, 'ownership' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  MATCH path = (a)<-[:OWNS*2..4]-(b)
  RETURN 5 AS rank, 'ownership' AS how, nodes(path) AS chain, relationships(path) AS steps
  UNION
  RETURN 0 AS rank, 'nothing' AS how, [a] AS chain, [] AS steps
}
WITH a, b, rank, how, chain, steps, [n IN chain | n.id] AS ids
WITH a, b, collect({rank: rank, how: how, chain: chain, ids: ids, steps: steps,
    holds: all(i IN range(1, size(ids) - 1) WHERE NOT ids[i] IN ids[0..i])
      AND all(r IN steps WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))) AND all(x IN chain WHERE NOT x:Deal OR ($valid_at = 'any' OR (coalesce(x.since, '') <= $valid_at AND coalesce(x.until, '9999') >= $valid_at)))}) AS found
WITH a, b, [f IN found WHERE f.rank > 0 AND f.holds] AS direct
WITH a, b, direct, reduce(all = [], d IN direct | all + [id IN d.ids WHERE id <> a.id AND id <> b.id]) AS used
CALL (a, b) {
  MATCH path = (a)-[:OWNS|OPERATES|PRESENT_AT|CONNECTS|HOLDS_ROLE|OFFERS|INTEGRATES_WITH|COMPETES_WITH|PARTY_TO|COVERS|INVOLVES*1..2]-(middle)
  WHERE middle.id <> b.id AND all(r IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)))
    AND NOT any(n IN nodes(path) WHERE n:State OR n:Metro OR n:Country OR n.id = b.id)
  RETURN collect({end: middle.id, chain: nodes(path), steps: relationships(path)}) AS near
}
CALL (a, b, near) {
  WITH a, b, [n IN near | n.end] AS ends
  MATCH path = (b)-[:OWNS|OPERATES|PRESENT_AT|CONNECTS|HOLDS_ROLE|OFFERS|INTEGRATES_WITH|COMPETES_WITH|PARTY_TO|COVERS|INVOLVES*1..2]-(middle)
  WHERE middle.id IN ends AND all(r IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)))
    AND NOT any(n IN nodes(path) WHERE n:State OR n:Metro OR n:Country OR n.id = a.id)
  RETURN collect({end: middle.id, chain: nodes(path), steps: relationships(path)}) AS far
}
CALL (near, far, used) {
  UNWIND far AS f
  UNWIND [n IN near WHERE n.end = f.end AND (size(n.steps) = 2 OR size(f.steps) = 1)] AS n
  WITH used, n.chain + tail(reverse(f.chain)) AS chain, n.steps + reverse(f.steps) AS steps
  WITH used, chain, steps, [x IN chain | x.id] AS ids
  WHERE all(i IN range(1, size(ids) - 1) WHERE NOT ids[i] IN ids[0..i])
    AND all(x IN chain WHERE NOT x:Deal OR ($valid_at = 'any' OR (coalesce(x.since, '') <= $valid_at AND coalesce(x.until, '9999') >= $valid_at)))
    AND size(ids) > 2 AND none(id IN ids WHERE id IN used)
  RETURN collect({rank: 6, how: 'chain', chain: chain, ids: ids, steps: steps}) AS chains,
    min(size(steps)) AS shortest
}
UNWIND direct + [c IN chains WHERE size(c.steps) = shortest] AS one
WITH one.rank AS rank, one.how AS how, one.chain AS chain, one.ids AS ids, one.steps AS steps
WITH rank, how, ids, size(steps) AS length, steps,
  all(r IN steps WHERE ($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at))) AND all(x IN chain WHERE NOT x:Deal OR ($valid_at = 'any' OR (coalesce(x.since_latest, '') <= $valid_at AND coalesce(x.until_earliest, '9999') >= $valid_at))) AS sure
UNWIND range(0, size(steps) - 1) AS place
WITH rank, how, ids, length, place, steps[place] AS r, sure
WITH rank, how, ids, length, place, sure, r, coalesce(r.role, r.title) AS role ORDER BY role
WITH rank, how, ids, length, place, sure, startNode(r).name AS start, type(r) AS type, endNode(r).name AS end,
  collect(DISTINCT role) AS roles, collect(r.fact_id) AS facts, collect(r.status) AS statuses,
  all(p IN collect(coalesce(r.planned, false)) WHERE p) AS planned
WITH rank, how, ids, length, place, sure, facts, statuses, planned,
  reduce(words = coalesce(head(roles), ''), w IN tail(roles) | words + ', ' + w) AS role, start, type, end
WITH rank, how, ids, length, place, sure, facts, statuses, planned, start + CASE
    WHEN role <> '' AND type = 'PARTY_TO' THEN ' is ' + role + ' in '
    WHEN role <> '' AND type = 'HOLDS_ROLE' THEN ' is ' + role + ' of '
    WHEN role <> '' AND type = 'PRESENT_AT' THEN ' is ' + role + ' at '
    ELSE ' ' + replace(toLower(type), '_', ' ') + ' ' END + end AS step
ORDER BY place, step
WITH rank, how, ids, length, any(s IN collect(sure) WHERE s) AS sure, collect(DISTINCT step) AS steps,
  collect(facts) AS nested, reduce(all = [], s IN collect(statuses) | all + s) AS statuses, any(p IN collect(planned) WHERE p) AS planned
CALL (nested) { UNWIND nested AS facts UNWIND facts AS fact WITH DISTINCT fact ORDER BY fact RETURN collect(fact) AS facts }
RETURN how, steps, length, CASE WHEN planned THEN 'planned' ELSE 'stated' END AS presence,
  CASE WHEN sure THEN 'sure' ELSE 'possible' END AS certainty,
  CASE WHEN any(s IN statuses WHERE s = 'disputed') THEN 'disputed'
    WHEN all(s IN statuses WHERE s = 'corroborated') THEN 'corroborated' ELSE 'single-source' END AS status, facts
ORDER BY rank, length, steps, ids, facts

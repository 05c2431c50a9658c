// Layers that one ownership group spans: sites, their operation, networks, products, supply inside the group
// name: vertical-integration
// group: ownership
// param: org  entity(Organization)  "QTS"  any organization of the group
// returns: group_owner str, layer str, companies [str], other_layer str, other_companies [str], spans str,
//    presence str, control str, status str, group_owner_id str, facts [str]
// basis: layers(org)
// since: 1.0   maturity: stable
// note: The group is what its ultimate owner holds, without holdings of 50 % or less. One row a pair of layers. Supply is a
//    pair of its own: supplier and customer are both of the group, in one deal. `control` is `not known` where a share is.
MATCH (org:Organization {id: $org})
CALL (org) {
  OPTIONAL MATCH path = (org)<-[:OWNS*1..6]-(top)
  WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)) AND (coalesce(s.share_high, 100.0) > 50.0 OR s.interest = 'control'))
    AND all(n IN nodes(path) WHERE single(m IN nodes(path) WHERE m.id = n.id))
    AND NOT EXISTS { MATCH (top)<-[u:OWNS]-() WHERE ($valid_at = 'any' OR (coalesce(u.since, '') <= $valid_at AND coalesce(u.until, '9999') >= $valid_at)) AND (coalesce(u.share_high, 100.0) > 50.0 OR u.interest = 'control') }
  RETURN collect(DISTINCT top) AS tops
}
UNWIND CASE WHEN size(tops) = 0 THEN [org] ELSE tops END AS top
MATCH path = (top)-[:OWNS*0..6]->(member)
WHERE (member:Organization OR member:Person)
  AND all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)) AND (coalesce(s.share_high, 100.0) > 50.0 OR s.interest = 'control'))
  AND all(n IN nodes(path) WHERE single(m IN nodes(path) WHERE m.id = n.id))
WITH top, member, any(sure IN collect(all(s IN relationships(path) WHERE s.share_low > 50.0 OR s.interest = 'control')) WHERE sure) AS majority,
  reduce(all = [], p IN collect([s IN relationships(path) | {fact: s.fact_id, status: s.status}]) | all + p) AS holds
WITH top, collect({node: member, id: member.id, majority: majority, holds: holds}) AS members
UNWIND members AS one
WITH top, members, one, one.node AS member
CALL (members, member) {
  MATCH (member)-[r:OWNS]->(site) WHERE (site:Facility OR site:FacilityGroup) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN 1 AS rank, 'site owner' AS layer, site.name AS what, [{fact: r.fact_id, status: r.status}] AS rests, coalesce(r.planned, false) AS planned
  UNION
  MATCH (member)-[r:OPERATES]->(site) WHERE (site:Facility OR site:FacilityGroup) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN 2 AS rank, 'site operator' AS layer, site.name AS what, [{fact: r.fact_id, status: r.status}] AS rests, coalesce(r.planned, false) AS planned
  UNION
  MATCH (member)-[r:OPERATES|OWNS]->(network:Network) WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN 3 AS rank, 'network' AS layer, network.name AS what, [{fact: r.fact_id, status: r.status}] AS rests, coalesce(r.planned, false) AS planned
  UNION
  MATCH (member)-[r:CONNECTS]->(site) WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN 3 AS rank, 'network' AS layer, 'connects ' + site.name AS what, [{fact: r.fact_id, status: r.status}] AS rests, coalesce(r.planned, false) AS planned
  UNION
  MATCH (member)-[r:OFFERS]->(product) WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN 4 AS rank, 'product' AS layer, product.name AS what, [{fact: r.fact_id, status: r.status}] AS rests, coalesce(r.planned, false) AS planned
  UNION
  MATCH (member)-[r:PARTY_TO]->(deal:Deal)<-[s:PARTY_TO]-(other)
  WHERE ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at)) AND other.id <> member.id AND any(m IN members WHERE m.id = other.id)
    AND (r.role IN ['supplier', 'lessor'] AND s.role IN ['customer', 'lessee']
      OR r.role IN ['customer', 'lessee'] AND s.role IN ['supplier', 'lessor'])
  RETURN CASE WHEN r.role IN ['supplier', 'lessor'] THEN 5 ELSE 6 END AS rank, r.role AS layer,
    coalesce(deal.purpose, deal.name) + coalesce(' (' + deal.announced + ')', '') AS what,
    [{fact: deal.fact_id, status: deal.status}, {fact: r.fact_id, status: r.status}, {fact: s.fact_id, status: s.status}] AS rests,
    coalesce(deal.planned, false) AS planned
}
WITH top, one, member, rank, layer, what, rests, planned ORDER BY what
WITH top, one, member, rank, layer, collect(DISTINCT what + CASE WHEN planned THEN ' (planned)' ELSE '' END) AS things,
  reduce(all = [], r IN collect(rests) | all + r) + one.holds AS rests, all(p IN collect(planned) WHERE p) AS planned
ORDER BY member.name, member.id
WITH top, rank, layer, collect(CASE WHEN head(things) STARTS WITH member.name THEN '' ELSE member.name + ': ' END
    + reduce(words = head(things), t IN tail(things) | words + ', ' + t)) AS companies,
  collect(member.id) AS ids, reduce(all = [], r IN collect(rests) | all + r) AS rests,
  all(p IN collect(planned) WHERE p) AS planned, all(m IN collect(one.majority) WHERE m) AS majority
WITH top, collect({rank: rank, layer: layer, companies: companies, ids: ids, rests: rests, planned: planned, majority: majority}) AS layers
UNWIND layers AS a
UNWIND layers AS b
WITH top, a, b, a.rests + b.rests AS rests
WHERE a.rank < b.rank AND (b.rank < 5 OR a.rank = 5)
CALL (rests) { UNWIND rests AS r WITH DISTINCT r.fact AS f ORDER BY f RETURN collect(f) AS facts }
RETURN top.name AS group_owner, a.layer AS layer, a.companies AS companies, b.layer AS other_layer, b.companies AS other_companies,
  CASE WHEN size(a.ids) = 1 AND a.ids = b.ids THEN 'one company' ELSE 'several companies' END AS spans,
  CASE WHEN a.planned OR b.planned THEN 'planned' ELSE 'stated' END AS presence,
  CASE WHEN a.majority AND b.majority THEN 'majority at each step' ELSE 'not known' END AS control,
  CASE WHEN any(r IN rests WHERE r.status = 'disputed') THEN 'disputed'
    WHEN all(r IN rests WHERE r.status = 'corroborated') THEN 'corroborated' ELSE 'single-source' END AS status,
  top.id AS group_owner_id, facts
ORDER BY group_owner, a.rank, b.rank, layer, other_layer, group_owner_id

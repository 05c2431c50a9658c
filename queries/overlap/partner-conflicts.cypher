// Conflicts among the partners of an organization: rivals, deals with rivals, ties of ownership to rivals
// name: partner-conflicts
// group: overlap
// param: org  entity(Organization)  "Lumen"  whose partners
// returns: partner str, conflict str, rival str, of str, details [str], certainty str, status str, partner_id str,
//    rival_id str, facts [str]
// basis: conflicts(org)
// since: 1.0   maturity: stable
// note: Partners are those it has a commercial deal or a joint venture with. Rivals are only those that a source names:
//    `rival` competes with `of`. One row a conflict: a partner, how it meets a rival, and whose rival that is.
MATCH (org:Organization {id: $org})-[p:PARTY_TO]->(deal:Deal)<-[q:PARTY_TO]-(partner:Organization)
WHERE partner.id <> org.id AND deal.family IN ['commercial', 'venture'] AND ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at))
WITH org, partner, deal, p, q ORDER BY deal.name, deal.id
WITH org, partner, collect(DISTINCT {fact: deal.fact_id, status: deal.status, sure: ($valid_at = 'any' OR (coalesce(deal.since_latest, '') <= $valid_at AND coalesce(deal.until_earliest, '9999') >= $valid_at))}) AS deals,
  collect(DISTINCT p.fact_id) + collect(DISTINCT q.fact_id) AS parts
WITH org, collect({node: partner, id: partner.id, deals: deals, parts: parts}) AS partners
UNWIND [{node: org, id: org.id, deals: [], parts: []}] + partners AS side
WITH org, partners, side, side.node AS whose
MATCH (whose)-[c:COMPETES_WITH]-(rival:Organization)
WHERE rival.id <> org.id AND ($valid_at = 'any' OR (coalesce(c.since, '') <= $valid_at AND coalesce(c.until, '9999') >= $valid_at))
WITH org, partners, side, whose, rival, collect(DISTINCT {fact: c.fact_id, status: c.status, sure: ($valid_at = 'any' OR (coalesce(c.since_latest, '') <= $valid_at AND coalesce(c.until_earliest, '9999') >= $valid_at))}) AS said
UNWIND partners AS one
WITH org, one, one.node AS partner, side, whose, rival, said
WHERE partner.id <> whose.id
CALL (org, partner, whose, rival) {
  WITH org, partner, whose, rival WHERE partner.id = rival.id AND (whose.id = org.id OR whose.id < rival.id)
  RETURN CASE WHEN whose.id = org.id THEN 'is a rival' ELSE 'rival of another partner' END AS conflict,
    null AS detail, [] AS steps
  UNION
  MATCH (partner)-[a:PARTY_TO]->(deal:Deal)<-[b:PARTY_TO]-(rival)
  WHERE whose.id = org.id AND partner.id <> rival.id AND ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at))
  RETURN 'deal with a rival' AS conflict, deal.name + coalesce(' (' + deal.announced + ')', '') AS detail,
    [{fact: deal.fact_id, status: deal.status, sure: ($valid_at = 'any' OR (coalesce(deal.since_latest, '') <= $valid_at AND coalesce(deal.until_earliest, '9999') >= $valid_at))}, {fact: a.fact_id, status: a.status, sure: true},
     {fact: b.fact_id, status: b.status, sure: true}] AS steps
  UNION
  MATCH path = (partner)-[:OWNS*1..4]->(rival)
  WHERE partner.id <> rival.id AND all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
  RETURN 'owns a rival' AS conflict, reduce(words = partner.name, n IN tail(nodes(path)) | words + ' owns ' + n.name) AS detail,
    [s IN relationships(path) | {fact: s.fact_id, status: s.status, sure: ($valid_at = 'any' OR (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at))}] AS steps
  UNION
  MATCH path = (rival)-[:OWNS*1..4]->(partner)
  WHERE partner.id <> rival.id AND all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
  RETURN 'owned by a rival' AS conflict, reduce(words = rival.name, n IN tail(nodes(path)) | words + ' owns ' + n.name) AS detail,
    [s IN relationships(path) | {fact: s.fact_id, status: s.status, sure: ($valid_at = 'any' OR (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at))}] AS steps
}
WITH one, partner, side, whose, rival, said, conflict, detail, steps ORDER BY detail
WITH one, partner, side, whose, rival, said, conflict, collect(DISTINCT detail) AS details,
  reduce(all = [], s IN collect(steps) | all + s) AS steps
WITH one, partner, side, whose, rival, conflict, details, steps + said + one.deals + side.deals AS rests
CALL (one, side, rests) { UNWIND [r IN rests | r.fact] + one.parts + side.parts AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS facts }
WITH partner, conflict, details, rests, facts,
  CASE conflict WHEN 'rival of another partner' THEN whose ELSE rival END AS rival,
  CASE conflict WHEN 'rival of another partner' THEN rival ELSE whose END AS whose
RETURN partner.name AS partner, conflict, rival.name AS rival, whose.name AS of, details,
  CASE WHEN all(r IN rests WHERE r.sure) THEN 'sure' ELSE 'possible' END AS certainty,
  CASE WHEN any(r IN rests WHERE r.status = 'disputed') THEN 'disputed'
    WHEN all(r IN rests WHERE r.status = 'corroborated') THEN 'corroborated' ELSE 'single-source' END AS status,
  partner.id AS partner_id, rival.id AS rival_id, facts
ORDER BY partner, conflict, rival, of, partner_id, rival_id, whose.id

// Organizations that have deals with both of two organizations
// name: shared-partners
// group: overlap
// param: org  entity(Organization)  "Lumen"  the one
// param: other  entity(Organization)  "QTS"  the other
// returns: partner str, org_deals [str], other_deals [str], certainty str, partner_id str, facts [str]
// basis: deals(org), deals(other)
// since: 1.0   maturity: stable
UNWIND [$org, $other] AS id
MATCH (org:Organization {id: id})-[p:PARTY_TO]->(deal:Deal)<-[q:PARTY_TO]-(partner)
WHERE partner.id <> $org AND partner.id <> $other AND ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at))
WITH org, deal, partner, collect(DISTINCT p.fact_id) + collect(DISTINCT q.fact_id) AS parties
ORDER BY deal.name, deal.announced, deal.id
WITH org, partner, collect({name: deal.name + coalesce(' (' + deal.announced + ')', ''), facts: [deal.fact_id] + parties,
    sure: $valid_at = 'any' OR (coalesce(deal.since_latest, '') <= $valid_at AND coalesce(deal.until_earliest, '9999') >= $valid_at)}) AS deals
WITH partner, collect({org: org.id, deals: deals}) AS sides
WHERE size(sides) = 2
WITH partner, head([s IN sides WHERE s.org = $org | s.deals]) AS ours, head([s IN sides WHERE s.org = $other | s.deals]) AS theirs
CALL (ours, theirs) { UNWIND ours + theirs AS d UNWIND d.facts AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS facts }
RETURN partner.name AS partner, [d IN ours | d.name] AS org_deals, [d IN theirs | d.name] AS other_deals,
  CASE WHEN any(d IN ours WHERE d.sure) AND any(d IN theirs WHERE d.sure) THEN 'sure' ELSE 'possible' END AS certainty,
  partner.id AS partner_id, facts
ORDER BY partner, partner_id

// Rivals that a source names, and organizations that overlap with one in states, sites or partners
// name: competitors
// group: overlap
// param: org  entity(Organization)  "Lumen"  whose competitors
// returns: organization str, relation str, basis str, kind str?, states [str], common_sites [str],
//    common_partners [str], ties [str], certainty str, status str, organization_id str, facts [str]
// basis: rivals(org)
// since: 1.0   maturity: stable
// note: `competitor` stands only where a source says so (basis `stated`); what is worked out from sites and deals is an
//    `overlap` (basis `computed`) and no rivalry. `kind` is what sources call both; `ties` are deals and holdings between
//    the two, which speak against rivalry.
MATCH (org:Organization {id: $org})
CALL (org) {
  MATCH (org)-[r:COMPETES_WITH]-(rival:Organization)
  WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) AND rival.id <> org.id
  RETURN rival, 'stated' AS basis, 'rivalry' AS what, null AS name, false AS planned, [[{fact: r.fact_id, status: r.status}]] AS rests, ($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) AS sure
  UNION
  MATCH (org)-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)<-[s:OPERATES|OWNS|PRESENT_AT|CONNECTS]-(rival:Organization)
  WHERE (site:Facility OR site:FacilityGroup) AND rival.id <> org.id AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at))
  RETURN rival, 'computed' AS basis, 'site' AS what, site.name AS name, coalesce(r.planned, false) OR coalesce(s.planned, false) AS planned,
    [[{fact: r.fact_id, status: r.status}, {fact: s.fact_id, status: s.status}]] AS rests, ($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at)) AS sure
  UNION
  MATCH (org)-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(mine) WHERE NOT (mine:Organization OR mine:Network OR mine:Country) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  MATCH there = (mine)-[:LOCATED_IN*0..2]->(region:State) WHERE all(l IN relationships(there) WHERE ($valid_at = 'any' OR (coalesce(l.since, '') <= $valid_at AND coalesce(l.until, '9999') >= $valid_at)))
  WITH region, all(p IN collect(coalesce(r.planned, false)) WHERE p) AS planned,
    any(s IN collect(($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) AND NOT any(m IN nodes(there) WHERE m:Metro AND COUNT { (m)-[:LOCATED_IN]->(:State) } > 1)) WHERE s) AS sure,
    collect([{fact: r.fact_id, status: r.status}] + [l IN relationships(there) | {fact: l.fact_id, status: l.status}]) AS ours
  MATCH here = (region)<-[:LOCATED_IN*0..2]-(site) WHERE all(l IN relationships(here) WHERE ($valid_at = 'any' OR (coalesce(l.since, '') <= $valid_at AND coalesce(l.until, '9999') >= $valid_at)))
  MATCH (site)<-[s:OPERATES|OWNS|PRESENT_AT|CONNECTS]-(rival:Organization) WHERE rival.id <> $org AND ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at))
  WITH rival, region, ours, planned, sure, all(p IN collect(coalesce(s.planned, false)) WHERE p) AS theirsPlanned,
    any(s IN collect(($valid_at = 'any' OR (coalesce(s.since_latest, '') <= $valid_at AND coalesce(s.until_earliest, '9999') >= $valid_at)) AND NOT any(m IN nodes(here) WHERE m:Metro AND COUNT { (m)-[:LOCATED_IN]->(:State) } > 1)) WHERE s) AS theirsSure,
    collect([{fact: s.fact_id, status: s.status}] + [l IN relationships(here) | {fact: l.fact_id, status: l.status}]) AS theirs
  RETURN rival, 'computed' AS basis, 'state' AS what, region.name AS name, planned OR theirsPlanned AS planned, ours + theirs AS rests,
    sure AND theirsSure AS sure
  UNION
  MATCH (org)-[p:PARTY_TO]->(one:Deal)<-[q:PARTY_TO]-(partner) WHERE partner.id <> org.id AND ($valid_at = 'any' OR (coalesce(one.since, '') <= $valid_at AND coalesce(one.until, '9999') >= $valid_at))
  MATCH (partner)-[r:PARTY_TO]->(two:Deal)<-[s:PARTY_TO]-(rival:Organization)
  WHERE two.id <> one.id AND rival.id <> org.id AND rival.id <> partner.id AND ($valid_at = 'any' OR (coalesce(two.since, '') <= $valid_at AND coalesce(two.until, '9999') >= $valid_at))
    AND NOT EXISTS { MATCH (org)-[:PARTY_TO]->(two) } AND NOT EXISTS { MATCH (rival)-[:PARTY_TO]->(one) }
  RETURN rival, 'computed' AS basis, 'partner' AS what, partner.name AS name, false AS planned,
    [[e IN [p, q, r, s] | {fact: e.fact_id, status: e.status}]] AS rests, ($valid_at = 'any' OR (coalesce(one.since_latest, '') <= $valid_at AND coalesce(one.until_earliest, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(two.since_latest, '') <= $valid_at AND coalesce(two.until_earliest, '9999') >= $valid_at)) AS sure
}
WITH org, rival, basis, what, name, rests, sure, planned ORDER BY what, name
WITH org, rival, basis, collect(DISTINCT CASE WHEN what = 'state' AND NOT planned THEN name ELSE null END) AS states,
  collect(DISTINCT CASE WHEN what = 'state' AND planned THEN name ELSE null END) AS statesPlanned,
  collect(DISTINCT CASE WHEN what = 'site' AND NOT planned THEN name ELSE null END) AS sites,
  collect(DISTINCT CASE WHEN what = 'site' AND planned THEN name ELSE null END) AS sitesPlanned,
  collect(DISTINCT CASE what WHEN 'partner' THEN name ELSE null END) AS partners,
  any(s IN collect(sure) WHERE s) AS sure, collect(rests) AS nested
CALL (nested) {
  UNWIND nested AS rests UNWIND rests AS pair UNWIND pair AS e
  RETURN collect(DISTINCT e.fact) AS rests, collect(DISTINCT e.status) AS statuses
}
WITH org, rival, basis, partners, sure, statuses, rests,
  states + [p IN statesPlanned WHERE NOT p IN states | p + ' (planned)'] AS states,
  sites + [p IN sitesPlanned WHERE NOT p IN sites | p + ' (planned)'] AS sites
CALL (org, rival) {
  OPTIONAL MATCH (org)-[o:OWNS]->(rival) WHERE ($valid_at = 'any' OR (coalesce(o.since, '') <= $valid_at AND coalesce(o.until, '9999') >= $valid_at))
  RETURN CASE WHEN o IS NULL THEN null ELSE 'owned by ' + org.name END AS tie, o.fact_id AS fact
  UNION
  OPTIONAL MATCH (org)<-[o:OWNS]-(rival) WHERE ($valid_at = 'any' OR (coalesce(o.since, '') <= $valid_at AND coalesce(o.until, '9999') >= $valid_at))
  RETURN CASE WHEN o IS NULL THEN null ELSE 'owns ' + org.name END AS tie, o.fact_id AS fact
  UNION
  OPTIONAL MATCH (org)-[p:PARTY_TO]->(deal:Deal)<-[q:PARTY_TO]-(rival) WHERE ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at))
  RETURN deal.name AS tie, deal.fact_id AS fact
}
WITH org, rival, basis, states, sites, partners, sure, statuses, rests, tie, fact ORDER BY tie, fact
WITH org, rival, basis, states, sites, partners, sure, statuses, rests, collect(DISTINCT tie) AS ties, collect(fact) AS tied
CALL (rests, tied) { UNWIND rests + tied AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS facts }
RETURN rival.name AS organization, CASE basis WHEN 'stated' THEN 'competitor' ELSE 'overlap' END AS relation, basis,
  CASE WHEN rival.kind = org.kind THEN org.kind ELSE null END AS kind,
  states, sites AS common_sites, partners AS common_partners, ties,
  CASE WHEN sure THEN 'sure' ELSE 'possible' END AS certainty,
  CASE WHEN any(s IN statuses WHERE s = 'disputed') THEN 'disputed'
    WHEN all(s IN statuses WHERE s = 'corroborated') THEN 'corroborated' ELSE 'single-source' END AS status,
  rival.id AS organization_id, facts
ORDER BY relation, size(states) + size(sites) + size(partners) DESC, organization, organization_id

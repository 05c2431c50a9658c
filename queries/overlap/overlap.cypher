// States in which two organizations both are, and the sites that make the overlap
// name: overlap
// group: overlap
// param: org  entity(Organization)  "Lumen"  the one
// param: other  entity(Organization)  "QTS"  the other
// returns: state str, code str?, presence str, org_sites [str], other_sites [str], common [str], certainty str,
//    facts [str]
// basis: presence(org), presence(other), common-sites(org, other)
// since: 1.0   maturity: stable
// note: `common` are sites that both have to do with; planned where either of the two only plans it.
UNWIND [$org, $other] AS id
MATCH (org:Organization {id: id})
CALL (org) {
  MATCH (org)-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  WHERE NOT (site:Organization OR site:Network OR site:Country) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
  UNION
  MATCH (org)-[n:OPERATES|OWNS]->(:Network)-[r:PRESENT_AT]->(site)
  WHERE NOT (site:Organization OR site:Network OR site:Country) AND ($valid_at = 'any' OR (coalesce(n.since, '') <= $valid_at AND coalesce(n.until, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
}
WITH org, site, collect(DISTINCT r.fact_id) AS facts, collect(DISTINCT replace(toLower(type(r)), '_', ' ')) AS how,
  CASE WHEN all(p IN collect(coalesce(r.planned, false)) WHERE p) THEN 'planned' ELSE 'stated' END AS presence,
  any(sure IN collect($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) WHERE sure) AS sure
MATCH path = (site)-[:LOCATED_IN*0..2]->(region:State)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
WITH org, site, facts, how, presence, sure, region, length(path) AS steps,
  [s IN relationships(path) | s.fact_id] AS places,
  any(m IN nodes(path) WHERE m:Metro AND COUNT { (m)-[:LOCATED_IN]->(:State) } > 1) AS spans
WITH org, site, facts, how, presence, sure,
  collect({region: region, steps: steps, places: places, spans: spans}) AS routes, min(steps) AS nearest
UNWIND [route IN routes WHERE site:FacilityGroup OR route.steps = nearest] AS route
WITH org, site, facts, how, presence, route.region AS region, sure AND NOT route.spans AS sure, route.places AS places
WITH org, site, facts, presence, region, any(s IN collect(sure) WHERE s) AS sure,
  reduce(all = [], p IN collect(places) | all + p) AS places
ORDER BY site.name, site.id
WITH org, region, collect({id: site.id, facts: facts + places, sure: sure, planned: presence = 'planned',
    text: CASE
      WHEN site:FacilityGroup THEN site.name + ': at least 1 of ' + CASE site.bound WHEN 'max' THEN 'up to ' WHEN 'approx' THEN 'about ' ELSE '' END
        + coalesce(toString(site.count), 'an unknown number') + CASE site.bound WHEN 'min' THEN '+' ELSE '' END
      WHEN site:Facility THEN site.name
      ELSE 'no site named' END}) AS sites
WITH region, collect({org: org.id, sites: sites}) AS sides
WHERE size(sides) = 2
WITH region, head([s IN sides WHERE s.org = $org | s.sites]) AS ours, head([s IN sides WHERE s.org = $other | s.sites]) AS theirs
CALL (ours, theirs) { UNWIND ours + theirs AS s UNWIND s.facts AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS facts }
RETURN region.name AS state, region.code AS code,
  CASE WHEN all(s IN ours WHERE s.planned) OR all(s IN theirs WHERE s.planned) THEN 'planned' ELSE 'stated' END AS presence,
  [s IN ours | s.text] AS org_sites, [s IN theirs | s.text] AS other_sites,
  [s IN ours WHERE s.text <> 'no site named' AND any(t IN theirs WHERE t.id = s.id) | s.text] AS common,
  CASE WHEN any(s IN ours WHERE s.sure) AND any(s IN theirs WHERE s.sure) THEN 'sure' ELSE 'possible' END AS certainty,
  facts
ORDER BY state, code, region.id

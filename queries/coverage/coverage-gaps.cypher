// States where another organization is, or plans to be, and no source lists this one
// name: coverage-gaps
// group: coverage
// param: org  entity(Organization)  "Lumen"  whose gaps
// param: other  entity(Organization)  "QTS"  the organization to compare with
// returns: state str, code str?, other_presence str, other_sites [str], certainty str, org_presence str,
//    complete bool, facts [str]
// basis: presence(org), presence(other)
// since: 1.0   maturity: stable
// note: "no source lists it" is not "absent": `complete` would be true only where a source says that the list of the
//    organization's states is complete, which none can say so far. A state where it is only possible is no gap.
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
WITH org, site, collect(DISTINCT r.fact_id) AS facts,
  all(p IN collect(coalesce(r.planned, false)) WHERE p) AS planned,
  any(sure IN collect(($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at))) WHERE sure) AS sure
MATCH path = (site)-[:LOCATED_IN*0..2]->(region:State)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
WITH org, site, facts, planned, sure, region, length(path) AS steps,
  [s IN relationships(path) | s.fact_id] AS places,
  any(m IN nodes(path) WHERE m:Metro AND COUNT { (m)-[:LOCATED_IN]->(:State) } > 1) AS spans
WITH org, site, facts, planned, sure,
  collect({region: region, steps: steps, places: places, spans: spans}) AS routes, min(steps) AS nearest
UNWIND [route IN routes WHERE site:FacilityGroup OR route.steps = nearest] AS route
WITH org, site, facts, planned, route.region AS region, any(s IN collect(sure AND NOT route.spans) WHERE s) AS sure,
  reduce(all = [], p IN collect(route.places) | all + p) AS places
ORDER BY site.name, site.id
WITH org, region, all(p IN collect(planned) WHERE p) AS planned, any(s IN collect(sure) WHERE s) AS sure,
  collect(CASE
      WHEN site:FacilityGroup THEN 'at least 1 of ' + CASE site.bound WHEN 'max' THEN 'up to ' WHEN 'approx' THEN 'about ' ELSE '' END
        + coalesce(toString(site.count), 'an unknown number') + CASE site.bound WHEN 'min' THEN '+' ELSE '' END
      WHEN site:Facility THEN site.name
      ELSE 'no site named' END) AS sites,
  reduce(all = [], f IN collect(facts + places) | all + f) AS nested
WITH region, collect({org: org.id, planned: planned, sure: sure, sites: sites, facts: nested}) AS sides
WHERE all(s IN sides WHERE s.org <> $org)
WITH region, head(sides) AS theirs
CALL (theirs) { UNWIND theirs.facts AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS facts }
RETURN region.name AS state, region.code AS code,
  CASE WHEN theirs.planned THEN 'planned' ELSE 'stated' END AS other_presence, theirs.sites AS other_sites,
  CASE WHEN theirs.sure THEN 'sure' ELSE 'possible' END AS certainty,
  'no source lists it' AS org_presence, false AS complete, facts
ORDER BY state, code, region.id

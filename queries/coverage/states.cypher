// States in which an organization operates, owns, connects or is present
// name: states
// group: coverage
// param: org  entity(Organization)  "QTS"  whose states
// returns: state str, code str?, presence str, how [str], sites [str], at_least int, certainty str, facts [str]
// basis: presence(org)
// since: 1.0   maturity: stable
// note: A group of facilities gives each of its states "at least 1 of 16"; a metro that spans states is only possible.
MATCH (org:Organization {id: $org})
CALL (org) {
  MATCH (org)-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  WHERE NOT (site:Organization OR site:Network OR site:Country) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
  UNION
  MATCH (org)-[n:OPERATES|OWNS]->(:Network)-[r:PRESENT_AT]->(site)
  WHERE NOT (site:Organization OR site:Network OR site:Country) AND ($valid_at = 'any' OR (coalesce(n.since, '') <= $valid_at AND coalesce(n.until, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
}
WITH site, collect(DISTINCT r.fact_id) AS facts, collect(DISTINCT replace(toLower(type(r)), '_', ' ')) AS how,
  CASE WHEN all(p IN collect(coalesce(r.planned, false)) WHERE p) THEN 'planned' ELSE 'stated' END AS presence,
  any(sure IN collect($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) WHERE sure) AS sure
MATCH path = (site)-[:LOCATED_IN*0..2]->(region:State)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
WITH site, facts, how, presence, sure, region, length(path) AS steps,
  [s IN relationships(path) | s.fact_id] AS places,
  any(m IN nodes(path) WHERE m:Metro AND COUNT { (m)-[:LOCATED_IN]->(:State) } > 1) AS spans
WITH site, facts, how, presence, sure,
  collect({region: region, steps: steps, places: places, spans: spans}) AS routes, min(steps) AS nearest
UNWIND [route IN routes WHERE site:FacilityGroup OR route.steps = nearest] AS route
WITH site, facts, how, presence, route.region AS region, sure AND NOT route.spans AS sure, route.places AS places
WITH site, facts, how, presence, region, any(s IN collect(sure) WHERE s) AS sure,
  reduce(all = [], p IN collect(places) | all + p) AS places
ORDER BY site.name, site.id
WITH region, collect({
    text: CASE
      WHEN site:FacilityGroup THEN 'at least 1 of ' + CASE site.bound WHEN 'max' THEN 'up to ' WHEN 'approx' THEN 'about ' ELSE '' END
        + coalesce(toString(site.count), 'an unknown number') + CASE site.bound WHEN 'min' THEN '+' ELSE '' END
      WHEN site:Facility THEN site.name
      ELSE 'no site named' END,
    how: how, sure: sure, planned: presence = 'planned', facts: facts + places}) AS sites
WITH region, sites, reduce(all = [], s IN sites | all + [f IN s.facts WHERE NOT f IN all]) AS facts,
  reduce(all = [], s IN sites | all + [h IN s.how WHERE NOT h IN all]) AS how
CALL (how) { UNWIND how AS word WITH DISTINCT word ORDER BY word RETURN collect(word) AS words }
CALL (facts) { UNWIND facts AS fact WITH DISTINCT fact ORDER BY fact RETURN collect(fact) AS sorted }
RETURN region.name AS state, region.code AS code,
  CASE WHEN all(s IN sites WHERE s.planned) THEN 'planned' ELSE 'stated' END AS presence,
  words AS how, [s IN sites | s.text] AS sites,
  size([s IN sites WHERE s.text <> 'no site named']) AS at_least,
  CASE WHEN any(s IN sites WHERE s.sure) THEN 'sure' ELSE 'possible' END AS certainty, sorted AS facts
ORDER BY state, code, region.id

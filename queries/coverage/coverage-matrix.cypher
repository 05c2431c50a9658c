// States by organizations: who is there, who plans to be, of whom no source says it
// name: coverage-matrix
// group: coverage
// param: orgs?  entities(Organization)  "Lumen, QTS"  the organizations; all with a presence when left out
// returns: state str, code str?, stated [str], planned [str], unknown [str], at_least int, facts [str]
// basis: coverage(orgs)
// since: 1.0   maturity: stable
// note: `unknown` are organizations that no source lists in the state; that is not absence. `at_least` counts each
//    site once, whoever is there; a group of sites counts as one, since it has at least one of its sites in each state.
CALL () {
  MATCH (org:Organization) WHERE $orgs IS NULL RETURN org
  UNION
  UNWIND coalesce($orgs, []) AS id MATCH (org:Organization {id: id}) RETURN org
}
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
  collect({id: site.id, named: site:Facility OR site:FacilityGroup, facts: facts + places, text: CASE
      WHEN site:FacilityGroup THEN 'at least 1 of ' + CASE site.bound WHEN 'max' THEN 'up to ' WHEN 'approx' THEN 'about ' ELSE '' END
        + coalesce(toString(site.count), 'an unknown number') + CASE site.bound WHEN 'min' THEN '+' ELSE '' END
      WHEN site:Facility THEN site.name
      ELSE 'no site named' END}) AS sites
WITH region, org, planned, sites, org.name + ': '
  + reduce(words = head(sites).text, s IN tail(sites) | words + ', ' + s.text)
  + CASE WHEN sure THEN '' ELSE ' (possible)' END AS text
ORDER BY org.name, org.id
WITH region, collect({id: org.id, name: org.name, planned: planned, text: text, sites: sites}) AS cells
WITH collect({region: region, cells: cells}) AS states
CALL () {
  UNWIND coalesce($orgs, []) AS id MATCH (o:Organization {id: id})
  WITH DISTINCT o ORDER BY o.name, o.id
  RETURN collect({id: o.id, name: o.name}) AS asked
}
CALL () {
  MATCH (o:Organization)
  WHERE $orgs IS NULL AND (EXISTS { MATCH (o)-[:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(x) WHERE NOT (x:Organization OR x:Network) }
    OR EXISTS { (o)-[:OPERATES|OWNS]->(:Network)-[:PRESENT_AT]->() })
  WITH o ORDER BY o.name, o.id
  RETURN collect({id: o.id, name: o.name}) AS every
}
UNWIND states AS one
WITH one.region AS region, one.cells AS cells, [c IN one.cells | c.id] AS here, asked + every AS orgs
CALL (cells) { UNWIND cells AS c UNWIND c.sites AS s RETURN count(DISTINCT CASE WHEN s.named THEN s.id ELSE null END) AS at_least }
CALL (cells) {
  UNWIND cells AS c UNWIND c.sites AS s UNWIND s.facts AS fact
  WITH DISTINCT fact ORDER BY fact
  RETURN collect(fact) AS facts
}
RETURN region.name AS state, region.code AS code, [c IN cells WHERE NOT c.planned | c.text] AS stated,
  [c IN cells WHERE c.planned | c.text] AS planned,
  [o IN orgs WHERE NOT o.id IN here | o.name] AS unknown, at_least, facts
ORDER BY state, code, region.id

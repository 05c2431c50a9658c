// Sites of an organization: named facilities one by one, counted ones as a group
// name: facilities
// group: coverage
// param: org  entity(Organization)  "QTS"  whose sites
// returns: site str, kind str, count str, how [str], roles [str], presence str, states [str], metros [str],
//    certainty str, status str, site_id str, facts [str]
// basis: presence(org), operators()
// since: 1.0   maturity: stable
MATCH (org:Organization {id: $org})
CALL (org) {
  MATCH (org)-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  WHERE (site:Facility OR site:FacilityGroup) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
  UNION
  MATCH (org)-[n:OPERATES|OWNS]->(:Network)-[r:PRESENT_AT]->(site)
  WHERE (site:Facility OR site:FacilityGroup) AND ($valid_at = 'any' OR (coalesce(n.since, '') <= $valid_at AND coalesce(n.until, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
  RETURN site, r
}
WITH site, collect(DISTINCT r.fact_id) AS facts, collect(DISTINCT replace(toLower(type(r)), '_', ' ')) AS how,
  collect(DISTINCT CASE type(r) WHEN 'PRESENT_AT' THEN r.role ELSE null END) AS roles,
  CASE WHEN all(p IN collect(coalesce(r.planned, false)) WHERE p) THEN 'planned' ELSE 'stated' END AS presence,
  any(sure IN collect($valid_at = 'any' OR (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at)) WHERE sure) AS sure, collect(r.status) AS statuses
OPTIONAL MATCH path = (site)-[:LOCATED_IN*1..2]->(place)
WHERE all(s IN relationships(path) WHERE ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at)))
WITH site, facts, how, roles, presence, sure, statuses, collect(DISTINCT CASE WHEN place:State THEN place.name ELSE null END) AS states,
  collect(DISTINCT CASE WHEN place:Metro THEN place.name ELSE null END) AS metros,
  reduce(all = [], p IN collect([s IN relationships(path) | s.fact_id]) | all + p) AS places
CALL (states) { UNWIND states AS s WITH s ORDER BY s RETURN collect(s) AS in_states }
CALL (metros) { UNWIND metros AS m WITH m ORDER BY m RETURN collect(m) AS in_metros }
CALL (how) { UNWIND how AS h WITH h ORDER BY h RETURN collect(h) AS hows }
CALL (roles) { UNWIND roles AS w WITH w ORDER BY w RETURN collect(w) AS words }
CALL (facts, places) { UNWIND facts + places AS f WITH DISTINCT f ORDER BY f RETURN collect(f) AS sorted }
RETURN site.name AS site, CASE WHEN site:FacilityGroup THEN 'group' ELSE 'facility' END AS kind,
  CASE WHEN site:FacilityGroup THEN CASE site.bound WHEN 'max' THEN 'up to ' WHEN 'approx' THEN 'about ' ELSE '' END
        + coalesce(toString(site.count), 'an unknown number') + CASE site.bound WHEN 'min' THEN '+' ELSE '' END ELSE '1' END AS count,
  hows AS how, words AS roles, presence, in_states AS states, in_metros AS metros,
  CASE WHEN sure THEN 'sure' ELSE 'possible' END AS certainty,
  CASE WHEN any(s IN statuses WHERE s = 'disputed') THEN 'disputed'
    WHEN all(s IN statuses WHERE s = 'corroborated') THEN 'corroborated' ELSE 'single-source' END AS status,
  site.id AS site_id, sorted AS facts
ORDER BY kind, site, site_id

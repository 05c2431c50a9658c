// People of an organization, or the roles of a person
// name: people
// group: profile
// param: who  entity(Organization,Person)  "Lumen"  the organization or the person
// returns: person str, title str?, organization str, since str?, until str?, certainty str?, status str,
//    person_id str, organization_id str, facts [str]
// basis: said(who, "role", "a role of anybody")
// since: 1.0   maturity: stable
CALL () {
  MATCH (p:Person)-[r:HOLDS_ROLE]->(o:Organization {id: $who})
  RETURN p, r, o
  UNION
  MATCH (p:Person {id: $who})-[r:HOLDS_ROLE]->(o:Organization)
  RETURN p, r, o
}
WITH p, r, o
WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
RETURN p.name AS person, r.title AS title, o.name AS organization,
  coalesce(r.since_text, r.since) AS since, coalesce(r.until_text, r.until) AS until,
  CASE WHEN $valid_at = 'any' THEN null WHEN (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at) THEN 'sure' ELSE 'possible' END AS certainty,
  r.status AS status, p.id AS person_id, o.id AS organization_id, [r.fact_id] AS facts
ORDER BY organization, person, title, since, person_id, organization_id, r.id

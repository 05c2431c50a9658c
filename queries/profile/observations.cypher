// What was measured about an organization, a network, a site or a place
// name: observations
// group: profile
// param: subject  entity(Organization,Facility,FacilityGroup,State,Metro,Country)  "Lumen"  what was measured
// param: metric?  text  "customers"  only measurements whose metric has this word
// returns: metric str, value_low float?, value_high float?, unit str?, bound str?, period str?, basis str?,
//    direction str?, delta bool?, modality str, status str, observation_id str, facts [str]
// basis: said(subject, "observation", "a measurement")
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $subject})
OPTIONAL MATCH (facility:Facility {id: $subject})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $subject})
OPTIONAL MATCH (state:State {id: $subject})
OPTIONAL MATCH (metro:Metro {id: $subject})
OPTIONAL MATCH (country:Country {id: $subject})
WITH coalesce(organization, facility, facilitygroup, state, metro, country) AS subject
MATCH (subject)-[r:OBSERVED]->(m:Observation)
WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) AND ($metric IS NULL OR toLower(m.metric_label) CONTAINS toLower($metric))
RETURN coalesce(m.metric_label, m.name) AS metric, m.value_low AS value_low, m.value_high AS value_high, m.unit AS unit,
  m.bound AS bound, m.period AS period, m.basis AS basis, m.direction AS direction, m.delta AS delta,
  m.modality AS modality, m.status AS status, m.id AS observation_id, [r.fact_id] AS facts
ORDER BY period, metric, observation_id, r.id

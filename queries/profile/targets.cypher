// What an organization aims at, and when it is due
// name: targets
// group: profile
// param: subject  entity(Organization,Facility,FacilityGroup)  "Lumen"  whose targets
// param: metric?  text  "revenue"  only targets whose metric has this word
// returns: target str, value_low float?, value_high float?, unit str?, bound str?, due str?, projected_by str?,
//    modality str, status str, target_id str, facts [str]
// basis: said(subject, "target", "a target")
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $subject})
OPTIONAL MATCH (facility:Facility {id: $subject})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $subject})
WITH coalesce(organization, facility, facilitygroup) AS subject
MATCH (subject)-[r:TARGETS]->(t:Target)
WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) AND ($metric IS NULL OR toLower(t.metric_label) CONTAINS toLower($metric))
RETURN coalesce(t.metric_label, t.name) AS target, t.value_low AS value_low, t.value_high AS value_high, t.unit AS unit,
  t.bound AS bound, t.due AS due, t.projected_by AS projected_by, t.modality AS modality, t.status AS status,
  t.id AS target_id, [r.fact_id] AS facts
ORDER BY due, target, target_id, r.id

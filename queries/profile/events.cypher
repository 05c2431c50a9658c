// What happened to an organization or a site
// name: events
// group: profile
// param: subject  entity(Organization,Facility,FacilityGroup)  "Lumen"  to whom it happened
// returns: event str, event_class str, date str?, modality str, status str, event_id str, facts [str]
// basis: said(subject, "event", "an event")
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $subject})
OPTIONAL MATCH (facility:Facility {id: $subject})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $subject})
WITH coalesce(organization, facility, facilitygroup) AS subject
MATCH (subject)-[r:AFFECTED_BY]->(e:Event)
WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
RETURN coalesce(e.event_label, e.name) AS event, e.event_class AS event_class, e.date AS date, e.modality AS modality,
  e.status AS status, e.id AS event_id, [r.fact_id] AS facts
ORDER BY date, event, event_id, r.id

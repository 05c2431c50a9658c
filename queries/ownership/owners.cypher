// Direct owners of an organization or a site
// name: owners
// group: ownership
// param: owned  entity(Organization,Facility,FacilityGroup,Network)  "QTS"  whose owners
// returns: owner str, interest str?, share_low float?, share_high float?, since str?, until str?, certainty str?,
//    status str, conflicts [str], owner_id str, facts [str]
// basis: owners(owned)
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $owned})
OPTIONAL MATCH (facility:Facility {id: $owned})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $owned})
OPTIONAL MATCH (network:Network {id: $owned})
WITH coalesce(organization, facility, facilitygroup, network) AS owned
MATCH (owned)<-[r:OWNS]-(owner)
WHERE ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at))
RETURN owner.name AS owner, r.interest AS interest, r.share_low AS share_low, r.share_high AS share_high,
  coalesce(r.since_text, r.since) AS since, coalesce(r.until_text, r.until) AS until,
  CASE WHEN $valid_at = 'any' THEN null WHEN (coalesce(r.since_latest, '') <= $valid_at AND coalesce(r.until_earliest, '9999') >= $valid_at) THEN 'sure' ELSE 'possible' END AS certainty,
  r.status AS status, coalesce(r.conflicts, []) AS conflicts, owner.id AS owner_id, [r.fact_id] AS facts
ORDER BY owner, owner_id, interest, since, until, r.id

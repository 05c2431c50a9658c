// What is known of the owners of one
// name: owners
// group: basis
// param: entity  entity  "QTS"  whose owners
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (facility:Facility {id: $entity})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $entity})
OPTIONAL MATCH (network:Network {id: $entity})
WITH coalesce(organization, facility, facilitygroup, network) AS e
OPTIONAL MATCH (f:Fact {target_id: e.id}) WHERE f.kind = 'ownership'
WITH e, count(f) AS facts
OPTIONAL MATCH (e)<-[r:OWNS]-(owner)
WITH e, facts, count(DISTINCT owner) AS owners,
  count(DISTINCT CASE WHEN r.share_low IS NOT NULL OR r.share_high IS NOT NULL THEN owner ELSE null END) AS shares,
  count(CASE WHEN ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) THEN r ELSE null END) AS today
RETURN facts > 0 AS covered,
  CASE
    WHEN facts = 0 THEN ['no source names an owner of ' + e.name]
    WHEN owners = 0 THEN ['every claim of an owner of ' + e.name + ' is refuted or no longer made']
    ELSE [e.name + ': ' + toString(owners) + CASE owners WHEN 1 THEN ' direct owner' ELSE ' direct owners' END
      + ' named; a source gives a share for ' + toString(shares) + ' of ' + toString(owners)] END AS basis,
  CASE WHEN owners > 0 AND today = 0
    THEN ['no owner of ' + e.name + ' is known for ' + $valid_at + '; sources name one for other days'] ELSE [] END AS notes

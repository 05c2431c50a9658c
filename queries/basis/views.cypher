// How many views there are of one
// name: views
// group: basis
// param: entity  entity  "Lumen"  about whom
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (person:Person {id: $entity})
OPTIONAL MATCH (facility:Facility {id: $entity})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $entity})
OPTIONAL MATCH (state:State {id: $entity})
OPTIONAL MATCH (metro:Metro {id: $entity})
OPTIONAL MATCH (country:Country {id: $entity})
OPTIONAL MATCH (network:Network {id: $entity})
OPTIONAL MATCH (product:Product {id: $entity})
OPTIONAL MATCH (deal:Deal {id: $entity})
WITH coalesce(organization, person, facility, facilitygroup, state, metro, country, network, product, deal) AS e
CALL (e) {
  OPTIONAL MATCH (e)<-[:ABOUT|SPOKEN_BY]-(c:Claim) RETURN c
  UNION
  OPTIONAL MATCH (e)-[:PARTY_TO]->(:Deal)<-[:ABOUT]-(c:Claim) RETURN c
}
WITH e, count(c) AS views, count(DISTINCT c.source_id) AS sources
RETURN views > 0 AS covered,
  [CASE WHEN views = 0 THEN 'no source gives a view of ' + e.name
    ELSE e.name + ': ' + toString(views) + CASE views WHEN 1 THEN ' view' ELSE ' views' END + ' in ' + toString(sources)
      + CASE sources WHEN 1 THEN ' source' ELSE ' sources' END + '; views are what sources think, not facts' END] AS basis,
  [] AS notes

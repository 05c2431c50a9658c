// What is known of where an organization is
// name: presence
// group: basis
// param: entity  entity  "QTS"  whose presence
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
MATCH (org:Organization {id: $entity})
CALL (org) {
  MATCH (org)-[:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  WHERE NOT (site:Organization OR site:Network)
  RETURN site
  UNION
  MATCH (org)-[:OPERATES|OWNS]->(:Network)-[:PRESENT_AT]->(site)
  RETURN site
}
WITH org, site, EXISTS { (site)-[:LOCATED_IN]->() } AS placed
WITH org, collect(CASE WHEN site:Facility THEN placed ELSE null END) AS named,
  collect(CASE WHEN site:FacilityGroup THEN placed ELSE null END) AS grouped,
  collect(CASE WHEN site:FacilityGroup AND NOT placed THEN site.name ELSE null END) AS unplaced,
  count(CASE WHEN site:Facility OR site:FacilityGroup THEN null ELSE site END) AS places
RETURN true AS covered,
  [org.name + ': ' + toString(size(named)) + CASE size(named) WHEN 1 THEN ' named facility, ' ELSE ' named facilities, ' END
    + toString(size(grouped)) + CASE size(grouped) WHEN 1 THEN ' group' ELSE ' groups' END + ' of unnamed ones; '
    + toString(size([p IN named + grouped WHERE p])) + ' of ' + toString(size(named + grouped))
    + ' with a source for a place'
    + CASE places WHEN 0 THEN '' ELSE '; ' + toString(places) + ' more stated for a place, without a site' END] AS basis,
  [name IN unplaced | 'no source says in which states: ' + name] AS notes
UNION
MATCH (org:Organization {id: $entity})
WHERE NOT EXISTS { MATCH (org)-[:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site) WHERE NOT (site:Organization OR site:Network) }
  AND NOT EXISTS { (org)-[:OPERATES|OWNS]->(:Network)-[:PRESENT_AT]->() }
RETURN false AS covered, [org.name + ': no source lists its presence; that is not absence'] AS basis, [] AS notes

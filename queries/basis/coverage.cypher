// What is known of where some organizations are
// name: coverage
// group: basis
// param: orgs?  entities  "Lumen, QTS"  the organizations; all when left out
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
CALL () {
  OPTIONAL MATCH (org:Organization) WHERE $orgs IS NULL RETURN org
  UNION
  UNWIND coalesce($orgs, []) AS id MATCH (org:Organization {id: id}) RETURN org
}
CALL (org) {
  OPTIONAL MATCH (org)-[:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  WHERE NOT (site:Organization OR site:Network)
  RETURN site
  UNION
  OPTIONAL MATCH (org)-[:OPERATES|OWNS]->(:Network)-[:PRESENT_AT]->(site)
  RETURN site
}
WITH org, count(DISTINCT site) AS sites,
  collect(CASE WHEN (site:Facility OR site:FacilityGroup) AND NOT EXISTS { (site)-[:LOCATED_IN]->() } THEN site.id ELSE null END) AS loose
ORDER BY org.name, org.id
WITH count(org) AS orgs, count(CASE WHEN sites > 0 THEN org ELSE null END) AS listed,
  reduce(all = [], one IN collect(loose) | all + [id IN one WHERE NOT id IN all]) AS loose,
  collect(CASE WHEN sites = 0 THEN org.name ELSE null END) AS unlisted
WITH orgs, listed, size(loose) AS unplaced, unlisted
RETURN listed > 0 AS covered,
  [toString(listed) + ' of ' + toString(orgs) + CASE orgs WHEN 1 THEN ' organization has' ELSE ' organizations have' END
    + ' a source for a presence'
    + CASE unplaced WHEN 0 THEN '' ELSE '; ' + 'no source for a place: ' + toString(unplaced) + CASE unplaced WHEN 1 THEN ' site or group' ELSE ' sites or groups' END END] AS basis,
  CASE WHEN $orgs IS NULL THEN [] ELSE [name IN unlisted | name + ': no source lists its presence; that is not absence'] END AS notes

// Sites that two organizations both have to do with; a group counts once
// name: common-sites
// group: basis
// param: one  entity  "Lumen"  the one
// param: other  entity  "QTS"  the other
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (:Organization {id: $one})-[r:OPERATES|OWNS|PRESENT_AT|CONNECTS]->(site)
  <-[s:OPERATES|OWNS|PRESENT_AT|CONNECTS]-(:Organization {id: $other})
WHERE (site:Facility OR site:FacilityGroup) AND ($valid_at = 'any' OR (coalesce(r.since, '') <= $valid_at AND coalesce(r.until, '9999') >= $valid_at)) AND ($valid_at = 'any' OR (coalesce(s.since, '') <= $valid_at AND coalesce(s.until, '9999') >= $valid_at))
WITH DISTINCT site
WITH count(CASE WHEN site:Facility THEN site ELSE null END) AS named,
  count(CASE WHEN site:FacilityGroup THEN site ELSE null END) AS groups,
  sum(CASE WHEN site:FacilityGroup THEN coalesce(site.count, 0) ELSE 0 END) AS counted
RETURN true AS covered,
  ['common sites: ' + toString(named) + ' named, ' + toString(groups)
    + CASE groups WHEN 0 THEN ' groups' WHEN 1 THEN ' group' ELSE ' groups' END
    + CASE counted WHEN 0 THEN '' ELSE ' (' + toString(counted) + ' facilities in all, each group counted once)' END] AS basis,
  [] AS notes

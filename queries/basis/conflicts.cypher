// How many partners one has, and how many rivalries sources name among them
// name: conflicts
// group: basis
// param: entity  entity  "Lumen"  whose partners
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
MATCH (org:Organization {id: $entity})
OPTIONAL MATCH (org)-[:PARTY_TO]->(deal:Deal)<-[:PARTY_TO]-(partner:Organization)
WHERE partner.id <> org.id AND deal.family IN ['commercial', 'venture']
WITH org, collect(DISTINCT partner) AS partners
CALL (org, partners) {
  UNWIND [org] + partners AS one
  OPTIONAL MATCH (one)-[c:COMPETES_WITH]-(:Organization)
  RETURN count(DISTINCT c) AS rivalries
}
RETURN size(partners) > 0 AND rivalries > 0 AS covered,
  [CASE size(partners) WHEN 0 THEN 'no source names a partner of ' + org.name
    ELSE org.name + ': ' + toString(size(partners)) + CASE size(partners) WHEN 1 THEN ' partner' ELSE ' partners' END
      + ' in commercial deals; ' + CASE rivalries WHEN 0 THEN 'no source names a rival of it or of them'
        ELSE 'sources name ' + toString(rivalries) + CASE rivalries WHEN 1 THEN ' rivalry' ELSE ' rivalries' END + ' of it or of them' END END] AS basis,
  [] AS notes

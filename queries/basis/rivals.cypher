// What is known of the rivals of one, and of what could overlap
// name: rivals
// group: basis
// param: entity  entity  "Lumen"  whose rivals
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
MATCH (org:Organization {id: $entity})
CALL (org) {
  OPTIONAL MATCH (f:Fact {source_id: org.id}) WHERE f.kind IN ['rivalry', 'operation', 'presence', 'connection', 'party'] RETURN f
  UNION
  OPTIONAL MATCH (f:Fact {target_id: org.id}) WHERE f.kind = 'rivalry' RETURN f
}
WITH org, count(CASE WHEN f.kind = 'rivalry' THEN f ELSE null END) AS said,
  count(CASE WHEN f.kind = 'rivalry' AND f.status IN ['refuted', 'retired'] THEN f ELSE null END) AS gone,
  count(CASE WHEN f.kind IN ['operation', 'presence', 'connection'] THEN f ELSE null END) AS sites,
  count(CASE WHEN f.kind = 'party' THEN f ELSE null END) AS parts
RETURN said + sites + parts > 0 AS covered,
  [CASE said - gone WHEN 0 THEN 'no source names a rival of ' + org.name
    ELSE org.name + ': sources name ' + toString(said - gone) + CASE said - gone WHEN 1 THEN ' rivalry' ELSE ' rivalries' END END
    + '; overlap is worked out from ' + toString(sites) + ' facts on its sites and ' + toString(parts) + ' on its deals'] AS basis,
  CASE gone WHEN 0 THEN [] ELSE [toString(gone) + CASE gone WHEN 1 THEN ' more rivalry' ELSE ' more rivalries' END + ' refuted or no longer stated'] END AS notes

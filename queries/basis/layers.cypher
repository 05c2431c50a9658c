// What is known of what an organization holds, runs and offers
// name: layers
// group: basis
// param: entity  entity  "QTS"  of whom
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
MATCH (org:Organization {id: $entity})
CALL (org) {
  OPTIONAL MATCH (f:Fact {source_id: org.id})
  WHERE f.kind IN ['ownership', 'operation', 'connection', 'offering'] AND NOT f.status IN ['refuted', 'retired']
  RETURN f
  UNION
  OPTIONAL MATCH (f:Fact {target_id: org.id}) WHERE f.kind = 'ownership' AND NOT f.status IN ['refuted', 'retired']
  RETURN f
}
WITH org, count(f) AS facts, count(CASE WHEN f.kind = 'ownership' AND f.target_id = org.id THEN f ELSE null END) AS owners,
  count(CASE WHEN f.kind = 'ownership' AND f.source_id = org.id THEN f ELSE null END) AS holdings,
  count(CASE WHEN f.kind IN ['operation', 'connection'] THEN f ELSE null END) AS runs,
  count(CASE WHEN f.kind = 'offering' THEN f ELSE null END) AS offers
RETURN facts > 0 AS covered,
  [CASE facts WHEN 0 THEN 'no source says what ' + org.name + ' owns, runs or offers, nor who owns it'
    ELSE org.name + ': sources name ' + toString(owners) + CASE owners WHEN 1 THEN ' owner, ' ELSE ' owners, ' END
      + toString(holdings) + CASE holdings WHEN 1 THEN ' holding, ' ELSE ' holdings, ' END + toString(runs)
      + CASE runs WHEN 1 THEN ' site or network' ELSE ' sites or networks' END + ' that it runs or connects, ' + toString(offers) + CASE offers WHEN 1 THEN ' product' ELSE ' products' END END] AS basis,
  CASE owners WHEN 0 THEN ['no source names an owner of ' + org.name + ': the group may be larger'] ELSE [] END AS notes

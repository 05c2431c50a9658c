// What is known of the deals of one
// name: deals
// group: basis
// param: entity  entity  "Lumen"  whose deals
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (person:Person {id: $entity})
WITH coalesce(organization, person) AS e
OPTIONAL MATCH (f:Fact {source_id: e.id}) WHERE f.kind = 'party'
WITH e, count(f) AS facts
OPTIONAL MATCH (e)-[:PARTY_TO]->(deal:Deal)
WITH e, facts, count(DISTINCT deal) AS deals,
  count(DISTINCT CASE WHEN deal.origins > 1 THEN deal ELSE null END) AS echoed,
  count(DISTINCT CASE WHEN deal.announced IS NOT NULL THEN deal ELSE null END) AS dated
RETURN facts > 0 AS covered,
  [CASE WHEN facts = 0 THEN 'no source names a deal of ' + e.name
    ELSE e.name + ': ' + toString(deals) + CASE deals WHEN 1 THEN ' deal' ELSE ' deals' END + ' known, '
      + toString(echoed) + ' from two or more origins, ' + toString(dated) + ' with a date' END] AS basis,
  [] AS notes

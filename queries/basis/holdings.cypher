// What is known of the holdings of one
// name: holdings
// group: basis
// param: entity  entity  "Blackstone"  whose holdings
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (person:Person {id: $entity})
WITH coalesce(organization, person) AS e
OPTIONAL MATCH (f:Fact {source_id: e.id}) WHERE f.kind = 'ownership'
WITH e, count(f) AS facts
RETURN facts > 0 AS covered,
  [CASE WHEN facts = 0 THEN 'no source names anything that ' + e.name + ' owns'
    ELSE e.name + ': sources name ' + toString(facts)
      + CASE facts WHEN 1 THEN ' direct holding' ELSE ' direct holdings' END + '; others may exist' END] AS basis,
  [] AS notes

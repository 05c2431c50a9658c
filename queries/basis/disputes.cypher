// How many facts there are, and how many are disputed or refuted
// name: disputes
// group: basis
// param: entity?  entity  "Lumen"  whose facts
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
CALL () {
  OPTIONAL MATCH (f:Fact) WHERE $entity IS NULL RETURN f
  UNION
  OPTIONAL MATCH (f:Fact {source_id: $entity}) RETURN f
  UNION
  OPTIONAL MATCH (f:Fact {target_id: $entity}) RETURN f
}
WITH count(f) AS facts, count(CASE f.status WHEN 'disputed' THEN 1 ELSE null END) AS disputed,
  count(CASE f.status WHEN 'refuted' THEN 1 ELSE null END) AS refuted
RETURN facts > 0 AS covered,
  [CASE facts WHEN 0 THEN 'no source states a fact' ELSE toString(facts) + ' facts looked at: ' + toString(disputed)
    + ' disputed, ' + toString(refuted) + ' refuted' END] AS basis,
  [] AS notes

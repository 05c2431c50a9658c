// For how many facilities a source names the operator
// name: operators
// group: basis
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (f:Facility)
WITH count(f) AS facilities, count(CASE WHEN EXISTS { (f)<-[:OPERATES]-() } THEN f ELSE null END) AS operated
RETURN true AS covered,
  CASE facilities WHEN 0 THEN [] ELSE [toString(operated) + ' of ' + toString(facilities)
    + ' named facilities in the store have a source for their operator'] END AS basis,
  [] AS notes

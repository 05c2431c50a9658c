// Whether anything is on record under an id
// name: evidence
// group: basis
// param: id  fact  "QTS"  a fact id, a claim id, or an entity
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
CALL () {
  MATCH (f:Fact {id: $id})
  RETURN f.text + ': ' + f.status + ', ' + toString(f.origins) + CASE f.origins WHEN 1 THEN ' origin' ELSE ' origins' END AS line
  UNION
  MATCH (c:Claim {id: $id}) RETURN c.text + ': a claim of ' + coalesce(c.origin, c.source_id) AS line
  UNION
  MATCH (s:SourceEntity {entity: $id}) WITH DISTINCT s.source_id AS source WITH count(source) AS sources WHERE sources > 0
  RETURN toString(sources) + CASE sources WHEN 1 THEN ' source speaks of it' ELSE ' sources speak of it' END AS line
}
WITH line ORDER BY line
WITH collect(line) AS lines
RETURN size(lines) > 0 AS covered, CASE size(lines) WHEN 0 THEN ['nothing is on record'] ELSE lines END AS basis, [] AS notes

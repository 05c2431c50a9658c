// How many documents and datasets speak of one, or are held
// name: mentions
// group: basis
// param: entity?  entity  "Lumen"  of whom
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
CALL () {
  OPTIONAL MATCH (d:Document) WHERE $entity IS NULL RETURN d.id AS id
  UNION
  OPTIONAL MATCH (t:Dataset) WHERE $entity IS NULL RETURN t.id AS id
  UNION
  OPTIONAL MATCH (s:SourceEntity {entity: $entity}) RETURN s.source_id AS id
  UNION
  OPTIONAL MATCH (f:Fact {target_id: $entity}) UNWIND f.claims AS claim MATCH (c:Claim {id: claim}) RETURN c.source_id AS id
}
WITH count(DISTINCT id) AS sources
RETURN sources > 0 AS covered,
  [CASE WHEN sources = 0 THEN 'no source speaks of it'
    ELSE toString(sources) + CASE WHEN sources = 1 THEN ' source' ELSE ' sources' END
      + CASE WHEN $entity IS NULL THEN ' loaded' ELSE ' with an entry for it' END END] AS basis,
  [] AS notes

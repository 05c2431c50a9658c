// Disputed and refuted facts, with both sides
// name: disputed
// group: evidence
// param: entity?  entity  "Lumen"  only facts of this one
// returns: fact str, kind str, status str, since str?, until str?, conflicts [str], supported_by [str],
//    denied_by [str], refuted_by [str], facts [str]
// basis: disputes(entity)
// since: 1.0   maturity: stable
// note: A deal stands for the facts that are its parts. Shown for every day: a dispute concerns the fact, not a day.
CALL () {
  MATCH (f:Fact) WHERE $entity IS NULL AND f.status IN ['disputed', 'refuted'] RETURN f
  UNION
  MATCH (f:Fact {source_id: $entity}) WHERE f.status IN ['disputed', 'refuted'] RETURN f
  UNION
  MATCH (f:Fact {target_id: $entity}) WHERE f.status IN ['disputed', 'refuted'] RETURN f
  UNION
  MATCH (f:Fact {id: $entity}) WHERE f.status IN ['disputed', 'refuted'] RETURN f
  UNION
  MATCH (p:Fact {source_id: $entity}) WHERE p.kind = 'party'
  MATCH (f:Fact {id: p.target_id}) WHERE f.status IN ['disputed', 'refuted'] RETURN f
}
WITH f
WHERE NOT EXISTS { MATCH (d:Fact {id: f.target_id}) WHERE f.kind = 'party' AND d.status = f.status }
  AND NOT EXISTS { MATCH (d:Fact {id: f.source_id}) WHERE f.kind IN ['scope', 'involvement'] AND d.status = f.status }
CALL (f) {
  UNWIND f.claims AS id
  MATCH (c:Claim {id: id})
  WITH DISTINCT c, coalesce(c.origin, c.source_id) + ': ' + coalesce(
    reduce(words = head(c.quotes), q IN tail(c.quotes) | words + ' … ' + q), head(c.records), c.text) AS words
  ORDER BY words, c.id
  RETURN collect(CASE c.stance WHEN 'denies' THEN null ELSE words END) AS supports,
    collect(CASE c.stance WHEN 'denies' THEN words ELSE null END) AS denies
}
CALL (f) {
  UNWIND f.claims AS id
  MATCH (:Claim {id: id})<-[:JUDGES]-(v:Claim) WHERE v.verdict IN ['refutes', 'denies']
  WITH DISTINCT v, coalesce(v.by, v.origin) + ' ' + v.verdict + coalesce(': ' + v.reason, '')
    + coalesce(' (' + v.cites + ')', '') AS words
  ORDER BY words, v.id
  RETURN collect(words) AS verdicts
}
RETURN f.text AS fact, f.kind AS kind, f.status AS status, f.since_text AS since, f.until_text AS until,
  coalesce(f.conflicts, []) AS conflicts, supports AS supported_by, denies AS denied_by, verdicts AS refuted_by,
  [f.id] AS facts
ORDER BY status, kind, fact, f.id

// The words and records behind a fact, a claim or an entity, with what editors say
// name: why
// group: evidence
// param: id  fact  "QTS"  a fact id, a claim id, or an entity by any name
// returns: claim str, stance str, says str, quotes [str], records [str], source str, publisher str?, published str?,
//    modality str, attributed_to str?, origin str, by str?, reason str?, cites str?, facts [str]
// basis: evidence(id)
// since: 1.0   maturity: stable
// note: Shown for every day, refuted and retired facts too, and claims that a reviewer rejected or corrected.
CALL () {
  MATCH (f:Fact {id: $id}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (c:Claim {id: $id}) RETURN c
  UNION
  MATCH (f:Fact {source_id: $id}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (f:Fact {target_id: $id}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (p:Fact {source_id: $id}) WHERE p.kind = 'party'
  MATCH (f:Fact {id: p.target_id}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (s:SourceEntity {entity: $id})
  MATCH (c:Claim {source_id: s.source_id})
  WHERE any(p IN c.participants WHERE p ENDS WITH '=' + s.id)
  RETURN c
  UNION
  MATCH (:Deal {id: $id})<-[:ABOUT]-(c:Claim) RETURN c
}
WITH c
CALL (c) {
  RETURN c AS shown
  UNION
  MATCH (c)<-[:JUDGES]-(shown:Claim) RETURN shown
  UNION
  MATCH (c)-[:JUDGES]->(shown:Claim) RETURN shown
  UNION
  MATCH (c)<-[:REVIEWS]-(:Review)-[:CORRECTS_TO]->(shown:Claim) RETURN shown
  UNION
  MATCH (c)<-[:CORRECTS_TO]-(:Review)-[:REVIEWS]->(shown:Claim) RETURN shown
}
WITH DISTINCT shown AS c
CALL (c) {
  OPTIONAL MATCH (c)-[:JUDGES]->(j:Claim)
  UNWIND CASE WHEN j IS NULL THEN [[]] ELSE [coalesce(j.fact_ids, [])] END AS ids
  WITH reduce(all = [], i IN collect(ids) | all + i) AS judged
  RETURN judged
}
CALL (c, judged) {
  UNWIND CASE WHEN size(coalesce(c.fact_ids, []) + judged) > 0 THEN coalesce(c.fact_ids, []) + judged ELSE [c.id] END AS id
  WITH DISTINCT id ORDER BY id
  RETURN collect(id) AS facts
}
OPTIONAL MATCH (d:Document {id: c.source_id})
OPTIONAL MATCH (t:Dataset {id: c.source_id})
RETURN c.id AS claim,
  coalesce(c.verdict, CASE WHEN c.review IN ['rejected', 'corrected'] THEN c.review END, c.stance) AS stance,
  c.text AS says, coalesce(c.quotes, []) AS quotes,
  coalesce(c.records, []) AS records, coalesce(d.title, d.name, t.title, c.source_id) AS source,
  coalesce(d.publisher, t.publisher) AS publisher, c.published AS published, c.modality AS modality,
  c.attributed_to AS attributed_to, c.origin AS origin,
  coalesce(c.by, c.reviewed_by) AS by, coalesce(c.reason, c.review_reason) AS reason, c.cites AS cites, facts
ORDER BY says, claim

// Documents and datasets that speak of an entity, with the first words that they have on it
// name: mentions
// group: evidence
// param: entity  entity  "Lumen"  of whom they speak
// returns: source str, kind str, publisher str?, published str?, claims int, quote str, url str?, source_id str, facts [str]
// basis: mentions(entity)
// since: 1.0   maturity: stable
// note: The first words on a fact, a deal or a view; on a name only where there is no other. What is refuted, and
//    what a reviewer set aside, is left out. Shown are sources published by the day, and those without a date. `facts`
//    holds the facts behind the claims, and the claim itself where it is none. `kg ask sources` tells which origins they repeat.
CALL () {
  MATCH (f:Fact {source_id: $entity}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (f:Fact {target_id: $entity}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (p:Fact {source_id: $entity}) WHERE p.kind = 'party'
  MATCH (f:Fact {id: p.target_id}) UNWIND f.claims AS id MATCH (c:Claim {id: id}) RETURN c
  UNION
  MATCH (s:SourceEntity {entity: $entity})
  MATCH (c:Claim {source_id: s.source_id})
  WHERE any(p IN c.participants WHERE p ENDS WITH '=' + s.id)
  RETURN c
  UNION
  MATCH (:Deal {id: $entity})<-[:ABOUT]-(c:Claim) RETURN c
}
WITH c WHERE coalesce(c.review, 'accepted') = 'accepted'
  AND NOT EXISTS { MATCH (c)<-[:JUDGES]-(j:Claim) WHERE j.verdict = 'refutes' }
WITH c, c.family = 'attribute' AS aside, toInteger(split(coalesce(head(c.spans), '0-0'), '-')[0]) AS start
ORDER BY aside, start, c.id
WITH c.source_id AS source_id, count(c) AS claims,
  collect(coalesce(
    reduce(words = head(c.quotes), q IN tail(c.quotes) | words + ' … ' + q), head(c.records), c.text)) AS quotes,
  collect(CASE WHEN size(coalesce(c.fact_ids, [])) > 0 THEN c.fact_ids ELSE [c.id] END) AS nested
OPTIONAL MATCH (d:Document {id: source_id})
OPTIONAL MATCH (t:Dataset {id: source_id})
WITH source_id, claims, quotes, nested, d, t, coalesce(d.published, t.published) AS published
WHERE $valid_at = 'any' OR coalesce(published, '') <= $valid_at
CALL (nested) { UNWIND nested AS ids UNWIND ids AS id WITH DISTINCT id ORDER BY id RETURN collect(id) AS facts }
RETURN coalesce(d.title, d.name, t.title, source_id) AS source,
  CASE WHEN t IS NULL THEN coalesce(d.kind, 'document') ELSE 'dataset' END AS kind,
  coalesce(d.publisher, t.publisher) AS publisher, published, claims, head(quotes) AS quote, d.url AS url, source_id, facts
ORDER BY published, source, source_id

// Which documents, datasets and origins speak of an entity, or of anything
// name: sources
// group: evidence
// param: entity?  entity  "Lumen"  of whom they speak
// returns: source str, kind str, publisher str?, published str?, origin str, claims int, url str?, source_id str,
//    facts [str]
// basis: mentions(entity)
// since: 1.0   maturity: stable
// note: Shown for every day; what a reviewer set aside is left out. `facts` holds the facts behind the claims, and the
//    claim itself where it is none.
CALL () {
  MATCH (c:Claim) WHERE $entity IS NULL RETURN c
  UNION
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
WITH c.source_id AS source_id, c.origin AS origin, count(c) AS claims,
  collect(CASE WHEN size(coalesce(c.fact_ids, [])) > 0 THEN c.fact_ids ELSE [c.id] END) AS nested
CALL (nested) { UNWIND nested AS ids UNWIND ids AS id WITH DISTINCT id ORDER BY id RETURN collect(id) AS facts }
OPTIONAL MATCH (d:Document {id: source_id})
OPTIONAL MATCH (t:Dataset {id: source_id})
RETURN coalesce(d.title, d.name, t.title, source_id) AS source,
  CASE WHEN t IS NULL THEN coalesce(d.kind, 'document') ELSE 'dataset' END AS kind,
  coalesce(d.publisher, t.publisher) AS publisher, coalesce(d.published, t.published) AS published,
  origin, claims, d.url AS url, source_id, facts
ORDER BY source, origin, source_id

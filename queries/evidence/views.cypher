// Risks, assessments and statements about an organization, its deals, or by it
// name: views
// group: evidence
// param: about  entity(Organization,Person,Facility,FacilityGroup,State,Metro,Country,Network,Product,Deal)  "Lumen"  what the views are about, or who speaks
// param: kind?  text(risk, assessment, statement)  "risk"  only risk, assessment or statement
// returns: kind str, about [str], topic str?, label str?, sentiment str?, quotes [str], speaker [str], modality str,
//    attributed_to str?, source str?, published str?, facts [str]
// basis: views(about)
// since: 1.0   maturity: stable
// note: `facts` holds the id of the claim itself: a view is not a fact. Shown are views published by the day.
OPTIONAL MATCH (organization:Organization {id: $about})
OPTIONAL MATCH (person:Person {id: $about})
OPTIONAL MATCH (facility:Facility {id: $about})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $about})
OPTIONAL MATCH (state:State {id: $about})
OPTIONAL MATCH (metro:Metro {id: $about})
OPTIONAL MATCH (country:Country {id: $about})
OPTIONAL MATCH (network:Network {id: $about})
OPTIONAL MATCH (product:Product {id: $about})
OPTIONAL MATCH (deal:Deal {id: $about})
WITH coalesce(organization, person, facility, facilitygroup, state, metro, country, network, product, deal) AS subject
CALL (subject) {
  MATCH (subject)<-[:ABOUT]-(c:Claim) RETURN c
  UNION
  MATCH (subject)-[:PARTY_TO]->(:Deal)<-[:ABOUT]-(c:Claim) RETURN c
  UNION
  MATCH (subject)<-[:SPOKEN_BY]-(c:Claim) RETURN c
}
WITH c
WHERE c.family = 'view' AND ($kind IS NULL OR c.kind = $kind)
  AND ($valid_at = 'any' OR coalesce(c.published, '') <= $valid_at)
  AND NOT EXISTS { MATCH (c)<-[:JUDGES]-(j:Claim) WHERE j.verdict = 'refutes' }
CALL (c) { OPTIONAL MATCH (c)-[:ABOUT]->(x) WITH DISTINCT x.name AS name ORDER BY name RETURN collect(name) AS names }
CALL (c) { OPTIONAL MATCH (c)-[:SPOKEN_BY]->(x) WITH DISTINCT x.name AS name ORDER BY name RETURN collect(name) AS speakers }
CALL (c) {
  OPTIONAL MATCH (c)-[:STATED_IN]->(d:Document)
  WITH coalesce(d.title, d.publisher, d.name) AS title ORDER BY title
  RETURN head(collect(title)) AS source
}
RETURN c.kind AS kind, CASE WHEN size(names) = 0 AND c.about_label IS NOT NULL THEN [c.about_label] ELSE names END AS about,
  c.topic AS topic, coalesce(c.label, c.words) AS label, c.sentiment AS sentiment, c.quotes AS quotes,
  speakers AS speaker, c.modality AS modality, c.attributed_to AS attributed_to, source, c.published AS published,
  [c.id] AS facts
ORDER BY kind, label, published, c.id

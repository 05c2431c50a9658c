// Whether sources say anything of a kind about one
// name: said
// group: basis
// param: entity  entity  "Lumen"  about whom
// param: kind  text  "target"  the kind of fact
// param: words  text  "a target"  what it is called
// returns: covered bool, basis [str], notes [str]
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (person:Person {id: $entity})
OPTIONAL MATCH (facility:Facility {id: $entity})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $entity})
OPTIONAL MATCH (state:State {id: $entity})
OPTIONAL MATCH (metro:Metro {id: $entity})
OPTIONAL MATCH (country:Country {id: $entity})
WITH coalesce(organization, person, facility, facilitygroup, state, metro, country) AS e
CALL (e) {
  OPTIONAL MATCH (f:Fact {source_id: e.id}) WHERE f.kind = $kind
  RETURN f
  UNION
  OPTIONAL MATCH (f:Fact {target_id: e.id}) WHERE f.kind = $kind
  RETURN f
}
WITH e, count(f) AS facts, count(CASE f.status WHEN 'refuted' THEN 1 WHEN 'retired' THEN 1 ELSE null END) AS gone,
  count(CASE f.status WHEN 'corroborated' THEN 1 ELSE null END) AS echoed
RETURN facts > gone AS covered,
  [CASE WHEN facts = 0 THEN 'no source gives ' + $words + ' of ' + e.name
    ELSE e.name + ': ' + toString(facts - gone) + ' known, ' + toString(echoed) + ' from two or more origins' END] AS basis,
  CASE gone WHEN 0 THEN [] ELSE [toString(gone) + ' more refuted or no longer stated: `kg ask disputed` shows what is refuted'] END AS notes

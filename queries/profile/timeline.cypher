// What happened to an entity, and what is ahead, in order of time
// name: timeline
// group: profile
// param: entity  entity(Organization,Person,Facility,FacilityGroup,Network)  "Lumen"  whose story
// returns: when str?, precision str, kind str, what str, planned bool, status str, day str?, facts [str]
// basis: mentions(entity)
// since: 1.0   maturity: stable
// note: Shown for every day. `when` is as precise as the source, `day` the first day that it allows; what no source dates
//    stands last. `planned` is what sources only expect: by their words, or since it lies after the day asked about.
OPTIONAL MATCH (organization:Organization {id: $entity})
OPTIONAL MATCH (person:Person {id: $entity})
OPTIONAL MATCH (facility:Facility {id: $entity})
OPTIONAL MATCH (facilitygroup:FacilityGroup {id: $entity})
OPTIONAL MATCH (network:Network {id: $entity})
WITH coalesce(organization, person, facility, facilitygroup, network) AS e
CALL (e) {
  MATCH (e)<-[r:OWNS]-(x)
  UNWIND [{kind: 'owned by', at: coalesce(r.since_text, r.since)}, {kind: 'no longer owned by', at: coalesce(r.until_text, r.until)}] AS end
  WITH r, x, end WHERE end.at IS NOT NULL OR (end.kind = 'owned by' AND r.until IS NULL)
  RETURN end.kind AS kind, x.name AS what, end.at AS at, r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[r:OWNS]->(x)
  UNWIND [{kind: 'owns', at: coalesce(r.since_text, r.since)}, {kind: 'no longer owns', at: coalesce(r.until_text, r.until)}] AS end
  WITH r, x, end WHERE end.at IS NOT NULL OR (end.kind = 'owns' AND r.until IS NULL)
  RETURN end.kind AS kind, x.name AS what, end.at AS at, r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[r:OPERATES|CONNECTS|PRESENT_AT]-(x)
  UNWIND [{kind: '', at: coalesce(r.since_text, r.since)}, {kind: 'no longer ', at: coalesce(r.until_text, r.until)}] AS end
  WITH e, r, x, end WHERE end.at IS NOT NULL
  RETURN end.kind + replace(toLower(type(r)), '_', ' ') AS kind, startNode(r).name + ' – ' + endNode(r).name AS what, end.at AS at,
    r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[r:HOLDS_ROLE]-(x)
  UNWIND [{kind: 'role', at: coalesce(r.since_text, r.since)}, {kind: 'role ended', at: coalesce(r.until_text, r.until)}] AS end
  WITH r, x, end WHERE end.at IS NOT NULL OR (end.kind = 'role' AND r.until IS NULL)
  RETURN end.kind AS kind, coalesce(r.title + ': ', '') + x.name AS what, end.at AS at, r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[:PARTY_TO|COVERS]-(deal:Deal)
  WITH DISTINCT deal
  UNWIND [{word: 'announced', key: '"announced":"'}, {word: 'signed', key: '"signed":"'}, {word: 'closed', key: '"closed":"'},
    {word: 'ended', key: '"ended":"'}] AS step
  UNWIND deal.claims AS id
  MATCH (c:Claim {id: id})
  WHERE c.stance = 'supports' AND c.values CONTAINS step.key
    AND NOT EXISTS { MATCH (c)<-[:JUDGES]-(j:Claim) WHERE j.verdict = 'refutes' }
  RETURN 'deal ' + step.word AS kind, deal.name AS what, split(split(c.values, step.key)[1], '"')[0] AS at,
    deal.planned AND step.word <> 'announced' AS planned, deal.status AS status, deal.fact_id AS fact
  UNION
  MATCH (e)-[:PARTY_TO|COVERS]-(deal:Deal)
  WHERE deal.announced IS NULL
  RETURN DISTINCT 'deal' AS kind, deal.name AS what, null AS at, deal.planned AS planned, deal.status AS status, deal.fact_id AS fact
  UNION
  MATCH (e)-[r:AFFECTED_BY]->(x:Event)
  RETURN 'event' AS kind, coalesce(x.event_label, x.name) AS what, coalesce(x.date, r.since_text, r.since) AS at,
    r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[r:OBSERVED]->(x:Observation)
  RETURN 'observation' AS kind, coalesce(x.metric_label, x.name) + coalesce(': ' + CASE x.bound WHEN 'min' THEN 'at least ' WHEN 'max' THEN 'at most ' WHEN 'approx' THEN 'about ' ELSE '' END
      + CASE WHEN coalesce(x.value_low, x.value_high) = toInteger(coalesce(x.value_low, x.value_high)) THEN toString(toInteger(coalesce(x.value_low, x.value_high))) ELSE toString(coalesce(x.value_low, x.value_high)) END
      + CASE WHEN x.value_low < x.value_high THEN ' to ' + CASE WHEN x.value_high = toInteger(x.value_high) THEN toString(toInteger(x.value_high)) ELSE toString(x.value_high) END ELSE '' END
      + coalesce(' ' + x.unit, ''), '') AS what,
    coalesce(x.period, r.since_text, r.since) AS at, r.planned AS planned, r.status AS status, r.fact_id AS fact
  UNION
  MATCH (e)-[r:TARGETS]->(x:Target)
  RETURN 'target' AS kind, coalesce(x.metric_label, x.name) + coalesce(': ' + CASE x.bound WHEN 'min' THEN 'at least ' WHEN 'max' THEN 'at most ' WHEN 'approx' THEN 'about ' ELSE '' END
      + CASE WHEN coalesce(x.value_low, x.value_high) = toInteger(coalesce(x.value_low, x.value_high)) THEN toString(toInteger(coalesce(x.value_low, x.value_high))) ELSE toString(coalesce(x.value_low, x.value_high)) END
      + CASE WHEN x.value_low < x.value_high THEN ' to ' + CASE WHEN x.value_high = toInteger(x.value_high) THEN toString(toInteger(x.value_high)) ELSE toString(x.value_high) END ELSE '' END
      + coalesce(' ' + x.unit, ''), '') AS what,
    coalesce(x.due, r.since_text, r.since) AS at, true AS planned, r.status AS status, r.fact_id AS fact
}
WITH kind, what, at, status, fact, any(p IN collect(coalesce(planned, false)) WHERE p) AS planned
WITH kind, what, at, status, fact, planned,
  CASE
    WHEN at IS NULL THEN null
    WHEN at CONTAINS 'Q' THEN left(at, 5) + CASE right(at, 1) WHEN '1' THEN '01' WHEN '2' THEN '04' WHEN '3' THEN '07' ELSE '10' END + '-01'
    WHEN at CONTAINS 'H' THEN left(at, 5) + CASE right(at, 1) WHEN '1' THEN '01' ELSE '07' END + '-01'
    WHEN size(at) = 4 THEN at + '-01-01'
    WHEN size(at) = 7 THEN at + '-01'
    ELSE left(at, 10) END AS day
RETURN at AS when, CASE
    WHEN at IS NULL THEN 'no date'
    WHEN at CONTAINS 'Q' THEN 'quarter'
    WHEN at CONTAINS 'H' THEN 'half-year'
    WHEN size(at) = 4 THEN 'year'
    WHEN size(at) = 7 THEN 'month'
    ELSE 'day' END AS precision,
  kind, what, planned OR ($valid_at <> 'any' AND coalesce(day > $valid_at, false)) AS planned, status, day, [fact] AS facts
ORDER BY CASE WHEN day IS NULL THEN 1 ELSE 0 END, day, at, kind, what, facts

// One deal whole: parties, stage and dates, amount, what it covers, what is disputed, who says so
// name: deal
// group: deals
// param: deal  entity(Deal)  "Lumen Technologies – QTS Data Centers: partnership, supply"  the deal, by id or full name
// returns: item str, value str, detail str?, status str, facts [str]
// basis: mentions(deal)
// since: 1.0   maturity: stable
// note: One row an item. `kg ask deals` gives the ids. A deal is shown whole for every day; the row `on` tells how it
//    stands on the day that is asked about.
MATCH (deal:Deal {id: $deal})
CALL (deal) {
  UNWIND deal.claims AS id
  MATCH (c:Claim {id: id})
  WHERE NOT EXISTS { MATCH (c)<-[:JUDGES]-(j:Claim) WHERE j.verdict = 'refutes' }
  RETURN collect({values: c.values, origin: c.origin, published: c.published, stance: c.stance,
    modality: c.modality}) AS said
}
CALL (deal, said) {
  UNWIND deal.kinds AS kind
  RETURN 1 AS rank, 'kind' AS item, replace(kind, '_', ' ') AS value, null AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  RETURN 2 AS rank, 'stage' AS item, coalesce(deal.stage, 'not known') AS value,
    CASE WHEN deal.planned THEN 'planned: every source speaks of the future' ELSE null END AS detail,
    deal.status AS status, [deal.fact_id] AS facts
  UNION
  UNWIND [{name: 'announced', key: '"announced":"'}, {name: 'signed', key: '"signed":"'}, {name: 'closed', key: '"closed":"'},
    {name: 'ended', key: '"ended":"'}] AS step
  UNWIND said AS c
  WITH deal, step, c WHERE c.stance = 'supports' AND c.values CONTAINS step.key
  WITH deal, step, split(split(c.values, step.key)[1], '"')[0] AS day, c.origin AS origin
  WITH DISTINCT deal, step, day, origin ORDER BY origin
  WITH deal, step, day, collect(origin) AS origins
  RETURN 3 AS rank, step.name AS item, day AS value, reduce(words = head(origins), o IN tail(origins) | words + ', ' + o) AS detail,
    deal.status AS status, [deal.fact_id] AS facts
  UNION
  WITH deal WHERE deal.announced IS NULL
  RETURN 3 AS rank, 'announced' AS item, 'not known' AS value, null AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  WITH deal WHERE $valid_at <> 'any'
  RETURN 4 AS rank, 'on ' + $valid_at AS item,
    CASE
      WHEN deal.since IS NULL THEN 'not known: no source dates it'
      WHEN deal.since > $valid_at THEN 'not announced yet'
      WHEN coalesce(deal.until, '9999') < $valid_at THEN 'ended'
      WHEN ($valid_at = 'any' OR (coalesce(deal.since_latest, '') <= $valid_at AND coalesce(deal.until_earliest, '9999') >= $valid_at)) THEN 'announced'
      ELSE 'possible: its dates allow both' END AS value,
    CASE WHEN deal.until IS NULL THEN 'no source says that it ended' ELSE null END AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  MATCH (deal)<-[r:PARTY_TO]-(party)
  RETURN 5 AS rank, r.role AS item, party.name AS value, CASE WHEN r.planned THEN 'planned' ELSE null END AS detail,
    r.status AS status, collect(DISTINCT r.fact_id) AS facts
  UNION
  RETURN 6 AS rank, 'amount' AS item, CASE
    WHEN deal.amount_low IS NULL AND deal.amount_high IS NULL THEN 'not known'
    WHEN deal.amount_low IS NULL THEN 'at most ' + toString(toInteger(deal.amount_high))
    WHEN deal.bound = 'min' OR deal.amount_high IS NULL THEN 'at least ' + toString(toInteger(deal.amount_low))
    WHEN deal.bound = 'max' THEN 'at most ' + toString(toInteger(deal.amount_high))
    WHEN deal.amount_low < deal.amount_high
      THEN toString(toInteger(deal.amount_low)) + ' to ' + toString(toInteger(deal.amount_high))
    WHEN deal.bound = 'approx' THEN 'about ' + toString(toInteger(deal.amount_low))
    ELSE toString(toInteger(deal.amount_low)) END + coalesce(' ' + deal.currency, '') AS value, null AS detail,
    deal.status AS status, [deal.fact_id] AS facts
  UNION
  UNWIND said AS c
  WITH deal, c WHERE c.stance = 'supports' AND (c.values CONTAINS '"share_low":' OR c.values CONTAINS '"share_high":')
  WITH deal, c.origin AS origin,
    CASE WHEN c.values CONTAINS '"share_low":' THEN split(replace(split(c.values, '"share_low":')[1], '}', ','), ',')[0] ELSE null END AS low,
    CASE WHEN c.values CONTAINS '"share_high":' THEN split(replace(split(c.values, '"share_high":')[1], '}', ','), ',')[0] ELSE null END AS high
  WITH DISTINCT deal, low, high, origin ORDER BY origin
  WITH deal, low, high, collect(origin) AS origins
  RETURN 7 AS rank, 'share' AS item, CASE
      WHEN low = high THEN low + '%'
      WHEN high IS NULL THEN 'at least ' + low + '%'
      WHEN low IS NULL THEN 'at most ' + high + '%'
      ELSE low + '% to ' + high + '%' END AS value,
    reduce(words = head(origins), o IN tail(origins) | words + ', ' + o) AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  WITH deal WHERE deal.purpose IS NOT NULL
  RETURN 8 AS rank, 'purpose' AS item, deal.purpose AS value, null AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  MATCH (deal)-[r:COVERS]->(thing)
  RETURN 9 AS rank, 'covers' AS item, thing.name AS value, CASE WHEN r.planned THEN 'planned' ELSE null END AS detail,
    r.status AS status, collect(DISTINCT r.fact_id) AS facts
  UNION
  MATCH (deal)-[r:INVOLVES]->(product)
  RETURN 10 AS rank, 'product' AS item, product.name AS value, CASE WHEN r.planned THEN 'planned' ELSE null END AS detail,
    r.status AS status, collect(DISTINCT r.fact_id) AS facts
  UNION
  UNWIND coalesce(deal.conflicts, []) AS line
  RETURN 11 AS rank, 'disputed' AS item, line AS value, null AS detail, deal.status AS status, [deal.fact_id] AS facts
  UNION
  UNWIND said AS c
  WITH deal, c.origin AS origin, c.stance AS stance, min(c.published) AS published
  RETURN 12 AS rank, CASE stance WHEN 'denies' THEN 'denied by' ELSE 'origin' END AS item, origin AS value,
    CASE WHEN published IS NULL THEN 'no date' ELSE 'first on ' + published END AS detail, deal.status AS status, [deal.fact_id] AS facts
}
RETURN item, value, detail, status, facts
ORDER BY rank, CASE item WHEN 'announced' THEN 1 WHEN 'signed' THEN 2 WHEN 'closed' THEN 3 WHEN 'ended' THEN 4 ELSE 0 END,
  item, value, detail, facts

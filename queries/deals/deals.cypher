// Deals of an organization: with whom, in which roles, for how much
// name: deals
// group: deals
// param: party  entity(Organization,Person)  "Lumen"  a party to the deals
// param: kind?  text(partnership, supply, acquisition, merger, divestiture, joint_venture, investment, capex, lease)  "partnership"  only deals of this kind
// returns: deal str, kinds [str], stage str?, announced str?, roles [str], counterparties [str], amount str?,
//    amount_low float?, amount_high float?, currency str?, purpose str?, covers [str], products [str],
//    certainty str?, status str, conflicts [str], deal_id str, facts [str]
// basis: deals(party)
// since: 1.0   maturity: stable
OPTIONAL MATCH (organization:Organization {id: $party})
OPTIONAL MATCH (person:Person {id: $party})
WITH coalesce(organization, person) AS party
MATCH (party)-[mine:PARTY_TO]->(deal:Deal)
WHERE ($valid_at = 'any' OR (coalesce(deal.since, '') <= $valid_at AND coalesce(deal.until, '9999') >= $valid_at)) AND ($kind IS NULL OR $kind IN deal.kinds)
WITH party, deal, mine ORDER BY mine.role
WITH party, deal, collect(DISTINCT mine.role) AS roles, collect(DISTINCT mine.fact_id) AS facts
CALL (party, deal) {
  OPTIONAL MATCH (deal)<-[r:PARTY_TO]-(with) WHERE with.id <> party.id
  WITH with, r ORDER BY r.role
  WITH with, collect(DISTINCT r.role) AS roles, collect(DISTINCT r.fact_id) AS facts
  ORDER BY with.name, with.id
  WITH collect(with.name + ' (' + reduce(words = head(roles), w IN tail(roles) | words + ', ' + w) + ')') AS counterparties,
    collect(facts) AS nested
  RETURN counterparties, reduce(all = [], f IN nested | all + f) AS partyFacts
}
CALL (deal) {
  OPTIONAL MATCH (deal)-[c:COVERS]->(thing)
  WITH thing, collect(DISTINCT c.fact_id) AS facts ORDER BY thing.name, thing.id
  WITH collect(thing.name) AS covers, collect(facts) AS nested
  RETURN covers, reduce(all = [], f IN nested | all + f) AS coverFacts
}
CALL (deal) {
  OPTIONAL MATCH (deal)-[v:INVOLVES]->(product)
  WITH product, collect(DISTINCT v.fact_id) AS facts ORDER BY product.name, product.id
  WITH collect(product.name) AS products, collect(facts) AS nested
  RETURN products, reduce(all = [], f IN nested | all + f) AS productFacts
}
RETURN deal.name AS deal, deal.kinds AS kinds, deal.stage AS stage, deal.announced AS announced, roles, counterparties,
  CASE
    WHEN deal.amount_low IS NULL AND deal.amount_high IS NULL THEN null
    WHEN deal.amount_low IS NULL THEN 'at most ' + toString(toInteger(deal.amount_high))
    WHEN deal.bound = 'min' OR deal.amount_high IS NULL THEN 'at least ' + toString(toInteger(deal.amount_low))
    WHEN deal.bound = 'max' THEN 'at most ' + toString(toInteger(deal.amount_high))
    WHEN deal.amount_low < deal.amount_high
      THEN toString(toInteger(deal.amount_low)) + ' to ' + toString(toInteger(deal.amount_high))
    WHEN deal.bound = 'approx' THEN 'about ' + toString(toInteger(deal.amount_low))
    ELSE toString(toInteger(deal.amount_low)) END + coalesce(' ' + deal.currency, '') AS amount,
  deal.amount_low AS amount_low, deal.amount_high AS amount_high, deal.currency AS currency, deal.purpose AS purpose,
  covers, products,
  CASE WHEN $valid_at = 'any' THEN null WHEN (coalesce(deal.since_latest, '') <= $valid_at AND coalesce(deal.until_earliest, '9999') >= $valid_at) THEN 'sure' ELSE 'possible' END AS certainty,
  deal.status AS status, coalesce(deal.conflicts, []) AS conflicts, deal.id AS deal_id, [deal.fact_id] + facts + partyFacts + coverFacts + productFacts AS facts
ORDER BY announced, deal, deal_id

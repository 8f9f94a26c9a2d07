// The rules of `benches/task/model.yaml` once more, in a form from which those of other engines are made. Accounts here
// know all their values, since the other engines have no answer for what is missing.

const is = (field, op, value) => ({ field, op, value });
const fit = (weight, when) => ({ weight, bands: [[when, 1]] });
const fits = (weight, field, values) => fit(weight, is(field, "in", values));
const all = (...parts) => ({ all: parts });
const any = (...parts) => ({ any: parts });
const between = (field, low, high) => all(is(field, "gte", low), is(field, "lte", high));
const table = (weight, field, ratings) => ({
  weight,
  bands: Object.entries(ratings).map(([value, rating]) => [is(field, "is", value), rating]),
});

/** Bands exclude each other, so that their order does not matter. */
export const ICPS = [
  {
    id: "mid-market",
    tiers: [80, 50],
    exclusions: [
      is("employees", "lt", 20),
      is("country", "notIn", ["US", "CA", "GB", "DE", "FR", "NL"]),
      is("industry", "is", "agency"),
      is("regulated", "is", true),
    ],
    required: is("arr", "gt", 2e6),
    criteria: [
      fit(3, between("employees", 200, 500)),
      { weight: 2, bands: [[is("arr", "gte", 5e6), 1], [all(is("arr", "gt", 2e6), is("arr", "lt", 5e6)), 0.5]] },
      fit(2, all(is("tools", "has", "hubspot"), any(is("tools", "has", "amplitude"), is("tools", "has", "mixpanel")))),
      table(1.5, "industry", { saas: 1, fintech: 0.8, ecommerce: 0.6, media: 0.2 }),
      fit(1, is("cs_team", "is", true)),
      { weight: 2, field: "pains", of: ["churn", "onboarding", "manual reporting", "slow sales"], each: 0.4 },
      fits(1, "stage", ["series a", "series b"]),
      fits(0.5, "buyer", ["vp sales", "cro", "head of revenue"]),
    ],
  },
  {
    id: "enterprise",
    tiers: [75, 50],
    exclusions: [
      is("employees", "lt", 500),
      is("country", "notIn", ["US", "GB", "DE"]),
      is("stage", "in", ["pre-seed", "seed"]),
      is("sales_team", "lt", 10),
    ],
    criteria: [
      { weight: 4, bands: [[is("employees", "gte", 5000), 1], [all(is("employees", "gte", 1000), is("employees", "lt", 5000)), 0.7]] },
      { weight: 3, bands: [[is("arr", "gte", 5e7), 1], [is("arr", "lt", 5e6), -0.5]] },
      fit(2, any(is("tools", "has", "salesforce"), is("tools", "has", "dynamics"))),
      fits(1, "industry", ["fintech", "healthcare", "logistics", "manufacturing"]),
      fit(2, all(is("sales_team", "gte", 50), is("cs_team", "is", true))),
      { weight: 1, field: "growth", curve: [[0, 0], [20, 0.5], [60, 1]] },
      fit(1, any(is("pains", "has", "slow sales"), is("pains", "has", "forecasting"))),
      fits(0.5, "buyer", ["cro", "cfo"]),
    ],
  },
  {
    id: "founders",
    tiers: [70, 45],
    exclusions: [
      is("employees", "gt", 100),
      is("industry", "is", "agency"),
      is("regulated", "is", true),
      is("stage", "in", ["series b", "series c"]),
    ],
    criteria: [
      fit(3, is("employees", "lt", 20)),
      fits(2, "stage", ["pre-seed", "seed", "series a"]),
      { weight: 2, field: "tools", of: ["stripe", "segment", "hubspot", "notion"], each: 0.34 },
      fits(1, "industry", ["saas", "ecommerce"]),
      { weight: 2, bands: [[is("growth", "gte", 50), 1], [all(is("growth", "gte", 20), is("growth", "lt", 50)), 0.5]] },
      fit(1, between("arr", 1e5, 2e6)),
      fit(1, is("pains", "has", "onboarding")),
      fits(1, "country", ["US", "CA", "GB"]),
    ],
  },
];

/** The work left when an engine has given each profile's points, its exclusions and what it requires. */
export const finish = (results) => {
  let best = null;
  let shown = null;
  results.forEach(({ points, isExcluded, isUnmet }, at) => {
    const { id, criteria, tiers } = ICPS[at];
    const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
    const score = Math.round(Math.max(0, (100 * points) / weights) * 1e6) / 1e6;
    const tier = score >= tiers[0] ? "A" : score >= tiers[1] ? "B" : "C";
    const status = isExcluded ? "disqualified" : isUnmet || tier === "C" ? "unqualified" : "qualified";
    const result = { best: null, id, status, score, tier: isExcluded ? null : tier };
    if (best === null && status === "qualified") best = result;
    shown ??= result;
  });
  return best === null ? { best: null, status: shown.status } : { ...best, best: best.id };
};

// Measures one account of twelve attributes against three profiles, with best, status, score and tier read. All engines
// give the same answers, or it fails.

const COUNT = 1_024;
const SECONDS = 2;

/** Numbers that are the same at every run. */
let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const pick = (of) => of[Math.floor(random() * of.length)];
const some = (of) => [...new Set(Array.from({ length: Math.floor(random() * 6) }, () => pick(of)))].sort();

const account = () => {
  const employees = Math.round(pick([5, 20, 80, 400, 2_000]) * (1 + 3 * random()));
  return {
    industry: pick(["saas", "fintech", "ecommerce", "media", "agency", "healthcare", "logistics", "education"]),
    country: pick(["US", "CA", "GB", "DE", "FR", "NL", "SE", "BR"]),
    stage: pick(["pre-seed", "seed", "series a", "series b", "series c", "public"]),
    buyer: pick(["vp sales", "cro", "head of revenue", "cfo", "founder"]),
    employees,
    arr: Math.round(employees * (40_000 + 120_000 * random())),
    growth: Math.round(random() * 90 - 10),
    sales_team: Math.floor(employees / 8),
    cs_team: random() < 0.5,
    regulated: random() < 0.12,
    tools: some(["hubspot", "salesforce", "amplitude", "mixpanel", "segment", "stripe", "notion", "dynamics", "slack"]),
    pains: some(["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "costs"]),
  };
};
/** Accounts that are the same at every run. */
export const accounts = Array.from({ length: COUNT }, account);

const time = async (score) => {
  const until = performance.now() + 1_000 * SECONDS;
  let fastest = Infinity;
  while (performance.now() < until) {
    const start = performance.now();
    let sum = 0;
    for (const account of accounts) {
      let answer = score(account);
      if (answer instanceof Promise) answer = await answer;
      if (answer.best !== null && answer.tier !== null && answer.status.length > 0) sum += answer.score;
    }
    if (sum === 0) throw new Error("nobody qualifies");
    fastest = Math.min(fastest, performance.now() - start);
  }
  return (1_000 * fastest) / COUNT;
};

/** Makes each engine, compares its answers with those of the first, and prints how long it takes. */
export const run = async (engines) => {
  const wanted = [];
  console.log(`node ${process.version}, fastest pass over ${COUNT} accounts within ${SECONDS} s, us an account`);
  for (const [name, make] of Object.entries(engines)) {
    const score = await make();
    for (const [at, account] of accounts.entries()) {
      const { best, score: points, tier } = await score(account);
      const found = best === null ? "nobody" : `${best} ${tier} ${points.toFixed(4)}`;
      wanted[at] ??= found;
      if (found !== wanted[at]) throw new Error(`${name}: ${found} and not ${wanted[at]} for ${JSON.stringify(account)}`);
    }
    console.log(name.padEnd(40), (await time(score)).toFixed(2).padStart(10));
  }
};

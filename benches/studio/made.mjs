// Accounts and a model for the benches of the studio: the same in every run.
import { createWriteStream } from "node:fs";

/** Numbers that are the same in every run. */
const random = (seed) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const COUNTRIES = ["DE", "US", "FR", "GB", "NL", "SE", "IT", "ES", "PL", "BR", "IN", "JP", "CA", "AU", "MX", "ZA"];
const TRADES = ["Software", "Retail", "Logistics", "Health", "Energy", "Media", "Finance", "Education", "Travel", "Food", "Chemistry", "Construction"];
const TOOLS = ["HubSpot", "Salesforce", "Slack", "Stripe", "Shopify", "Zendesk", "Jira", "Segment", "Excel", "SAP"];
const HEADER = "id,company,employees,revenue,country,industry,tools,founded,last_round,rounds,growth,visits,hiring,owner";

/** A file of accounts as a CRM has them: two columns that are all different, six of numbers, three of words, two of days, some of it missing. */
export const write = async (path, rows) => {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const often = (value, share = 0.9) => (next() < share ? value : "");
  const day = (from) => `${from + Math.floor(next() * 12)}-${String(1 + Math.floor(next() * 12)).padStart(2, "0")}-${String(1 + Math.floor(next() * 28)).padStart(2, "0")}`;
  const file = createWriteStream(path);
  file.write(`${HEADER}\n`);
  for (let row = 0; row < rows; row += 1000) {
    const lines = [];
    for (let one = row; one < Math.min(rows, row + 1000); one++) {
      const tools = TOOLS.filter(() => next() < 0.3).join(";");
      lines.push([one, `Company ${one} ${pick(TRADES)}`, often(Math.floor(Math.exp(next() * 9))), often(Math.floor(Math.exp(next() * 18)), 0.7), often(pick(COUNTRIES)), often(pick(TRADES)),
        often(tools), often(day(2010)), often(day(2015), 0.5), often(Math.floor(next() * 8)), often((next() * 2 - 0.5).toFixed(2), 0.6), Math.floor(next() * 50), pick(["true", "false", ""]), pick(["Ada", "Ben", "Cleo", "Dan"])].join(","));
    }
    if (!file.write(`${lines.join("\n")}\n`)) await new Promise((done) => file.once("drain", done));
  }
  await new Promise((done) => file.end(done));
};

/** Three icps of 24 criteria each, of every kind of rule. */
export const model = () => {
  const rules = (at) => [
    `fit: {employees: {gte: ${20 + 40 * at}}}`, `bands: [{when: {employees: {gte: 1000}}, rating: 1}, {when: {employees: {gte: ${100 + at}}}, rating: 0.6}, {when: {employees: {gte: 10}}, rating: 0.2}]`,
    `curve: {attribute: growth, ratings: [[-0.2, 0], [0.5, 1], [1.4, 0.6]]}`, `fit: {country: {in: [${COUNTRIES.slice(at, at + 6)}]}}`,
    `fit: {industry: {in: [${TRADES.slice(at, at + 4)}]}}`, `fit: {tools: {has_any: [${TOOLS.slice(at, at + 3)}]}}`, `fit: {founded: {older_than: ${4 + at} years}}`,
    `fit: {last_round: {within_last: ${18 + at} months}}`, `fit: {rounds: {between: [${at}, 5]}}`, `fit: {visits: {gte: ${10 + at}}}`, `fit: {hiring: true}`, `fit: {revenue: {gte: ${10_000 * (at + 1)}}}`,
  ];
  const icp = (at) => {
    const all = [...rules(at), ...rules(at + 3)];
    const criteria = all.map((rule, one) => `        - {id: c${one}, weight: ${1 + (one % 4)}, ${rule}}`);
    return [`  - id: icp${at}`, `    priority: ${at + 1}`, "    qualifies_from: B", "    fit:", "      criteria:", ...criteria, "      tiers: [{id: A, from: 70}, {id: B, from: 50}, {id: C, from: 30}, {id: D}]"];
  };
  const attributes = ["employees: {type: number}", "revenue: {type: number}", "country: {type: text}", "industry: {type: text}", "tools: {type: set}", "founded: {type: date}", "last_round: {type: date}",
    "rounds: {type: number}", "growth: {type: number}", "visits: {type: number}", "hiring: {type: bool}"];
  return ["format: icp/1", "name: bench", "attributes:", ...attributes.map((one) => `  ${one}`),
    "exclusions: [{id: out, reason: no business there, when: {country: {in: [ZA]}}}]", "icps:", ...[0, 1, 2].flatMap(icp), ""].join("\n");
};

// What a change of a model costs in the studio, in headless Chromium: `cargo xtask studio`, then `node benches/studio/run.mjs [ROWS...]`.
// Processor time is that of all threads of the page's process, as the kernel counts it, so it holds on a busy machine too.
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../../icp-wasm/web/serve.mjs";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const CHANGES = 10;

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
const write = async (path, rows) => {
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
const model = () => {
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

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
/** Seconds that the threads of processes have run. */
const spent = (pids) =>
  sum(pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0])))) / 1e9;
const resident = (pids) => 1024 * sum(pids.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1])));

const measure = async (page, pids, rows, folder) => {
  const path = join(folder, `accounts-${rows}.csv`);
  await write(path, rows);
  const bytes = statSync(path).size;
  await page.locator("#as-of").fill("2026-11-21");
  const settled = (what) => page.waitForFunction((what) => document.body.dataset[what] !== undefined && document.body.dataset[what] === document.body.dataset.asked, what, { timeout: 600_000 });
  const empty = resident(pids);
  let before = spent(pids);
  await page.locator("#accounts").setInputFiles(path);
  await page.waitForFunction((rows) => document.querySelector("#accounts-about").textContent.includes(rows), rows.toLocaleString("en"), { timeout: 600_000 });
  const read = spent(pids) - before;
  await page.locator("#model").setInputFiles({ name: "bench.yaml", mimeType: "text/plain", buffer: Buffer.from(model()) });
  await settled("done");
  const times = { counted: [], done: [] };
  for (const what of ["counted", "done"]) {
    for (let change = 0; change < CHANGES; change++) {
      await settled("done");
      before = spent(pids);
      await page.evaluate((value) => {
        const input = document.querySelector('[data-criterion="c1"] input[type="number"]');
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }, 2 + (change % 2) + (what === "done" ? 0.5 : 0));
      await settled(what);
      times[what].push(spent(pids) - before);
    }
  }
  const told = await page.locator("#population > p").last().textContent();
  const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const ms = (seconds) => `${Math.round(1000 * seconds)} ms`;
  console.log(`| ${rows.toLocaleString("en")} | ${(bytes / 1e6).toFixed(1)} MB | ${ms(read)} | ${ms(middle(times.counted))} | ${ms(middle(times.done))} | ${/(\d+) MB/.exec(told)[1]} MB | ${((resident(pids) - empty) / 1e6).toFixed(0)} MB |`);
};

const folder = mkdtempSync(join(tmpdir(), "icp-studio-bench-"));
const { server, address } = await serve(0);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  console.log("| accounts | file | read | a change: counts and histograms drawn | and causes, rules, near misses | WebAssembly | process |");
  console.log("|---|---|---|---|---|---|---|");
  const asked = process.argv.slice(2).map(Number);
  for (const rows of asked.length > 0 ? asked : [100_000, 1_000_000]) {
    // A page, and so a process, of its own.
    const page = await (await browser.newContext()).newPage();
    const session = await browser.newBrowserCDPSession();
    await page.goto(`${address}studio/`);
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    // Those of pages that were not opened do nothing.
    const pids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
    await measure(page, pids, rows, folder);
    await page.context().close();
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
}

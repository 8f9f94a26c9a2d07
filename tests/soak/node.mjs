// Soaks the Node package: `node --expose-gc tests/soak/node.mjs ACCOUNTS`.
import { readFileSync } from "node:fs";
import { Bool, Field, Float64, List, Table, Utf8, tableToIPC, vectorFromArray } from "apache-arrow";
import { Model } from "icp-node";

const MODEL = Model.fromFile(new URL("../../benches/task/model.yaml", import.meta.url));
const AS_OF = { asOf: "2026-11-21", threads: 1 };
const GROWTH = 32;
const ROWS = 100_000;
const WORDS = ["saas", "fintech", "ecommerce", "media", "agency", "healthcare", "logistics", "education"];
const COUNT = Number(process.argv[2]);

const account = (at) => ({
  industry: WORDS[at % 8],
  country: at % 3 ? "US" : "DE",
  employees: (at * 37) % 2_000,
  arr: (at * 7_919) % 60_000_000,
  growth: (at % 100) - 10,
  sales_team: at % 80,
  cs_team: at % 2 === 0,
  regulated: at % 9 === 0,
  tools: at % 3 ? ["hubspot", "amplitude"] : [],
  pains: ["churn"],
  stage: "series a",
  buyer: "cro",
});

/** Megabytes in memory, the most so far. */
const resident = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024;

const soak = async (what, count, atOnce, work) => {
  const start = process.cpuUsage();
  const marks = [];
  let done = 0;
  for (const share of [10, 50, 100]) {
    while (done < (count * share) / 100) {
      await work();
      done += atOnce;
    }
    marks.push([share, resident()]);
  }
  const { user, system } = process.cpuUsage(start);
  const told = marks.map(([share, mb]) => `${mb.toFixed(1)} MB at ${share} %`).join(", ");
  console.log(`node, ${what}: ${done} accounts in ${((user + system) / 1e6).toFixed(1)} processor s; ${told}`);
  if (marks[2][1] - marks[0][1] > GROWTH) throw new Error("memory grew");
};

const accounts = Array.from({ length: 1_000 }, (_, at) => account(at));
let sum = 0;
await soak("one by one", COUNT, accounts.length, () => {
  for (const one of accounts) sum += MODEL.score(one, AS_OF).score ?? 0;
});

const rows = Array.from({ length: ROWS }, (_, at) => account(at));
const list = new List(new Field("item", new Utf8(), true));
const types = { employees: new Float64(), arr: new Float64(), growth: new Float64(), sales_team: new Float64(), cs_team: new Bool(), regulated: new Bool(), tools: list, pains: list };
const columns = Object.keys(rows[0]).map((name) => [name, vectorFromArray(rows.map((row) => row[name]), types[name] ?? new Utf8())]);
const bytes = tableToIPC(new Table(Object.fromEntries(columns)));
let turns = 0;
await soak("in batches", COUNT, ROWS, async () => {
  const answers = turns++ % 2 ? MODEL.scoreBatch(bytes, AS_OF) : await MODEL.scoreBatchAsync(bytes, AS_OF);
  sum += answers.length;
  // The collector does not know the weight of another language's memory.
  globalThis.gc?.();
});
if (!(sum > 0)) throw new Error("nothing was scored");

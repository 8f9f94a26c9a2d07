// A million accounts of twelve attributes as Arrow's bytes, in and out, beside the engine alone on the same columns:
// `node --expose-gc icp-node/bench/arrow.mjs [ROWS] [THREADS]`. The least of some passes, in milliseconds; the first three
// parts are told by the addon, which reads the table, scores it and writes the answers.
import { createRequire } from "node:module";
import { Bool, Dictionary, Field, Float64, Int32, List, Table, Utf8, makeData, makeVector, tableFromIPC, tableToIPC, vectorFromArray } from "apache-arrow";
import { Model } from "icp-node";

const ROWS = Number(process.argv[2] ?? 1_000_000);
const THREADS = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
const PASSES = 8;
const require = createRequire(import.meta.url);
const { engine } = require("../pkg/engine.js");

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const INDUSTRIES = ["saas", "fintech", "ecommerce", "media", "agency", "healthcare", "logistics", "education"];
const COUNTRIES = ["US", "CA", "GB", "DE", "FR", "NL", "SE", "BR"];
const STAGES = ["pre-seed", "seed", "series a", "series b", "series c", "public"];
const BUYERS = ["vp sales", "cro", "head of revenue", "cfo", "founder"];
const TOOLS = ["hubspot", "salesforce", "amplitude", "mixpanel", "segment", "stripe", "notion", "dynamics", "slack"];
const PAINS = ["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "costs"];

const numbers = (make) => makeVector(Float64Array.from({ length: ROWS }, make));
/** Texts as codes of a dictionary, as data tools have them. */
const coded = (words) => {
  const dictionary = vectorFromArray(words, new Utf8());
  const type = new Dictionary(dictionary.type, new Int32());
  const codes = Int32Array.from({ length: ROWS }, () => Math.floor(random() * words.length));
  return makeVector(makeData({ type, length: ROWS, data: codes, dictionary }));
};
/** Lists of none to five texts. */
const lists = (words) => {
  const offsets = new Int32Array(ROWS + 1);
  for (let at = 0; at < ROWS; at++) offsets[at + 1] = offsets[at] + Math.floor(random() * 6);
  const some = vectorFromArray(Array.from({ length: 6_000 }, () => words[Math.floor(random() * words.length)]), new Utf8());
  const { values, valueOffsets } = some.data[0];
  const count = offsets[ROWS];
  const ends = new Int32Array(count + 1);
  const bytes = new Uint8Array(Math.ceil(count / 6_000) * values.length);
  for (let at = 0, to = 0; at < count; at++) {
    const from = at % 6_000;
    bytes.set(values.subarray(valueOffsets[from], valueOffsets[from + 1]), to);
    ends[at + 1] = to += valueOffsets[from + 1] - valueOffsets[from];
  }
  const child = makeData({ type: new Utf8(), length: count, valueOffsets: ends, data: bytes });
  return makeVector(makeData({ type: new List(new Field("item", new Utf8(), true)), length: ROWS, valueOffsets: offsets, child }));
};
const bits = (share) => {
  const data = Uint8Array.from({ length: Math.ceil(ROWS / 8) }, () => {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte |= (random() < share ? 1 : 0) << bit;
    return byte;
  });
  return makeVector(makeData({ type: new Bool(), length: ROWS, data }));
};

const table = new Table({
  industry: coded(INDUSTRIES),
  country: coded(COUNTRIES),
  stage: coded(STAGES),
  buyer: coded(BUYERS),
  employees: numbers(() => Math.round(2_000 * random() ** 3)),
  arr: numbers(() => Math.round(6e7 * random() ** 3)),
  growth: numbers(() => Math.round(90 * random() - 10)),
  sales_team: numbers(() => Math.floor(80 * random())),
  cs_team: bits(0.5),
  regulated: bits(0.12),
  tools: lists(TOOLS),
  pains: lists(PAINS),
});
const bytes = tableToIPC(table);
const model = Model.fromFile(new URL("../../benches/task/model.yaml", import.meta.url));
const options = { asOf: "2026-11-21", threads: THREADS };
// The times of the addon's parts are no business of the package.
let spent = [];
const { run, start } = engine;
engine.run = (job, bytes) => {
  const told = run(job, bytes);
  spent = job.spent();
  return told;
};
engine.start = async (job, bytes) => {
  const told = await start(job, bytes);
  spent = job.spent();
  return told;
};

console.log(`node ${process.version}, ${ROWS} rows, ${(bytes.length / 1e6).toFixed(0)} MB in, ${THREADS ?? "all"} threads, milliseconds, least of ${PASSES}`);
const print = (what, milliseconds) => console.log(what.padEnd(46), milliseconds.toFixed(1).padStart(8));
const WAYS = [
  ["at once", "scoreBatch", false],
  ["as a promise", "scoreBatchAsync", false],
  ["given away", "scoreBatchAsync", true],
];

/** One pass: the addon's three parts, all of it, its processor time, and the longest pause of this thread. */
const pass = async (score, transfer) => {
  // The bytes given away are a copy that is made before the time starts.
  const given = transfer ? bytes.slice() : bytes;
  globalThis.gc?.();
  await new Promise((done) => setTimeout(done, 20));
  let [pause, isDone, at] = [0, score === "scoreBatch", performance.now()];
  const watching = (async () => {
    while (!isDone) {
      await new Promise((done) => setTimeout(done, 1));
      pause = Math.max(pause, performance.now() - at);
      at = performance.now();
    }
  })();
  const before = process.cpuUsage();
  const begun = performance.now();
  const answers = await model[score](given, transfer ? { ...options, transfer } : options);
  const whole = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  isDone = true;
  await watching;
  if (tableFromIPC(answers).numRows !== ROWS) throw new Error("rows are missing");
  return [...spent, whole, (user + system) / 1e3, pause];
};

// One way after the other in every pass, so that a busy moment of the machine falls on all.
const least = WAYS.map(() => Array(6).fill(Infinity));
for (let at = 0; at < PASSES; at++) {
  for (const [way, [, score, transfer]] of WAYS.entries()) {
    const took = await pass(score, transfer);
    least[way] = least[way].map((value, place) => Math.min(value, took[place]));
  }
}
WAYS.forEach(([what, score], way) => {
  const [reading, scoring, writing, whole, processor, pause] = least[way];
  print(`${what}: reading the bytes`, reading);
  print(`${what}: the engine, with its answers as arrays`, scoring);
  print(`${what}: writing the bytes`, writing);
  print(`${what}: all of it`, whole);
  print(`${what}: all of it, processor time`, processor);
  if (score === "scoreBatchAsync") print(`${what}: longest pause of the main thread`, pause);
  console.log(`${what}: ${(whole / scoring).toFixed(2)} times the engine`);
});

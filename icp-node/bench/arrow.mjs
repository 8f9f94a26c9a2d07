// A million accounts of twelve attributes as Arrow's bytes, in and out, beside the engine alone on the same columns:
// `node --expose-gc icp-node/bench/arrow.mjs [ROWS] [THREADS]`. The least of some passes, in milliseconds; the first three
// parts are told by the addon, which reads the table, scores it and writes the answers.
import { createRequire } from "node:module";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { Model } from "icp-node";
import { tableOf } from "./table.mjs";

const ROWS = Number(process.argv[2] ?? 1_000_000);
const THREADS = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
const PASSES = 8;
const require = createRequire(import.meta.url);
const { engine } = require("../pkg/engine.js");

const table = tableOf(ROWS);
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

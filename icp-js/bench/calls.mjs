// Processor time of calls to a package in a file, in microseconds: `node --expose-gc icp-js/bench/calls.mjs icp-node|icp-wasm FILE`. `cargo xtask
// calls` runs it with the packages of two commits in turns. Each line is a name, a tab and the least time of some passes.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { tableOf } from "../../icp-node/bench/table.mjs";
import { accounts } from "../../icp-wasm/bench/run.mjs";

const SECONDS = 1.5;
const ROWS = 100_000;
const [name, file] = process.argv.slice(2);
const yaml = readFileSync(new URL("../../benches/task/model.yaml", import.meta.url), "utf8");
const options = { asOf: "2026-11-21" };

const print = (what, microseconds) => console.log(`${name}, ${what}\t${microseconds.toFixed(4)}`);
/** Processor time of the whole process since a moment, or since it began. */
const spent = (before) => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

const begun = process.cpuUsage();
const { Model } = await import(pathToFileURL(resolve(file)).href);
const model = Model.fromYaml(yaml);
const { status } = model.score(accounts[0], options);
if (status.length === 0) throw new Error("no answer");
print("from the import to the first answer", spent(begun));

/** The least processor time of a pass, for one of `count` things in it. */
const least = (what, count, pass) => {
  const until = performance.now() + 1_000 * SECONDS;
  let fastest = Infinity;
  while (performance.now() < until) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    if (pass() === 0) throw new Error(`${what}: nothing came`);
    fastest = Math.min(fastest, spent(before));
  }
  print(what, fastest / count);
};

/** So many accounts that the pass takes milliseconds: the clock of the processor counts microseconds. */
const TIMES = 4;
const each = (what, answer) =>
  least(what, TIMES * accounts.length, () => {
    let sum = 0;
    for (let time = 0; time < TIMES; time++) for (const account of accounts) sum += answer(account);
    return sum;
  });

// In the browser package, a model from JSON that needs no messages is in the small build.
const text = model.toJsonText === undefined ? model.toJson() : model.toJsonText();
const light = Model.fromJson(text);
const read = ({ best, score, tier }) => (best !== null && tier !== null ? score : 0);
each("best, score and tier", (account) => read(light.score(account, options)));
each("all of the assessment", (account) => {
  const assessment = model.score(account, options);
  return Object.keys({ ...assessment, criteria: assessment.criteria }).length;
});
each("the next questions", ({ industry, employees }) => model.nextQuestions({ industry, employees }, options).questions.length);
least("a model, read", 1, () => Model.fromJson(text).score(accounts[0], options).status.length);

// Of the browser package, some commits have a method of this name that takes records.
if (name === "icp-node") {
  const bytes = tableToIPC(tableOf(ROWS));
  const answers = model.scoreBatch(bytes, { ...options, threads: 1 });
  if (tableFromIPC(answers).numRows !== ROWS) throw new Error("rows are missing");
  least("a row of a table", ROWS, () => model.scoreBatch(bytes, { ...options, threads: 1 }).length);
}

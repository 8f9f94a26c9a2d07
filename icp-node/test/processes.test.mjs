// Processes that are started by one that has scored on threads: they score the same, and end. The children run this file.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import cluster from "node:cluster";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Bool, Float64, Int32, Table, Utf8, tableFromIPC, tableToIPC, vectorFromArray } from "apache-arrow";
import { Model } from "icp-node";

const ROWS = 20_000;
const AS_OF = { asOf: "2026-11-21" };
const account = (at) => ({
  industry: ["saas", "fintech", "agency", "media", null][at % 5],
  country: ["US", "DE", "BR"][at % 3],
  stage: ["series a", "seed", "public"][at % 3],
  buyer: ["cro", "vp sales"][at % 2],
  employees: (at * 37) % 900,
  arr: (at * 77_777) % 9_000_000,
  growth: at % 90,
  sales_team: at % 60,
  cs_team: at % 2 === 0,
  regulated: at % 11 === 0,
});
const TYPES = { employees: new Int32(), arr: new Float64(), growth: new Float64(), sales_team: new Int32(), cs_team: new Bool(), regulated: new Bool() };

/** The answers of a process: for a table on threads, at once and as a promise, and for some accounts one by one. */
const answersOf = async () => {
  const model = Model.fromFile(new URL("../../benches/task/model.yaml", import.meta.url));
  const accounts = Array.from({ length: ROWS }, (_, at) => account(at));
  const columns = Object.keys(accounts[0]).map((name) => {
    const values = accounts.map((one) => one[name]);
    return [name, vectorFromArray(values, TYPES[name] ?? new Utf8())];
  });
  const table = tableToIPC(new Table(Object.fromEntries(columns)));
  const options = { ...AS_OF, missingColumns: "unknown", threads: 4 };
  const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const scored = model.scoreBatch(table, options);
  const later = await model.scoreBatchAsync(table, options);
  return {
    digests: [digest(scored), digest(later)],
    scores: [...tableFromIPC(scored).getChild("score")],
    single: accounts.filter((_, at) => at % 997 === 0).map((one) => model.score(one, AS_OF).score),
  };
};

/** The milliseconds that a child may take on a machine that is busy; alone it takes about one second. */
const PATIENCE = 120_000;
const FILE = fileURLToPath(import.meta.url);
const CHILD = "child";

/** The message of a child, once it has ended by itself. One that does not end is killed, and fails. */
const answered = async (child) => {
  let answers;
  const late = setTimeout(() => (child.process ?? child).kill("SIGKILL"), PATIENCE);
  child.on("message", (message) => {
    answers = message;
  });
  // The message may come after the end, but not after the channel was closed.
  const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  clearTimeout(late);
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, "the end of a child");
  return answers;
};

const STARTS = {
  fork: () => fork(FILE, [CHILD]),
  cluster: () => {
    cluster.setupPrimary({ exec: FILE, args: [CHILD] });
    return cluster.fork();
  },
};

if (process.argv[2] === CHILD) {
  const answers = await answersOf();
  // Nothing keeps a child once its answers have gone.
  process.send(answers, () => process.disconnect());
} else {
  const { test } = await import("node:test");
  for (const [name, start] of Object.entries(STARTS)) {
    test(`children of ${name} score what their parent scored on threads`, { timeout: 2 * PATIENCE }, async () => {
      const wanted = await answersOf();
      assert.equal(wanted.digests[0], wanted.digests[1]);
      assert.equal(wanted.scores.length, ROWS);
      assert(new Set(wanted.scores).size > 10, "the scores differ");
      const rows = wanted.scores.filter((_, at) => at % 997 === 0);
      assert.deepEqual(wanted.single, rows);
      // The parent scores on while its children do.
      const children = Array.from({ length: 2 }, () => answered(start()));
      const found = await Promise.all([answersOf(), ...children]);
      for (const answers of found) assert.deepEqual(answers, wanted);
    });
  }
}

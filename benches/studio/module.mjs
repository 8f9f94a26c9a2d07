// What a change of a model costs in the studio's module alone, in Node: `cargo xtask studio`, then `node benches/studio/module.mjs [ROWS...]`.
// Processor time of the whole process; a garbage collection may fall into it, so the figures are medians.
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "../../icp-wasm/web/studio/engine.js";
import { model, write } from "./made.mjs";

const CHANGES = 10;
const DAY = 20_261_121;
const MODULE = new URL("../../icp-wasm/web/studio/pkg/icp_bg.wasm", import.meta.url);

const times = new Map();
/** Runs a part, and keeps the milliseconds of the processor that it took. */
const timed = async (what, work) => {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  times.set(what, [...(times.get(what) ?? []), (user + system) / 1000]);
  return value;
};
const pass = (engine, name) => {
  engine.start(name);
  while (engine.step(name));
};

const measure = async (rows, folder) => {
  times.clear();
  const path = join(folder, `accounts-${rows}.csv`);
  await write(path, rows);
  const engine = await Engine.start(readFileSync(process.env.ICP_STUDIO_MODULE ?? MODULE));
  await timed("read", async () => {
    engine.begin(0);
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 16 })) engine.feed(piece);
    engine.end();
  });
  let text = model();
  const { document } = JSON.parse(engine.open(text, "", DAY));
  pass(engine, "score");
  engine.keep();
  for (let change = 0; change < CHANGES; change++) {
    const weight = 2.5 + (change % 2);
    document.icps[0].fit.criteria[1].weight = weight;
    const changes = [{ path: ["icps", 0, "fit", "criteria", 1, "weight"], to: weight }];
    text = await timed("edit", () => engine.edit(text, changes, document));
    await timed("open", () => engine.open(text, "", DAY));
    await timed("score", () => pass(engine, "score"));
    await timed("counts", () => engine.counts("score"));
    await timed("list", () => engine.rows({ status: "qualified", columns: [1, 0, 2], text: "", first: 0, count: 50 }));
    await timed("causes", () => (pass(engine, "causes"), engine.counts("causes")));
    await timed("rules", () => (pass(engine, "rules"), engine.counts("rules")));
  }
  const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const cells = [...times.values()].map((list) => `${middle(list).toFixed(1)} ms`);
  if (rows === asked[0]) {
    const titles = ["accounts", "file", ...times.keys(), "memory"];
    console.log(`| ${titles.join(" | ")} |\n|${titles.map(() => "---").join("|")}|`);
  }
  console.log(`| ${rows.toLocaleString("en")} | ${(statSync(path).size / 1e6).toFixed(1)} MB | ${cells.join(" | ")} | ${(engine.size / 1e6).toFixed(0)} MB |`);
};

const asked = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000];
const folder = mkdtempSync(join(tmpdir(), "icp-studio-bench-"));
try {
  for (const rows of asked) await measure(rows, folder);
} finally {
  rmSync(folder, { recursive: true });
}

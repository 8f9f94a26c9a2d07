// The package in hosts without files beside it: the whole module inside the code, handed over, or for `require`. Those that have to be
// installed first are in icp-js/hosts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as inline from "icp-wasm/inline";
import { edits } from "../../icp-js/test/edits.mjs";
import { runVectors } from "../../icp-js/test/vectors.mjs";

const root = new URL("../../", import.meta.url);
const require = createRequire(import.meta.url);
const run = (code, ...options) => execFileSync(process.execPath, [...options, "-e", code], { cwd: fileURLToPath(root), encoding: "utf8" }).trim();

/** A model in YAML with a pattern and written values, an account in other letters than ASCII, and its answer. */
const PROGRAM = `
const yaml = \`
format: icp/1
name: größe
attributes: {employees: {type: number, written: {thousands: ","}}, about: {type: text}}
icps: [{id: core, fit: {criteria: [{id: size, fit: {employees: {gte: 50}}}, {id: words, fit: {about: {matches: 'käse+'}}}], tiers: [{id: A, from: 50}, {id: B}]}}]
\`;
const program = async ({ Model, explain }) => {
  const model = await Model.load(yaml);
  const answer = model.score({ employees: "1,050", about: "käsee 🧀" }, { asOf: "2026-11-21" });
  const { sets } = await model.changes({ employees: 5 }, "A", { asOf: "2026-11-21" });
  const wrong = await Model.load("name: x").catch(({ name, problems }) => name + " " + problems.length);
  return [model.name, answer.tier, answer.score, answer.criteria.length, explain(answer).split("\\n")[0], sets.length, wrong].join("|");
};
`;
const SAYS = "größe|A|100|2|Fits core: 100 of 100, tier A.|2|ModelError 2";

edits(inline);

test("the module inside the code gives the bits of the native build", { timeout: 300_000 }, async () => {
  const { wrong, topics } = await runVectors(inline, JSON.parse(readFileSync(new URL("target/native.json", root), "utf8")));
  assert.deepEqual(wrong, []);
  assert(Object.keys(topics).length > 60);
});

test("`require` takes the module inside the code", () => {
  assert.deepEqual(Object.keys(require("icp-wasm")).sort(), Object.keys(inline).sort());
  for (const name of ["icp-wasm", "icp-wasm/inline"]) {
    assert.equal(run(`${PROGRAM} program(require("${name}")).then(console.log)`), SAYS, name);
  }
});

test("a module that is handed over is the only one", () => {
  const code = `${PROGRAM}
    import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    import * as api from "icp-wasm";
    import * as browser from "icp-wasm/browser";
    globalThis.fetch = () => { throw new Error("it fetches"); };
    const whole = new WebAssembly.Module(readFileSync(createRequire(process.cwd() + "/").resolve("icp-wasm/whole.wasm")));
    for (const one of [api, browser]) {
      await one.load({ modules: { whole } });
      console.log(await program(one), one.Model.fromYaml(yaml).icps.length);
    }
    console.log(await api.load({ modules: { whole: 5 } }).catch(({ code, message }) => code + ": " + message));`;
  const [first, second, refused] = run(code, "--input-type=module").split("\n");
  assert.deepEqual([first, second], [`${SAYS} 1`, `${SAYS} 1`]);
  assert.equal(refused, "argument: `load`: expected small, full or { modules: { whole } } with the compiled module of `icp-wasm/whole.wasm`, found a value of type number");
});

test("needs neither TextEncoder nor fetch", () => {
  const without = "for (const name of ['TextEncoder', 'TextDecoder', 'fetch']) delete globalThis[name];";
  assert.equal(run(`${without} ${PROGRAM} program(require("icp-wasm")).then(console.log)`), SAYS);
});

test("in a page that cannot fetch its modules, says what to set", () => {
  const said = (fetched) => {
    const code = `const { Model } = await import("icp-wasm/browser");
      globalThis.fetch = ${fetched};
      console.log(await Model.load("{}").catch(({ name, code, message }) => [name, code, message].join(" ")));`;
    return run(code, "--input-type=module");
  };
  const html = 'async () => new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8" } })';
  assert.match(said("undefined"), /^IcpError fetch file:.*icp_bg\.wasm: there is no `fetch` in this host: import `icp-wasm\/inline`$/);
  assert.match(said("async () => new Response(null, { status: 404 })"), /icp_bg\.wasm: the server answered with 404: with a bundler that copies no files, put `pkg\/small` and `pkg\/full` beside .* `icp-wasm\/inline`$/);
  assert.match(said(html), /icp_bg\.wasm: a page of HTML came .*`optimizeDeps: \{ exclude: \["icp-wasm"\] \}`; with a bundler/);
  assert.match(said('async () => { throw new TypeError("fetch failed"); }'), /^IcpError fetch file:.*icp_bg\.wasm: fetch failed$/);
});

test("says what to do where its files are not beside it", () => {
  const folder = mkdtempSync(join(tmpdir(), "icp-"));
  try {
    const from = new URL("icp-wasm/pkg/", root);
    cpSync(from, join(folder, "pkg"), { recursive: true, filter: (file) => !file.endsWith(".wasm") && !file.includes("inlined") });
    const code = `const { Model } = await import(${JSON.stringify(join(folder, "pkg/node.js"))});
      try { Model.fromJson("{}"); } catch ({ name, code, message }) { console.log(name, code, message); }`;
    assert.match(run(code, "--input-type=module"), /^IcpError fetch small\/icp_bg\.wasm of icp-wasm was not read: ENOENT[^]*serverExternalPackages[^]*--external:icp-wasm[^]*`icp-wasm\/inline`$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

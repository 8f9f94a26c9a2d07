// The package itself: both module systems, the packages of the platforms, and what becomes of a panic.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as api from "icp-node";
import { hostTarget, targets } from "../scripts/targets.mjs";

const require = createRequire(import.meta.url);
const pkg = new URL("../pkg/", import.meta.url);
const { name: host } = hostTarget();
const run = (folder, code, ...options) =>
  execFileSync(process.execPath, [...options, "-e", code], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

test("`require` and `import` give the same objects", () => {
  const required = require("icp-node");
  assert.deepEqual(Object.keys(required).sort(), Object.keys(api).sort());
  for (const [name, value] of Object.entries(required)) assert.equal(api[name], value);
});

test("the program in the README runs", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, program] = readme.match(/## In Node\n\n```js\n([^]*?)```/);
  assert.match(run(root, program, "--input-type=module"), /^mid-market-saas qualified A \[ 80, 100 \] \[ 'last_round_on' \]\n.*fits/i);
});

test("the zone of the machine changes nothing", () => {
  const code = `
    const { Model } = require("icp-node");
    const fit = { criteria: [{ id: "c", fit: { x: { within_last: "1 month" } } }], tiers: [{ id: "a" }] };
    const model = Model.fromObject({ format: "icp/1", name: "one", attributes: { x: { type: "date" } }, icps: [{ id: "i", fit }] });
    const days = ["2026-10-21", "2026-10-20", "2026-10-21T23:30:00-08:00", new Date("2026-10-21T00:10:00Z"), new Date("2026-10-20T23:50:00Z")];
    console.log(days.map((x) => model.score({ x }, { asOf: "2026-11-21" }).score).join());`;
  const found = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"].map((TZ) => {
    const env = { ...process.env, TZ };
    return execFileSync(process.execPath, ["-e", code], { cwd: fileURLToPath(new URL("../", import.meta.url)), encoding: "utf8", env }).trim();
  });
  assert.deepEqual(new Set(found), new Set(["100,0,100,100,0"]));
});

test("every function of the addon keeps a panic to itself", () => {
  const source = readdirSync(new URL("../src/", import.meta.url)).map((file) => readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8"));
  const marks = source.join("\n").match(/#\[napi[^\]]*\](?=\s+(?:#\[[^\]]*\]\s+)*pub fn)/g);
  assert(marks.length > 15, `${marks.length}`);
  for (const mark of marks) assert.match(mark, /catch_unwind/);
});

test("a panic is an error, and the next call works", () => {
  const addon = require(`../pkg/icp.${host}.node`);
  const code = `
    const addon = require(${JSON.stringify(fileURLToPath(new URL(`icp.${host}.node`, pkg)))});
    for (let i = 0; i < 3; i++) {
      try { addon.panicForTest(); } catch (error) { console.log(error instanceof Error, error.message); }
    }
    console.log(addon.isDay(20260101));`;
  assert.equal(run(fileURLToPath(pkg), code), `${"true as the test wants it\n".repeat(3)}true`);
  // Whatever the addon throws is an error of the package.
  const { engine } = require("../pkg/engine.js");
  const { isDay } = addon;
  addon.isDay = () => addon.panicForTest();
  try {
    assert.throws(() => engine.isDay(1), { name: "IcpError", code: "internal", message: "the addon failed: as the test wants it" });
    assert.throws(() => api.Model.fromFile(new URL("../../examples/models/acme-gtm.yaml", import.meta.url)).score({}, { asOf: "2026-11-20" }), { code: "internal" });
  } finally {
    addon.isDay = isDay;
  }
  assert.equal(engine.isDay(20260101), true);
});

describe("the packages of the platforms", () => {
  const folder = mkdtempSync(join(tmpdir(), "icp-npm-"));
  const modules = join(folder, "node_modules");
  const npm = new URL("../../target/npm/", import.meta.url);
  const use = "const { Model } = require('icp-node'); console.log(typeof Model.fromFile)";

  before(() => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/platforms.mjs", import.meta.url))], { stdio: "ignore" });
  });
  after(() => rmSync(folder, { recursive: true }));

  test("are named as the loader looks for them", () => {
    const main = JSON.parse(readFileSync(new URL("icp-node/package.json", npm), "utf8"));
    const folders = readdirSync(npm).filter((name) => name !== "icp-node").sort();
    assert.deepEqual(folders, targets.map(({ name }) => `icp-node-${name}`).sort());
    assert.deepEqual(Object.keys(main.optionalDependencies).sort(), folders);
    for (const name of folders) {
      const { version, os, cpu, main: addon } = JSON.parse(readFileSync(new URL(`${name}/package.json`, npm), "utf8"));
      assert.equal(version, main.optionalDependencies[name]);
      assert.equal(version, main.version);
      assert(name.startsWith(`icp-node-${os[0]}-${cpu[0]}`) && addon === `icp.${name.slice("icp-node-".length)}.node`);
    }
    const cargo = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
    assert.equal(main.version, cargo.match(/^version = "(.*)"$/m)[1]);
  });

  test("are used when they are installed", () => {
    for (const name of ["icp-node", `icp-node-${host}`]) cpSync(new URL(`${name}/`, npm), join(modules, name), { recursive: true });
    assert.deepEqual(readdirSync(join(modules, "icp-node/pkg")).filter((file) => file.endsWith(".node")), []);
    assert.equal(run(folder, use), "function");
    assert.equal(run(folder, "import { Model } from 'icp-node'; console.log(typeof Model.fromFile)", "--input-type=module"), "function");
  });

  const complaint = (before = "") => {
    const code = `${before}; try { require("icp-node"); } catch (error) { console.log(error.name, error.code, error.message) }`;
    return run(folder, code);
  };

  test("are missed with a clear message", () => {
    const other = complaint("Object.defineProperty(process, 'arch', { value: 'riscv64' })");
    assert.match(other, /^IcpError not_loaded icp-node \S+ has no addon for \S+-riscv64, only for linux-x64-gnu, .*`icp-wasm`/);
    writeFileSync(join(modules, `icp-node-${host}`, `icp.${host}.node`), "no library");
    assert.match(complaint(), /^IcpError not_loaded the addon of icp-node \S+ does not load here: icp-node-\S+: .*`icp-wasm`/);
    rmSync(join(modules, `icp-node-${host}`), { recursive: true });
    const missed = new RegExp(`^IcpError not_loaded the addon .* was not found, which is the package icp-node-.*${host}.*: either it is not installed .*--omit=optional.*, or icp-node is in a bundle, .*serverExternalPackages: \\["icp-node"\\]`);
    assert.match(complaint(), missed);
  });

  test("are told of in a bundle, from which no package is found", () => {
    // The output of bundlers: the files in one place that is no package, and a `require` that finds nothing else.
    const bundle = join(folder, "bundle");
    cpSync(join(modules, "icp-node/pkg"), join(bundle, "server"), { recursive: true });
    cpSync(join(modules, "icp-node/package.json"), join(bundle, "package.json"));
    const code = `try { require("./bundle/server/icp.js"); } catch (error) { console.log(error.name, error.code, error.message) }`;
    const told = run(folder, code);
    assert.match(told, /^IcpError not_loaded /);
    for (const line of ['serverExternalPackages: ["icp-node"]', 'external: ["icp-node"]', 'externals: {"icp-node": "commonjs icp-node"}']) {
      assert(told.includes(line), told);
    }
  });
});

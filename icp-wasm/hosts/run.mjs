// Scores in real hosts: esbuild's bundles for Node, Cloudflare's workerd, and Jest as it comes. Run by hand: `npm install` here, build
// the package, then `node icp-wasm/hosts/run.mjs`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const at = (file) => fileURLToPath(new URL(file, import.meta.url));
const out = (file) => at(`out/${file}`);

const DOCUMENT = {
  format: "icp/1",
  name: "hosts",
  attributes: { employees: { type: "number" }, about: { type: "text" } },
  icps: [{ id: "core", fit: { criteria: [{ id: "size", fit: { employees: { gte: 50 } } }, { id: "words", fit: { about: { matches: "data" } } }], tiers: [{ id: "A", from: 50 }, { id: "B" }] } }],
};
const SCORES = `const scores = async ({ Model, explain }) => {
  const model = await Model.load(${JSON.stringify(JSON.stringify(DOCUMENT))});
  const answer = model.score({ employees: 60, about: "data" }, { asOf: "2026-11-21" });
  return explain(answer).split("\\n")[0] + " " + answer.criteria.length;
};`;
const SAYS = "Fits core: 100 of 100, tier A. 2";

const rows = [];
const host = async (name, work) => {
  try {
    assert.equal((await work()).trim(), SAYS);
    rows.push([name, "scores"]);
  } catch (error) {
    rows.push([name, `FAILS: ${error.message.split("\n")[0]}`]);
    process.exitCode = 1;
  }
};

rmSync(out(""), { recursive: true, force: true });
mkdirSync(out(""), { recursive: true });

for (const [format, ending] of [["esm", "mjs"], ["cjs", "cjs"]]) {
  await host(`esbuild ${format} for Node, icp-wasm/inline`, async () => {
    writeFileSync(out("app.mjs"), `import * as api from "icp-wasm/inline";\n${SCORES}\nscores(api).then(console.log);\n`);
    await build({ entryPoints: [out("app.mjs")], bundle: true, format, platform: "node", outfile: out(`bundle.${ending}`), logLevel: "error" });
    return execFileSync(process.execPath, [out(`bundle.${ending}`)], { encoding: "utf8" });
  });
}

await host("workerd, the entry for it", async () => {
  writeFileSync(out("worker.mjs"), `import * as api from "icp-wasm";\n${SCORES}\nexport default { fetch: async () => new Response(await scores(api).catch(String)) };\n`);
  // As wrangler does: modules of WebAssembly are left to the host.
  await build({ entryPoints: [out("worker.mjs")], bundle: true, format: "esm", outfile: out("worker.js"), conditions: ["workerd", "worker", "browser"], external: ["*.wasm?module"], logLevel: "error" });
  const [, name] = readFileSync(out("worker.js"), "utf8").match(/from "([^"]+\.wasm\?module)"/);
  const wasm = readFileSync(at("../pkg/full/whole.wasm"));
  const modules = [
    { type: "ESModule", path: "worker.js", contents: readFileSync(out("worker.js"), "utf8") },
    { type: "CompiledWasm", path: name.replace(/^\.\//, ""), contents: wasm },
  ];
  const flare = new Miniflare({ modules, modulesRoot: ".", compatibilityDate: "2026-04-01" });
  try {
    return await (await flare.dispatchFetch("http://localhost/")).text();
  } finally {
    await flare.dispose();
  }
});

for (const environment of ["node", "jsdom"]) {
  await host(`Jest as it comes, ${environment}`, async () => {
    const test = `/** @jest-environment ${environment} */\nconst api = require("icp-wasm");\n${SCORES}\ntest("scores", async () => expect(await scores(api)).toBe(${JSON.stringify(SAYS)}));\n`;
    writeFileSync(out(`${environment}.test.js`), test);
    writeFileSync(out("package.json"), '{"type": "commonjs"}\n');
    execFileSync(process.execPath, [at("node_modules/jest/bin/jest.js"), "--rootDir", out(""), "--silent", `${environment}.test.js`], { encoding: "utf8", stdio: "pipe" });
    return SAYS;
  });
}

for (const [name, told] of rows) console.log(name.padEnd(44), told);

// Programs: Node by itself and in bundles, Bun, Deno, and workerd.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PRINT, bin, run, without, write } from "../tools.mjs";

const node = (folder, file) => run(folder, process.execPath, [file]);
const prepared = ({ folder, args, program }) => write(folder, { "program.js": program({ from: args?.from ?? "icp-wasm" }), "main.js": PRINT });

export const esm = (host) => {
  prepared(host);
  return node(host.folder, "main.js");
};

export const commonJs = (host) => {
  write(host.folder, { "program.cjs": host.program({ from: host.args?.from ?? "icp-wasm", isCommonJs: true }), "main.cjs": 'require("./program.cjs").run().then(console.log);\n' });
  return node(host.folder, "main.cjs");
};

export const threads = (host) => {
  prepared(host);
  write(host.folder, {
    "worker.js": 'import { parentPort } from "node:worker_threads";\nimport { run } from "./program.js";\nparentPort.postMessage(await run());\n',
    "main.js": 'import { Worker } from "node:worker_threads";\nconst one = () => new Promise((resolve, reject) => new Worker(new URL("./worker.js", import.meta.url)).once("message", resolve).once("error", reject));\nconst said = await Promise.all([one(), one(), one(), one()]);\nconsole.log([...new Set(said)].join(" "));\n',
  });
  return node(host.folder, "main.js");
};

/** A bundle runs where nothing is installed beside it, unless the package is kept out of it. */
const alone = ({ folder, args }, file) => {
  const work = () => node(folder, file);
  return args.external ? work() : without(folder, "icp-wasm", work);
};

export const esbuild = async (host) => {
  prepared(host);
  const { format, external } = host.args;
  const file = `out/bundle.${format === "cjs" ? "cjs" : "mjs"}`;
  await bin(host.folder, "esbuild", ["main.js", "--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`, "--log-level=error", ...(external ? [`--external:${external}`] : [])]);
  return alone(host, file);
};

export const rollup = async (host) => {
  prepared(host);
  write(host.folder, { "rollup.config.mjs": 'import resolve from "@rollup/plugin-node-resolve";\nexport default { input: "main.js", plugins: [resolve()], output: { file: "out/bundle.mjs" } };\n' });
  await bin(host.folder, "rollup", ["-c", "--silent"]);
  return alone(host, "out/bundle.mjs");
};

export const rolldown = async (host) => {
  prepared(host);
  await bin(host.folder, "rolldown", ["main.js", "--file", "out/bundle.mjs", "--platform", "node", ...(host.args.external ? ["--external", host.args.external] : [])]);
  return alone(host, "out/bundle.mjs");
};

export const webpack = async (host) => {
  prepared(host);
  const { external } = host.args;
  const externals = external ? `, externals: { "${external}": "commonjs ${external}" }` : "";
  write(host.folder, { "webpack.config.cjs": `module.exports = { target: "node", mode: "production", entry: "./main.js", output: { path: require("node:path").resolve("out"), filename: "bundle.cjs" }${externals} };\n` });
  await bin(host.folder, "webpack", ["--stats", "errors-only"]);
  return external ? alone(host, "out/bundle.cjs") : node(host.folder, "out/bundle.cjs");
};

export const bun = (host) => {
  prepared(host);
  return bin(host.folder, "bun", ["main.js"]);
};

/** One file with the runtime and the program in it. */
export const bunCompiled = async (host) => {
  prepared(host);
  await bin(host.folder, "bun", ["build", "--compile", "main.js", "--outfile", "out/program"]);
  return without(host.folder, "icp-wasm", () => run(host.folder, join(host.folder, "out/program"), []));
};

export const deno = (host) => {
  prepared(host);
  return bin(host.folder, "deno", ["run", "--allow-all", "--node-modules-dir=manual", "main.js"]);
};

/** As wrangler does it: modules of WebAssembly are left to the host. */
export const workerd = async (host) => {
  const { folder } = host;
  const at = (name) => pathToFileURL(join(folder, name)).href;
  write(folder, {
    "program.js": host.program({ from: "icp-wasm" }),
    "worker.js": 'import { run } from "./program.js";\nexport default { fetch: async () => new Response(await run()) };\n',
    "main.js": `import { readFileSync } from "node:fs";
import { Miniflare } from "miniflare";
const text = readFileSync("out/worker.js", "utf8");
const [, name] = text.match(/from "([^"]+\\.wasm\\?module)"/);
const modules = [
  { type: "ESModule", path: "worker.js", contents: text },
  { type: "CompiledWasm", path: name.replace(/^\\.\\//, ""), contents: readFileSync("node_modules/icp-wasm/pkg/full/whole.wasm") },
];
const flare = new Miniflare({ modules, modulesRoot: ".", compatibilityDate: "2026-04-01" });
console.log(await (await flare.dispatchFetch("http://localhost/")).text());
await flare.dispose();
`,
  });
  await bin(folder, "esbuild", ["worker.js", "--bundle", "--format=esm", "--outfile=out/worker.js", "--conditions=workerd,worker,browser", "--external:*.wasm?module", "--log-level=error"]);
  if (!readFileSync(new URL(at("out/worker.js")), "utf8").includes(".wasm?module")) return "the bundle imports no module";
  return node(folder, "main.js");
};

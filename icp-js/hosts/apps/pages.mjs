// Pages in Chromium, as bundlers and development servers make them.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { MAIN, PAGE, bin, serving, titleIn, titleOf, write } from "../tools.mjs";

const page = ({ folder, program }, from = "icp-wasm") => write(folder, { "index.html": PAGE, "main.js": MAIN, "program.js": program({ from }) });
const EXCLUDED = 'export default { optimizeDeps: { exclude: ["icp-wasm"] } };\n';

export const viteBuild = async (host) => {
  page(host);
  await bin(host.folder, "vite", ["build", "--logLevel", "error"]);
  return titleIn(join(host.folder, "dist"));
};

/** The development server, with the setting that versions up to 7 need. */
export const viteDev = (host) => {
  page(host);
  write(host.folder, { "vite.config.mjs": host.args?.excluded ? EXCLUDED : "export default {};\n" });
  return serving(host.folder, "vite", ["--host", "127.0.0.1"], titleOf);
};

/** Without the setting, the error has to name it. */
export const viteDevNamed = async (host) => {
  const said = await viteDev(host);
  return /^IcpError fetch: .*optimizeDeps: \{ exclude: \["icp-wasm"\] \}/.test(said) ? "names the setting" : said;
};

export const webpack = async (host) => {
  page(host);
  write(host.folder, { "webpack.config.cjs": `module.exports = { mode: "production", entry: "./main.js", output: { path: require("node:path").resolve("dist") } };\n` });
  await bin(host.folder, "webpack", ["--stats", "errors-only"]);
  cpSync(join(host.folder, "index.html"), join(host.folder, "dist/index.html"));
  return titleIn(join(host.folder, "dist"));
};

/** Its resolver reads `exports` of packages only when it is told to. */
const EXPORTS = { "@parcel/resolver-default": { packageExports: true } };
export const parcel = async (host) => {
  page(host);
  write(host.folder, { "package.json": { private: true, type: "module", ...EXPORTS } });
  await bin(host.folder, "parcel", ["build", "index.html", "--no-cache", "--public-url", "./"]);
  return titleIn(join(host.folder, "dist"));
};

/** Bundlers that leave `new URL(.., import.meta.url)` as it is: the folders of modules are copied beside what they write. */
const copied = (build, from) => async (host) => {
  page(host, from);
  await build(host);
  const at = (name) => join(host.folder, name);
  cpSync(at("index.html"), at("dist/index.html"));
  const pkg = at("node_modules/icp-wasm/pkg");
  for (const folder of ["small", "full"]) cpSync(join(pkg, folder), at(`dist/${folder}`), { recursive: true });
  return titleIn(at("dist"));
};
const ROLLUP = 'import resolve from "@rollup/plugin-node-resolve";\nexport default { input: "main.js", plugins: [resolve({ browser: true, exportConditions: ["browser"] })], output: { dir: "dist", format: "es", entryFileNames: "main.js" } };\n';
export const rollup = copied(async ({ folder }) => {
  write(folder, { "rollup.config.mjs": ROLLUP });
  await bin(folder, "rollup", ["-c", "--silent"]);
}, "icp-wasm");
export const esbuild = copied(({ folder }) => bin(folder, "esbuild", ["main.js", "--bundle", "--format=esm", "--outdir=dist", "--log-level=error", "--splitting"]), "icp-wasm");
export const rolldown = copied(({ folder }) => bin(folder, "rolldown", ["main.js", "--dir", "dist", "--platform", "browser"]), "icp-wasm");

/** A service worker answers a page that asks it. Dynamic imports are not allowed in one, so it takes the inlined module. */
export const serviceWorker = async (host) => {
  const { folder } = host;
  write(folder, {
    "program.js": host.program({ from: "icp-wasm/inline" }),
    "worker.js": 'import { run } from "./program.js";\naddEventListener("message", async ({ source }) => source.postMessage(await run()));\naddEventListener("activate", (event) => event.waitUntil(clients.claim()));\n',
    "dist/index.html": PAGE,
    "dist/main.js": 'navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };\nawait navigator.serviceWorker.register("./worker.js");\n(await navigator.serviceWorker.ready).active.postMessage("score");\n',
  });
  await bin(folder, "esbuild", ["worker.js", "--bundle", "--outfile=dist/worker.js", "--log-level=error"]);
  return titleIn(join(folder, "dist"));
};

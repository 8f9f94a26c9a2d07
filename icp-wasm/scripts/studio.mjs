// Optimizes the module of the studio once more, in its place: it is fetched whole, so nothing is split off. Then collects the page for the
// command, which has its files inside: `icp-cli/page/made/`, with a list of them as Rust.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const path = (file) => fileURLToPath(new URL(file, import.meta.url));
const FEATURES = ["bulk-memory", "mutable-globals", "multivalue", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];
const module = path("../web/studio/pkg/icp_bg.wasm");
const options = ["-O2", "--strip-debug", "--strip-producers", "--strip-target-features", ...FEATURES.map((one) => `--enable-${one}`)];
execFileSync(process.execPath, [path("../../node_modules/binaryen/bin/wasm-opt"), ...options, module, "-o", module], { stdio: "inherit" });

/** What the studio takes from the form beside it. */
const SHARED = ["dom.js", "icon.svg"];
const web = (name) => path(`../web/${name}`);
const own = readdirSync(web("studio"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const names = own.map(({ parentPath, name }) => `${parentPath}/${name}`.slice(web("").length).replaceAll("\\", "/").replaceAll("//", "/"));
const to = path("../../icp-cli/page/made/");
rmSync(to, { recursive: true, force: true });
const list = [...SHARED, ...names].toSorted().map((name) => {
  const packed = `${name}.gz`;
  mkdirSync(dirname(to + packed), { recursive: true });
  writeFileSync(to + packed, gzipSync(readFileSync(web(name)), { level: 9 }));
  return `    (${JSON.stringify(packed)}, include_bytes!(${JSON.stringify(packed)})),\n`;
});
writeFileSync(`${to}files.rs`, `&[\n${list.join("")}]\n`);

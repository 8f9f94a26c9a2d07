// Makes the modules of one build small, and writes `shared.js`: what two parts share and the first module does not need is mostly a
// few hundred bytes, which are no files of their own; `common.wasm` and `common-2.wasm` are the
// larger pieces, empty where there are none.
// Parts fit the module that they were linked with and no other, so all of them say which build they are of.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// A browser has no use for the names of functions.
const OPTIONS = ["-O3", "--strip-debug", "--strip-producers", "--strip-target-features"];
/** Bytes; more would be worth a file. */
const MOST_SHARED = 4_096;
/** The files for those that are larger: written out, since bundlers have to see their addresses. */
const LARGE = ["common.wasm", "common-2.wasm"];

const pkg = new URL(`../pkg/${process.argv[2]}/`, import.meta.url);
const path = (file) => fileURLToPath(new URL(file, pkg));
const optimizer = fileURLToPath(new URL("../../node_modules/binaryen/bin/wasm-opt", import.meta.url));

const modules = readdirSync(pkg).filter((file) => file.endsWith(".wasm")).sort();
const hash = createHash("sha256");
for (const file of modules) {
  execFileSync(process.execPath, [optimizer, ...OPTIONS, path(file), "-o", path(file)], { stdio: "inherit" });
  hash.update(readFileSync(path(file)));
}
const build = hash.digest("hex").slice(0, 16);
// A custom section: its length, that of its name, the name, and what it says.
const section = Buffer.from(`\0\x16\x05build${build}`, "latin1");

const lists = JSON.parse(readFileSync(path("parts.json"), "utf8"));
const chunks = [...new Set(Object.entries(lists).flatMap(([part, files]) => files.filter((file) => file !== `${part}.wasm`)))];
const bytes = (file) => statSync(path(file)).size;
const large = chunks.filter((file) => bytes(file) > MOST_SHARED).sort((a, b) => bytes(b) - bytes(a));
if (large.length > LARGE.length) throw new Error(`${large.join(", ")}: parts share more than ${LARGE.length} pieces of more than ${MOST_SHARED} bytes`);
const encoded = (file) => readFileSync(path(file)).toString("base64");
const small = chunks.filter((file) => !large.includes(file));
const parts = Object.entries(lists).sort().map(([part, files]) => `  ${part}: ${JSON.stringify(files.map((file) => small.indexOf(file)).filter((at) => at >= 0))},\n`);
const common = LARGE.map((_, at) => Object.keys(lists).filter((part) => lists[part].includes(large[at])).sort());
writeFileSync(
  path("shared.js"),
  `/** Small modules that parts share, in base64. */
export const chunks = ${JSON.stringify(small.map(encoded), null, 2)};
/** Those that each part needs, by their places. */
export const shared = {\n${parts.join("")}};
/** The parts that need each of the larger ones, which are files of their own. */
export const common = ${JSON.stringify(common)};
`,
);
for (const file of [...small, "parts.json"]) rmSync(path(file));
for (const [at, file] of LARGE.entries()) {
  if (at < large.length) renameSync(path(large[at]), path(file));
  else writeFileSync(path(file), Buffer.from("\0asm\x01\0\0\0", "latin1"));
}
for (const file of readdirSync(pkg).filter((file) => file.endsWith(".wasm"))) appendFileSync(path(file), section);

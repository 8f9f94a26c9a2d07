// Makes the modules of one build small, and writes `shared.js`: what two parts share and the first module does not need is mostly a
// few hundred bytes, which are no files of their own; `common.wasm`, `common-2.wasm` and so on are the larger pieces, empty where
// there are fewer.
// Parts fit the module that they were linked with and no other, so all of them say which build they are of.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { needs } from "../js/needs.js";

// A browser has no use for the names of functions.
const OPTIONS = ["-O3", "--strip-debug", "--strip-producers", "--strip-target-features"];
/** Features that the compiler's own modules use, and every browser has. */
const FEATURES = ["bulk-memory", "mutable-globals", "multivalue", "nontrapping-float-to-int", "reference-types", "sign-ext"].map((one) => `--enable-${one}`);
/** Bytes; more is worth a file, as long as there are some. */
const MOST_SHARED = 4_096;
/** The files for those that are larger: written out, since bundlers have to see their addresses. */
const LARGE = ["common.wasm", "common-2.wasm", "common-3.wasm", "common-4.wasm"];

const run = promisify(execFile);
const pkg = new URL(`../pkg/${process.argv[2]}/`, import.meta.url);
const path = (file) => fileURLToPath(new URL(file, pkg));
const tools = new URL("../../node_modules/binaryen/bin/", import.meta.url);

const lists = JSON.parse(readFileSync(path("parts.json"), "utf8"));
const at = (name) => fileURLToPath(new URL(name, tools));
const tool = (name, ...args) => execFileSync(process.execPath, [at(name), ...args], { stdio: "inherit" });

// A piece that a part shares only with those that need it comes with that part. Merged modules import memory, table and stack twice, which
// the text of the merged one mends.
for (const part of Object.keys(lists)) {
  const own = `${part}.wasm`;
  const isOf = (file) => Object.keys(lists).every((other) => other === part || needs[other]?.includes(part) || !lists[other].includes(file));
  const mine = lists[part].filter((file) => file !== own && isOf(file));
  if (mine.length === 0) continue;
  const [merged, text] = [path("merged.wasm"), path("merged.wat")];
  tool("wasm-merge", "-all", ...[own, ...mine].flatMap((file, at) => [path(file), `m${at}`]), "-o", merged);
  tool("wasm-dis", "-all", merged, "-o", text);
  const [first, same] = [new Map(), new Map()];
  const lines = readFileSync(text, "utf8").split("\n").filter((line) => {
    const [, name, id] = /^ \(import "__wasm_split" "([^"]+)" \(\w+ (\S+)/.exec(line) ?? [];
    if (first.has(name)) same.set(id, first.get(name));
    else if (name) first.set(name, id);
    return !same.has(id);
  });
  writeFileSync(text, lines.join("\n").replace(/\$[mtg]import\$\d+/g, (id) => same.get(id) ?? id));
  tool("wasm-as", ...FEATURES, text, "-o", path(own));
  for (const file of [merged, text, ...mine.map(path)]) rmSync(file);
  for (const other of Object.keys(lists)) lists[other] = lists[other].filter((file) => !mine.includes(file));
}

/** Whether a module brings nothing: no elements, no code and no data. */
const isEmpty = (file) => {
  const all = readFileSync(path(file));
  const length = (at) => ((all[at] & 0x7f) | (all[at] < 0x80 ? 0 : length(at + 1) << 7)) >>> 0;
  for (let at = 8; at < all.length; ) {
    if ([9, 10, 11].includes(all[at])) return false;
    const size = length(at + 1);
    at += 1;
    while (all[at] >= 0x80) at += 1;
    at += 1 + size;
  }
  return true;
};

const modules = readdirSync(pkg).filter((file) => file.endsWith(".wasm")).sort();
const hash = createHash("sha256");
// Several at once, the largest first: each takes one processor.
const waiting = modules.toSorted((a, b) => statSync(path(b)).size - statSync(path(a)).size);
const optimize = async () => {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    await run(process.execPath, [at("wasm-opt"), ...OPTIONS, ...FEATURES, path(file), "-o", path(file)]);
  }
};
await Promise.all(Array.from({ length: Math.min(4, availableParallelism() + 1) }, optimize));
for (const file of modules) hash.update(readFileSync(path(file)));
// For hosts that fetch nothing: the full build with all of its parts in one module.
if (process.argv[2] === "full") {
  const parts = modules.filter((file) => file !== "icp_bg.wasm" && !isEmpty(file)).flatMap((file) => [path(file), file]);
  tool("wasm-merge", ...FEATURES, path("icp_bg.wasm"), "__wasm_split", ...parts, "-o", path("whole.wasm"));
}
const build = hash.digest("hex").slice(0, 16);
// A custom section: its length, that of its name, the name, and what it says.
const section = Buffer.from(`\0\x16\x05build${build}`, "latin1");

for (const part of Object.keys(lists)) lists[part] = lists[part].filter((file) => !isEmpty(file));
const chunks = [...new Set(Object.entries(lists).flatMap(([part, files]) => files.filter((file) => file !== `${part}.wasm`)))];
const bytes = (file) => statSync(path(file)).size;
const bySize = chunks.filter((file) => bytes(file) > MOST_SHARED).sort((a, b) => bytes(b) - bytes(a));
const [large, others] = [bySize.slice(0, LARGE.length), bySize.slice(LARGE.length)];
if (others.some((file) => bytes(file) > 2 * MOST_SHARED)) throw new Error(`${bySize.join(", ")}: parts share more than ${LARGE.length} large pieces`);
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
for (const file of [...modules.filter(isEmpty), ...small, "parts.json"]) rmSync(path(file));
for (const [at, file] of LARGE.entries()) {
  if (at < large.length) renameSync(path(large[at]), path(file));
  else writeFileSync(path(file), Buffer.from("\0asm\x01\0\0\0", "latin1"));
}
for (const file of readdirSync(pkg).filter((file) => file.endsWith(".wasm"))) appendFileSync(path(file), section);

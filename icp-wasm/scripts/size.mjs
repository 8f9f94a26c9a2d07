// The sizes of the files that a page fetches, raw and compressed. One beyond its limit fails; the limits lie a little
// above what was reached last, so that nothing creeps in, and follow when a module becomes smaller.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { common } from "../pkg/small/shared.js";

/** The purpose, its modules, and the limit in bytes after gzip. What parts share is counted with each of them. */
const FETCHED = [
  ["scores JSON models", ["small/icp_bg"], 157_500],
  ["and details", ["small/details"], 142_500],
  ["and words", ["small/words"], 101_500],
  ["and changes", ["small/changes"], 59_500],
  ["and edits", ["small/edits"], 32_000],
  ["with written values", ["small/icp_bg", "small/written"], 181_000],
  ["with regular expressions", ["small/icp_bg", "small/regex"], 289_500],
  ["of YAML", ["small/icp_bg", "small/yaml"], 197_500],
  ["tells mistakes", ["full/icp_bg"], 377_000],
];

/** What the studio fetches: its module, and everything else of its page. */
const STUDIO = [
  ["the studio's module", (name) => name.endsWith(".wasm"), 1_180_000],
  ["and its page", (name) => !/\.wasm$|workbook\.js$/.test(name), 34_000],
  ["and workbooks of Excel", (name) => name.endsWith("workbook.js"), 6_200],
];

const sizesOf = (files) => {
  const sizes = [0, 0, 0];
  for (const file of files) {
    const bytes = readFileSync(file);
    sizes[0] += bytes.length;
    sizes[1] += gzipSync(bytes, { level: 9 }).length;
    sizes[2] += brotliCompressSync(bytes).length;
  }
  return sizes;
};

const tell = (what, sizes, limit) => {
  console.log(what.padEnd(26), sizes.map((size) => size.toLocaleString("en").padStart(10)).join(""), limit.toLocaleString("en").padStart(13));
  if (sizes[1] > limit) {
    console.error(`${what}: ${sizes[1] - limit} bytes beyond the limit`);
    process.exitCode = 1;
  }
};

console.log("a module that..".padEnd(26), "       raw      gzip    brotli  limit (gzip)");
for (const [what, modules, limit] of FETCHED) {
  const isFor = (parts) => modules.some((name) => parts.includes(name.replace("small/", "")));
  const shared = ["common", "common-2", "common-3", "common-4"].filter((_, at) => isFor(common[at]));
  const names = [...modules, ...shared.map((file) => `small/${file}`)];
  tell(what, sizesOf(names.map((name) => new URL(`../pkg/${name}.wasm`, import.meta.url))), limit);
}
const page = new URL("../web/studio/", import.meta.url);
const files = readdirSync(page, { recursive: true }).filter((name) => /\.\w+$/.test(name));
for (const [what, isIts, limit] of STUDIO) tell(what, sizesOf(files.filter(isIts).map((name) => new URL(name, page))), limit);

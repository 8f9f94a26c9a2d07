// Makes the modules of one build small, and writes `shared.js`: what two parts share and the first module does not need is a few
// hundred bytes, which are no files of their own. Parts fit the module that they were linked
// with and no other, so all of them say which build they are of.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// A browser has no use for the names of functions.
const OPTIONS = ["-O3", "--strip-debug", "--strip-producers", "--strip-target-features"];
/** Bytes; more would be worth a file. */
const MOST_SHARED = 4_096;

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

const shared = new Set();
const encoded = (file) => {
  const bytes = readFileSync(path(file));
  if (bytes.length > MOST_SHARED) throw new Error(`${file}: two parts share ${bytes.length} bytes, more than ${MOST_SHARED}`);
  shared.add(file);
  return bytes.toString("base64");
};
const parts = Object.entries(JSON.parse(readFileSync(path("parts.json"), "utf8"))).sort().map(([part, files]) => {
  const chunks = files.filter((file) => file !== `${part}.wasm`).map(encoded);
  return `  ${part}: ${JSON.stringify(chunks)},\n`;
});
writeFileSync(path("shared.js"), `export const shared = {\n${parts.join("")}};\n`);
for (const file of [...shared, "parts.json"]) rmSync(path(file));
for (const file of modules.filter((file) => !shared.has(file))) appendFileSync(path(file), section);

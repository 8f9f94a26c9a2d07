// How large each module is as it lies there, and as servers send it. A module beyond its budget fails.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes after gzip. */
const BUDGETS = { small: 130_000, full: 260_000 };

console.log("module          raw      gzip    brotli    budget (gzip)");
for (const [name, budget] of Object.entries(BUDGETS)) {
  const module = readFileSync(new URL(`../pkg/${name}/icp_bg.wasm`, import.meta.url));
  const sizes = [module.length, gzipSync(module, { level: 9 }).length, brotliCompressSync(module).length];
  const columns = [...sizes, budget].map((size) => size.toLocaleString("en").padStart(10));
  console.log(name.padEnd(8), columns.join(""));
  if (sizes[1] > budget) process.exitCode = 1;
}

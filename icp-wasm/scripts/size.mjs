// How large each module is as it lies there, and as servers send it. One that has grown beyond its limit fails; the limits
// lie a little above what was reached last, so that nothing creeps in, and follow when a module becomes smaller.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes after gzip. */
const LIMITS = { small: 266_000, yaml: 320_000, full: 445_000 };

console.log("module          raw      gzip    brotli     limit (gzip)");
for (const [name, limit] of Object.entries(LIMITS)) {
  const module = readFileSync(new URL(`../pkg/${name}/icp_bg.wasm`, import.meta.url));
  const sizes = [module.length, gzipSync(module, { level: 9 }).length, brotliCompressSync(module).length];
  const columns = [...sizes, limit].map((size) => size.toLocaleString("en").padStart(10));
  console.log(name.padEnd(8), columns.join(""));
  if (sizes[1] > limit) {
    console.error(`${name} is ${sizes[1] - limit} bytes beyond its limit`);
    process.exitCode = 1;
  }
}

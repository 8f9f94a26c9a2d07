// Puts what the package is made of beside the modules that were built: the code for browsers and Node, what it shares
// with the other packages, and the types.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const pkg = new URL("icp-wasm/pkg/", root);
const builds = ["small", "full"];

mkdirSync(pkg, { recursive: true });
for (const entry of readdirSync(pkg)) {
  if (!builds.includes(entry)) rmSync(new URL(entry, pkg), { recursive: true });
}
cpSync(new URL("icp-js/api/", root), new URL("api/", pkg), { recursive: true });
cpSync(new URL("icp-js/types/", root), new URL("types/", pkg), { recursive: true });
cpSync(new URL("icp-wasm/js/", root), pkg, { recursive: true });

// The demo form is one folder that any server of files can show.
const demo = new URL("icp-wasm/web/pkg/", root);
rmSync(demo, { recursive: true, force: true });
cpSync(pkg, demo, { recursive: true, filter: (file) => !file.endsWith(".d.ts") });

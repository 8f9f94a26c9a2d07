// Makes the package in `icp-node/pkg`: what the packages for JavaScript share and what only this one has, for `require`
// and for `import`, beside the addon that was built with the profile that is given (`release` if none is).
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hostTarget } from "./targets.mjs";

const root = new URL("../../", import.meta.url);
const pkg = new URL("icp-node/pkg/", root);
const modules = new URL("target/icp-node-modules/", root);
const path = (place, from = root) => fileURLToPath(new URL(place, from));

for (const folder of [pkg, modules]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// The sources are modules; `require` takes what the compiler makes of them, and `index.mjs` takes that.
cpSync(new URL("icp-node/js/", root), modules, { recursive: true });
cpSync(new URL("icp-js/api/", root), new URL("api/", modules), { recursive: true });
writeFileSync(new URL("package.json", modules), '{"type": "commonjs"}\n');
const options = ["--allowJs", "--module", "commonjs", "--target", "es2022", "--types", "", "--skipLibCheck"];
const roots = ["--ignoreConfig", "--rootDir", path("./", modules), "--outDir", path("./", pkg), path("icp.js", modules)];
execFileSync(process.execPath, [path("node_modules/typescript/bin/tsc"), ...options, ...roots], { stdio: "inherit" });
for (const file of ["addon.cjs", "index.mjs", "targets.json"]) copyFileSync(new URL(file, modules), new URL(file, pkg));

cpSync(new URL("icp-js/types/", root), new URL("shared/", pkg), { recursive: true });
for (const file of ["index.d.ts", "index.d.mts"]) {
  copyFileSync(new URL(`icp-node/types/${file}`, root), new URL(file, pkg));
}

const { name, library } = hostTarget();
const profile = process.argv[2] ?? "release";
const built = new URL(`target/${profile}/${library}`, root);
if (!existsSync(built)) throw new Error(`no addon at ${path("", built)}: \`cargo build --profile ${profile} -p icp-node\``);
copyFileSync(built, new URL(`icp.${name}.node`, pkg));

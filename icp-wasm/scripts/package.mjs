// Puts what the package is made of beside the modules that were built: the code for browsers, Node, workers and hosts without files, what
// it shares with the other packages, and the types.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const pkg = new URL("icp-wasm/pkg/", root);
const builds = ["small", "full"];

mkdirSync(pkg, { recursive: true });
for (const entry of readdirSync(pkg)) {
  if (!builds.includes(entry)) rmSync(new URL(entry, pkg), { recursive: true });
}
cpSync(new URL("icp-js/api/", root), new URL("api/", pkg), { recursive: true });
cpSync(new URL("icp-js/types/", root), new URL("types/shared/", pkg), { recursive: true });
cpSync(new URL("icp-wasm/types/", root), new URL("types/", pkg), { recursive: true });
cpSync(new URL("icp-wasm/js/", root), pkg, { recursive: true });

// The whole module as text, for hosts without files beside the code, and that code once more for `require`.
const whole = readFileSync(new URL("full/whole.wasm", pkg)).toString("base64");
writeFileSync(new URL("inlined.js", pkg), `/** The whole module, in base64. */\nexport const inlined = "${whole}";\n`);
const modules = new URL("target/icp-wasm-modules/", root);
rmSync(modules, { recursive: true, force: true });
mkdirSync(modules, { recursive: true });
cpSync(new URL("icp-js/api/", root), new URL("api/", modules), { recursive: true });
cpSync(new URL("icp-wasm/js/", root), modules, { recursive: true });
writeFileSync(new URL("inlined.js", modules), "export const inlined = \"\";\n");
writeFileSync(new URL("package.json", modules), '{"type": "commonjs"}\n');
const path = (place, from = root) => fileURLToPath(new URL(place, from));
const options = ["--ignoreConfig", "--allowJs", "--module", "commonjs", "--target", "es2022", "--types", "", "--skipLibCheck"];
const roots = ["--rootDir", path("./", modules), "--outDir", path("cjs/", pkg), path("inline.js", modules)];
execFileSync(process.execPath, [path("node_modules/typescript/bin/tsc"), ...options, ...roots], { stdio: "inherit" });
writeFileSync(new URL("cjs/inlined.js", pkg), `exports.inlined = "${whole}";\n`);
writeFileSync(new URL("cjs/package.json", pkg), '{"type": "commonjs"}\n');
cpSync(new URL("types/", pkg), new URL("cjs/types/", pkg), { recursive: true });

// The demo form is one folder that any server of files can show.
const demo = new URL("icp-wasm/web/pkg/", root);
const isShown = (file) => !/\.d\.ts$|\/(?:cjs|inlined?\.js|worker\.js|whole\.wasm)$/.test(file);
rmSync(demo, { recursive: true, force: true });
cpSync(pkg, demo, { recursive: true, filter: isShown });

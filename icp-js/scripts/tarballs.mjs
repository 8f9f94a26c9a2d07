// Makes the tarballs of the npm packages in `target/packages`, as they are published: `icp-wasm`, `icp-node` as `platforms.mjs` has laid it
// out, and its packages for the platforms whose addon is there.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { targets } from "../../icp-node/scripts/targets.mjs";

const root = new URL("../../", import.meta.url);
const npm = new URL("target/npm/", root);
const packages = new URL("target/packages/", root);
const path = (place) => fileURLToPath(place);

const wasm = new URL("icp-wasm/", npm);
rmSync(wasm, { recursive: true, force: true });
cpSync(new URL("icp-wasm/pkg/", root), new URL("pkg/", wasm), { recursive: true });
for (const file of ["icp-wasm/package.json", "icp-wasm/README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
  copyFileSync(new URL(file, root), new URL(file.split("/").at(-1), wasm));
}

const isBuilt = ({ name }) => existsSync(new URL(`icp-node-${name}/icp.${name}.node`, npm));
const names = ["icp-wasm", "icp-node", ...targets.filter(isBuilt).map(({ name }) => `icp-node-${name}`)];
mkdirSync(packages, { recursive: true });
for (const file of readdirSync(packages)) if (file.endsWith(".tgz")) rmSync(new URL(file, packages));
const npmCommand = process.platform === "win32" ? "npm.cmd" : "npm";
for (const name of names) {
  const args = ["pack", "--silent", "--pack-destination", path(packages), path(new URL(`${name}/`, npm))];
  console.log(execFileSync(npmCommand, args, { encoding: "utf8", shell: process.platform === "win32" }).trim());
}

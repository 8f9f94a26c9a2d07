// Lays out the packages as they are published, in `target/npm`: `icp-node` without an addon, and one package for each
// target with nothing but its addon. Addons come from `target/addons/icp.TARGET.node`, or from the package of this
// machine; a target without one is told and left without.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { targets } from "./targets.mjs";

const root = new URL("../../", import.meta.url);
const npm = new URL("target/npm/", root);
const write = (place, value) => writeFileSync(place, `${JSON.stringify(value, null, 2)}\n`);

rmSync(npm, { recursive: true, force: true });
const own = JSON.parse(readFileSync(new URL("icp-node/package.json", root), "utf8"));
const { version, license, engines } = own;
const names = targets.map(({ name }) => `icp-node-${name}`);

const main = new URL("icp-node/", npm);
const isAddon = (path) => path.endsWith(".node");
cpSync(new URL("icp-node/pkg/", root), new URL("pkg/", main), { recursive: true, filter: (path) => !isAddon(path) });
for (const file of ["icp-node/README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
  copyFileSync(new URL(file, root), new URL(file.split("/").at(-1), main));
}
// Not in the package that is developed: npm would ask for packages that are not published yet.
write(new URL("package.json", main), { ...own, optionalDependencies: Object.fromEntries(names.map((name) => [name, version])) });

for (const { name, rust, os, cpu, libc } of targets) {
  const folder = new URL(`icp-node-${name}/`, npm);
  mkdirSync(folder, { recursive: true });
  const addon = `icp.${name}.node`;
  write(new URL("package.json", folder), {
    name: `icp-node-${name}`,
    version,
    description: `The addon of icp-node for ${rust}`,
    license,
    engines,
    main: addon,
    files: [addon],
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
  });
  writeFileSync(new URL("README.md", folder), `The addon of [icp-node](../icp-node) for \`${rust}\`. It is installed by icp-node where it fits.\n`);
  const places = [new URL(`target/addons/${addon}`, root), new URL(`icp-node/pkg/${addon}`, root)];
  const found = places.find((place) => existsSync(place));
  if (found) copyFileSync(found, new URL(addon, folder));
  else console.log(`icp-node-${name}: no addon yet (cargo build --profile dist -p icp-node --target ${rust})`);
}

// Builds a small app in each host of `hosts.json` from the tarballs in `target/packages`, scores ten vectors in it, and prints what came.
// Each group of hosts is installed into a folder of its own, which is removed before the next. `--short` runs those of CI, names run some
// groups, and `--write` writes the tables of docs/hosts.md and of both READMEs.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program, tenOf } from "./ten.mjs";
import { run, write } from "./tools.mjs";

const root = new URL("../../", import.meta.url);
const at = (place) => fileURLToPath(new URL(place, root));
const read = (place) => JSON.parse(readFileSync(new URL(place, root), "utf8"));

const given = process.argv.slice(2);
const [isShort, isWritten] = ["--short", "--write"].map((flag) => given.includes(flag));
const names = given.filter((word) => !word.startsWith("--"));

const ten = tenOf(read("target/native.json"));
const groups = read("icp-js/hosts/hosts.json");
const unknown = names.find((name) => groups.every((group) => group.name !== name));
if (unknown !== undefined) throw new Error(`no group \`${unknown}\` in icp-js/hosts/hosts.json`);

/** The tarballs of the packages, and of the addon of this platform. */
const packages = at("target/packages/");
const tarballs = readdirSync(packages).filter((file) => file.endsWith(".tgz")).map((file) => join(packages, file));

const fromOf = ({ args }) => args?.from ?? "icp-wasm";

const scores = async (folder, host) => {
  try {
    const [file, name] = host.app.split(".");
    const apps = await import(`./apps/${file}.mjs`);
    return await apps[name]({ folder, args: host.args, program: (options) => program(ten, options) });
  } catch (error) {
    return error.message;
  }
};

/** The runtime or the versions that a group is about. */
const versionOf = ({ install = {}, shows = Object.keys(install) }) =>
  shows.length === 0 ? `Node ${process.versions.node}` : shows.map((name) => `${name} ${install[name]}`).join(", ");

const rows = [];

/** An app in a folder that has nothing but what was installed. */
const runHost = async (folder, group, host, refused) => {
  for (const entry of readdirSync(folder)) {
    if (!["node_modules", "package-lock.json"].includes(entry)) rmSync(join(folder, entry), { recursive: true });
  }
  write(folder, { "package.json": { private: true, type: "module" } });
  const begun = Date.now();
  const said = refused ?? (await scores(folder, host)).trim();
  const isRight = said === (host.says ?? "scores");
  if (!isRight) process.exitCode = 1;
  rows.push({ host, group, said: isRight ? said : `FAILS: ${said.split("\n")[0]}`, isRight });
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`${fromOf(host).padEnd(17)} ${host.name.padEnd(46)} ${versionOf(group).padEnd(24)} ${isRight ? said : `FAILS: ${said}`} (${seconds} s)`);
};

const runGroup = async (group, hosts) => {
  const folder = at(`target/hosts/${group.name}`);
  rmSync(folder, { recursive: true, force: true });
  write(folder, { "package.json": { private: true, type: "module" } });
  const wanted = Object.entries(group.install ?? {}).map(([name, version]) => `${name}@${version}`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  let refused;
  try {
    await run(folder, npm, ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline", ...wanted, ...tarballs]);
  } catch (error) {
    refused = `not installed: ${error.message}`;
  }
  for (const host of hosts) await runHost(folder, group, host, refused);
  rmSync(folder, { recursive: true, force: true });
};

mkdirSync(at("target/hosts/"), { recursive: true });
for (const group of groups) {
  if (names.length > 0 && !names.includes(group.name)) continue;
  const hosts = group.hosts.filter(({ short }) => !isShort || short);
  if (hosts.length > 0) await runGroup(group, hosts);
}
const wrong = rows.filter(({ isRight }) => !isRight).length;
console.log(`# pass ${rows.length - wrong}\n# fail ${wrong}`);

/** Writes the table between the two marks of a page. */
const writeTable = (place, those) => {
  const lines = those.map(({ host, group, said }) => {
    return `| ${host.name} | ${versionOf(group)} | \`${fromOf(host)}\` | ${host.needs ?? ""} | ${said.replaceAll("|", "\\|")} |`;
  });
  const table = ["| host | version | import | it needs | ten vectors |", "|---|---|---|---|---|", ...lines].join("\n");
  const page = new URL(place, root);
  const parts = readFileSync(page, "utf8").split(/(?<=<!-- hosts -->\n)|(?=<!-- end of hosts -->)/);
  if (parts.length !== 3) throw new Error(`${place}: no marks of the table of hosts`);
  writeFileSync(page, `${parts[0]}${table}\n${parts[2]}`);
};
if (isWritten) {
  writeTable("docs/hosts.md", rows);
  for (const name of ["icp-wasm", "icp-node"]) writeTable(`${name}/README.md`, rows.filter(({ host }) => fromOf(host).startsWith(name)));
}

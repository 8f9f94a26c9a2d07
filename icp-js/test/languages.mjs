// docs/languages.md against a package: every method and option is in its table, and nothing else is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const JAVASCRIPT = 3;

/** The names in the column of JavaScript; those of Node alone are left out for the other package. */
const table = (isNode) => {
  const rows = read("docs/languages.md").split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| what |"));
  const cells = rows.map((row) => row.replace(/^\||\|$/g, "").split(" | ")[JAVASCRIPT].trim()).filter((cell) => !cell.startsWith("no: "));
  const names = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`( \(Node\))?/g)]);
  return new Set(names.filter(([, , onlyNode]) => isNode || !onlyNode).map(([, name]) => name));
};

const members = (owner, some) => {
  const own = [...Object.getOwnPropertyNames(owner), ...Object.getOwnPropertyNames(owner.prototype), ...Object.keys(some)];
  const language = new Set(["length", "name", "prototype", "constructor"]);
  return own.filter((name) => !language.has(name)).concat(Object.hasOwn(owner.prototype, "name") ? ["name"] : []);
};

/** The members of a class that types declare. */
const declared = (types, name) =>
  [...types.matchAll(new RegExp(`(?:export class|interface|namespace) ${name} \\{\\n([^]*?)\\n( *)\\}`, "g"))].flatMap(([, body]) =>
    [...body.matchAll(/^ *(?:static |readonly |function )*(\w+)(?=[(:<?])/gm)].map(([, member]) => member).filter((one) => one !== "constructor"),
  );

const differ = (real, table) => [[...real].filter((one) => !table.has(one)).sort(), [...table].filter((one) => !real.has(one)).sort()];

export const languages = (api, model, types) => {
  const isNode = "fromFile" in api.Model;
  const classes = { Model: members(api.Model, model), Assessment: members(api.Assessment, model.score({})) };
  const [, options] = read("icp-js/api/options.js").match(/const KNOWN = new Set\(\n?([^]*?)\.split/);
  const known = options.replace(/["+()\s]+/g, " ").trim().split(" ");
  const real = new Set([
    ...Object.entries(classes).flatMap(([name, own]) => own.map((one) => `${name}.${one}`)),
    ...Object.keys(api).filter((name) => !/^[A-Z]/.test(name)),
    ...known,
  ]);

  test("docs/languages.md has every method and option of this package", () => {
    const [missing, gone] = differ(real, table(isNode));
    assert.deepEqual([missing, gone], [[], []], "a name or a reason for each language");
    assert(real.size > 50, `${real.size}`);
  });

  test("the types declare what the classes have", () => {
    for (const [name, own] of Object.entries(classes)) {
      assert.deepEqual([...new Set(types.flatMap((one) => declared(one, name)))].sort(), [...new Set(own)].sort(), name);
    }
  });

  test("no two names differ by capitals only", () => {
    for (const names of [...Object.values(classes).map((own) => [...new Set(own)]), Object.keys(api), known]) {
      assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length, names.join());
    }
  });
};

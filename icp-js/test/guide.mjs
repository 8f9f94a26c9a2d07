// The programs of docs/javascript.md. A block ```` ```js PACKAGE ```` is a program for that package, and the block ```` ```text ````
// after it is what the program prints. `ICP_BLESS=1` writes what is printed into the page; read the difference before you commit it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = new URL("docs/javascript.md", `file://${root}`);
const PROGRAM = /```js (\S+)\n([^]*?)```\n(?:\n```text\n([^]*?)```\n)?/g;

/** The whole page that docs/javascript.md shows. */
export const wholePage = () => readFileSync(page, "utf8").match(/```html\n([^]*?)```/)[1];

/** Runs the programs for one package. */
export const guide = (name) => {
  const text = readFileSync(page, "utf8");
  const programs = [...text.matchAll(PROGRAM)].filter(([, of]) => of === name);
  const heading = (at) => text.slice(0, at).match(/^## .*$/gm).at(-1);
  test("docs/javascript.md has programs for this package", () => assert(programs.length >= 2, `${programs.length}`));
  for (const { 0: block, 2: code, 3: shown, index } of programs) {
    test(`docs/javascript.md: the program under "${heading(index)}" prints what the page shows`, () => {
      const printed = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd: root, encoding: "utf8" });
      if (process.env.ICP_BLESS) {
        const blessed = `\`\`\`js ${name}\n${code}\`\`\`\n\n\`\`\`text\n${printed}\`\`\`\n`;
        writeFileSync(page, readFileSync(page, "utf8").replace(block, () => blessed));
      } else {
        assert.equal(printed, shown ?? "nothing: the page shows no output here");
      }
    });
  }
};

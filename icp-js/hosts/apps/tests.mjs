// Runners of tests: Jest and Vitest, with and without a page.
import { join } from "node:path";
import { bin, run, write } from "../tools.mjs";

const SCORES = "expect(await run()).toBe(\"scores\")";

/** Jest as it comes takes CommonJS; with Node's flag also modules. */
export const jest = async ({ folder, args, program }) => {
  const { environment, isModules, from = "icp-wasm" } = args;
  const [ending, imports] = isModules ? ["mjs", 'import { run } from "./program.mjs";'] : ["cjs", 'const { run } = require("./program.cjs");'];
  write(folder, {
    [`program.${ending}`]: program({ from, isCommonJs: !isModules }),
    [`score.test.${ending}`]: `/** @jest-environment ${environment} */\n${imports}\ntest("scores", async () => { ${SCORES}; });\n`,
    "jest.config.json": { testMatch: [`**/score.test.${ending}`], moduleFileExtensions: ["js", "mjs", "cjs", "json"], ...(isModules && environment === "jsdom" ? { testEnvironmentOptions: { customExportConditions: ["node"] } } : {}) },
  });
  await run(folder, process.execPath, [...(isModules ? ["--experimental-vm-modules"] : []), join(folder, "node_modules/jest/bin/jest.js"), "--silent"]);
  return "scores";
};

export const vitest = async ({ folder, args, program }) => {
  const { environment, from = "icp-wasm" } = args;
  write(folder, {
    "program.js": program({ from }),
    "score.test.js": `import { expect, test } from "vitest";\nimport { run } from "./program.js";\ntest("scores", async () => { ${SCORES}; });\n`,
    "vitest.config.mjs": `export default { test: { environment: "${environment}", testTimeout: 60_000 } };\n`,
  });
  await bin(folder, "vitest", ["run"]);
  return "scores";
};

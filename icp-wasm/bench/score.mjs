// `cd icp-wasm/bench && npm install --no-workspaces && node score.mjs`
import { readFileSync } from "node:fs";
import { Model } from "icp-wasm";
import { byHand, jsonLogic, jsonRulesEngine, zenWasm } from "./engines.mjs";
import { run } from "./run.mjs";

const icp = async () => {
  const yaml = readFileSync(new URL("../../benches/task/model.yaml", import.meta.url), "utf8");
  // From JSON, so that the small build is measured.
  const model = Model.fromJson(Model.fromYaml(yaml).toJsonText());
  const options = { asOf: "2026-11-21" };
  return (account) => {
    const { best, status, score, tier } = model.score(account, options);
    return { best, status, score, tier };
  };
};
const icpExplained = async () => {
  const model = Model.fromYaml(readFileSync(new URL("../../benches/task/model.yaml", import.meta.url), "utf8"));
  const options = { asOf: "2026-11-21" };
  return (account) => {
    const assessment = model.score(account, options);
    return { ...assessment, criteria: assessment.criteria };
  };
};

await run({
  "by hand": byHand,
  "json-logic-engine, compiled": jsonLogic,
  "icp-wasm": icp,
  "icp-wasm, all of the assessment": icpExplained,
  "@gorules/zen-engine-wasm, expression": zenWasm,
  "json-rules-engine": jsonRulesEngine,
});

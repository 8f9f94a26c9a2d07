// `(cd icp-wasm/bench && npm install --no-workspaces) && node icp-node/bench/score.mjs`: the rivals are shared with icp-wasm.
import { Model } from "icp-node";
import { byHand, jsonLogic, jsonRulesEngine, zenDecision, zenNative } from "../../icp-wasm/bench/engines.mjs";
import { run } from "../../icp-wasm/bench/run.mjs";

const model = Model.fromFile(new URL("../../benches/task/model.yaml", import.meta.url));
const options = { asOf: "2026-11-21" };

const icp = async () => (account) => {
  const { best, status, score, tier } = model.score(account, options);
  return { best, status, score, tier };
};
const icpExplained = async () => (account) => {
  const assessment = model.score(account, options);
  return { ...assessment, criteria: assessment.criteria };
};

await run({
  "by hand": byHand,
  "json-logic-engine, compiled": jsonLogic,
  "icp-node": icp,
  "icp-node, all of the assessment": icpExplained,
  "@gorules/zen-engine, expression": zenNative,
  "@gorules/zen-engine, compiled decision": zenDecision,
  "json-rules-engine": jsonRulesEngine,
});

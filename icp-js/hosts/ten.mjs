// Ten vectors with the answers of the native build, and the program that every host runs on them.

/** The topics that they are from: each reads another kind of value or decides another thing. */
const TOPICS = ["aliases-synonyms", "bands", "curve", "events", "exclusions", "formulas", "intent", "verdicts", "written-numbers"];

const isPlain = ({ source, refusal, account, lenient }) =>
  (source ?? null) === null && (refusal ?? null) === null && !lenient && !JSON.stringify(account).includes("$bigint");

/** One vector of each topic, and one with a regular expression, from `target/native.json`. */
export const tenOf = ({ vectors }) => {
  const first = (is) => vectors.find((vector) => isPlain(vector) && is(vector));
  const found = [...TOPICS.map((topic) => first(({ name }) => name.startsWith(`${topic},`))), first(({ model }) => JSON.stringify(model).includes('"matches"'))];
  if (found.includes(undefined)) throw new Error("a topic of hosts/ten.mjs has no vector");
  return found.map(({ name, model, account, as_of, assessment, explanation }) => ({ name, model, account, as_of, assessment, explanation }));
};

/** Gives "scores", or says what was not as in the native build. It goes into the host as text. */
const scores = async ({ Model }, ten, open) => {
  for (const { name, model, account, as_of, assessment, explanation } of ten) {
    const opened = await open(Model, model);
    const answer = opened.score(account, { asOf: as_of });
    if (JSON.stringify(answer) !== JSON.stringify(JSON.parse(assessment))) return `${name}: another assessment`;
    if (answer.explain("html") !== explanation) return `${name}: another explanation`;
  }
  return "scores";
};
const told = async (...given) => {
  try {
    return await scores(...given);
  } catch (error) {
    return `${error.name} ${error.code}: ${error.message}`;
  }
};
const OPEN = { "icp-wasm": "Model.load(model)", "icp-node": "Model.fromJson(JSON.stringify(model))" };

/** The text of a module that scores them with a package: `export const run`, or `exports.run`. */
export const program = (ten, { from, isCommonJs = false }) => {
  const open = OPEN[from.startsWith("icp-node") ? "icp-node" : "icp-wasm"];
  const [imports, exports] = isCommonJs ? [`const api = require("${from}");`, "exports.run ="] : [`import * as api from "${from}";`, "export const run ="];
  return `${imports}\nconst scores = ${scores};\nconst told = ${told};\nconst ten = ${JSON.stringify(ten)};\n${exports} () => told(api, ten, (Model, model) => ${open});\n`;
};

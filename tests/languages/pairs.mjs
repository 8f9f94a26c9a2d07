// Random pairs through a package for JavaScript: `node tests/languages/pairs.mjs icp-node|icp-wasm FILE`. Both texts that
// are compared are written by JavaScript from numbers that were read exactly, so equal texts are equal bits.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const [name, file] = process.argv.slice(2);
const { Model } = await import(name);
// In browsers there are no tables.
const tables = name === "icp-node" ? await import("./tables.mjs") : null;

const revive = (key, value) => (typeof value?.$bigint === "string" ? BigInt(value.$bigint) : value);
const again = (text) => JSON.stringify(JSON.parse(text));

let pairs = 0;
let models = 0;
let scoredTables = 0;
let wrong = 0;
const compare = (what, expected, found) => {
  if (found === expected) return;
  wrong += 1;
  if (wrong <= 5) console.log(`${what}:\n  expected ${expected}\n  found    ${found}`);
};

/** The result of reading a model: its fingerprint, or the mistakes. */
const opened = async (text) => {
  try {
    const model = await Model.load(text);
    const { fingerprint } = model;
    model.free();
    return fingerprint;
  } catch (error) {
    const { message, problems, more } = error;
    if (problems === undefined) throw error;
    return JSON.stringify({ message, problems, more });
  }
};

const scored = (model, account, options) => {
  try {
    return JSON.stringify(model.score(account, options));
  } catch (error) {
    const { code, message, attribute, expected, found, help } = error;
    if (error.name !== "AccountError") throw error;
    return JSON.stringify({ code, message, attribute, expected, found, help });
  }
};

/** An answer as the package gives it: in browsers no help comes with an account that is refused. */
const asGiven = (text) => {
  const gives = JSON.parse(text);
  return JSON.stringify(tables === null && gives.help ? { ...gives, help: null } : gives);
};

for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const given = JSON.parse(line, revive);
  const model = await Model.load(given.model);
  compare(`seed ${given.seed}, fingerprint`, given.fingerprint, model.fingerprint);
  if (given.corrupted !== undefined) {
    models += 1;
    const { model: text, refusal, fingerprint } = given.corrupted;
    compare(`seed ${given.seed}, corrupted`, refusal === undefined ? fingerprint : again(refusal), await opened(text));
  }
  const options = { asOf: given.as_of, onInvalid: given.on_invalid };
  for (const [place, { account, gives }] of given.cases.entries()) {
    pairs += 1;
    compare(`seed ${given.seed}, account ${place}`, asGiven(gives), scored(model, account, options));
  }
  if (tables !== null) {
    scoredTables += 1;
    for (const [what, expected, found] of tables.differences(model, given)) {
      compare(`seed ${given.seed}, table, ${what}`, expected, found);
    }
  }
  model.free();
}
console.log(`${name}: ${pairs} pairs, ${scoredTables} tables and ${models} corrupted models, ${wrong} differ`);
process.exitCode = wrong > 0 || pairs === 0 ? 1 : 0;

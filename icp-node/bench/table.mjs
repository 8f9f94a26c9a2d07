// A table of accounts of twelve attributes as Arrow has it, always the same one: for `arrow.mjs` and `icp-js/bench/calls.mjs`.
import { Bool, Dictionary, Field, Float64, Int32, List, Table, Utf8, makeData, makeVector, vectorFromArray } from "apache-arrow";

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const INDUSTRIES = ["saas", "fintech", "ecommerce", "media", "agency", "healthcare", "logistics", "education"];
const COUNTRIES = ["US", "CA", "GB", "DE", "FR", "NL", "SE", "BR"];
const STAGES = ["pre-seed", "seed", "series a", "series b", "series c", "public"];
const BUYERS = ["vp sales", "cro", "head of revenue", "cfo", "founder"];
const TOOLS = ["hubspot", "salesforce", "amplitude", "mixpanel", "segment", "stripe", "notion", "dynamics", "slack"];
const PAINS = ["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "costs"];

/** So many accounts. */
export const tableOf = (rows) => {
  const numbers = (make) => makeVector(Float64Array.from({ length: rows }, make));
  /** Texts as codes of a dictionary, as data tools have them. */
  const coded = (words) => {
    const dictionary = vectorFromArray(words, new Utf8());
    const type = new Dictionary(dictionary.type, new Int32());
    const codes = Int32Array.from({ length: rows }, () => Math.floor(random() * words.length));
    return makeVector(makeData({ type, length: rows, data: codes, dictionary }));
  };
  /** Lists of none to five texts. */
  const lists = (words) => {
    const offsets = new Int32Array(rows + 1);
    for (let at = 0; at < rows; at++) offsets[at + 1] = offsets[at] + Math.floor(random() * 6);
    const some = vectorFromArray(Array.from({ length: 6_000 }, () => words[Math.floor(random() * words.length)]), new Utf8());
    const { values, valueOffsets } = some.data[0];
    const count = offsets[rows];
    const ends = new Int32Array(count + 1);
    const bytes = new Uint8Array(Math.ceil(count / 6_000) * values.length);
    for (let at = 0, to = 0; at < count; at++) {
      const from = at % 6_000;
      bytes.set(values.subarray(valueOffsets[from], valueOffsets[from + 1]), to);
      ends[at + 1] = to += valueOffsets[from + 1] - valueOffsets[from];
    }
    const child = makeData({ type: new Utf8(), length: count, valueOffsets: ends, data: bytes });
    return makeVector(makeData({ type: new List(new Field("item", new Utf8(), true)), length: rows, valueOffsets: offsets, child }));
  };
  const bits = (share) => {
    const data = Uint8Array.from({ length: Math.ceil(rows / 8) }, () => {
      let byte = 0;
      for (let bit = 0; bit < 8; bit++) byte |= (random() < share ? 1 : 0) << bit;
      return byte;
    });
    return makeVector(makeData({ type: new Bool(), length: rows, data }));
  };

  return new Table({
    industry: coded(INDUSTRIES),
    country: coded(COUNTRIES),
    stage: coded(STAGES),
    buyer: coded(BUYERS),
    employees: numbers(() => Math.round(2_000 * random() ** 3)),
    arr: numbers(() => Math.round(6e7 * random() ** 3)),
    growth: numbers(() => Math.round(90 * random() - 10)),
    sales_team: numbers(() => Math.floor(80 * random())),
    cs_team: bits(0.5),
    regulated: bits(0.12),
    tools: lists(TOOLS),
    pains: lists(PAINS),
  });
};

// A table of random accounts as Arrow's bytes: its answers are columns with words, an order and values.
import { DataType, tableFromIPC } from "apache-arrow";

const ASKED = {
  perIcp: true,
  perCriterion: ["points", "rating", "contribution", "status", "label"],
  verdicts: true,
  labels: true,
  texts: ["reasons", "exclusions", "missing"],
  qualified: true,
  rank: true,
  missingColumns: "unknown",
};

/** As text; a zero with a sign has it. */
const text = (value) => JSON.stringify(value, (key, one) => (Object.is(one, -0) ? "-0" : one));

const refusal = ({ code, column, row, help, problems }) => ({ code, column, row, help, problems });

const columnOf = (table, at) => {
  const { name, type } = table.schema.fields[at];
  const vector = table.getChildAt(at);
  const order = DataType.isDictionary(type) && type.isOrdered ? [...vector.data[0].dictionary] : null;
  return { name, order, values: [...vector] };
};

/** All that differs, as [place, expected, found]. */
export const differences = (model, { as_of: asOf, on_invalid: onInvalid, table: given }) => {
  let answers;
  try {
    answers = tableFromIPC(model.scoreBatch(Buffer.from(given.arrow, "hex"), { ...ASKED, asOf, onInvalid }));
  } catch (error) {
    if (error.name !== "BatchError") throw error;
    const [expected, found] = [text(given.javascript.refusal), text(refusal(error))];
    return expected === found ? [] : [["refusal", expected, found]];
  }
  if (given.columns === undefined) return [["refusal", text(given.javascript.refusal), "answers"]];
  const found = answers.schema.fields.map((_, at) => columnOf(answers, at));
  const pairs = [["names", given.columns.map(({ name }) => name), found.map(({ name }) => name)]];
  for (const [at, { name, order, values }] of given.columns.entries()) {
    pairs.push([name, values, found[at]?.values], [`order of ${name}`, order, found[at]?.order]);
  }
  const sorted = (one) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
  pairs.push(["by", sorted(given.by), sorted(JSON.parse(answers.schema.metadata.get("icp")))]);
  return pairs.map(([place, ...both]) => [place, ...both.map(text)]).filter(([, expected, now]) => expected !== now);
};

// Tests the effect of invalid values on a whole table, and the notices about them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Table, Utf8, tableFromIPC, tableToIPC, vectorFromArray } from "apache-arrow";
import { BatchError, Model } from "icp-node";

const model = Model.fromYaml(`
format: icp/1
name: values
attributes: {customer: {type: bool, aliases: [is_customer]}, employees: {type: number}, tools: {type: set}}
exclusions: [{id: customer, reason: they buy already, when: {customer: true}}]
icps:
  - id: core
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 50}}}
        - {id: tools, fit: {tools: {has: HubSpot}}}
      tiers: [{id: A, from: 100}, {id: B}]
`);
const columns = (of) => new Table(Object.fromEntries(Object.entries(of).map(([name, values]) => [name, vectorFromArray(values, new Utf8())])));
const bytesOf = (...pieces) => tableToIPC(new Table(pieces.map(columns).flatMap(({ batches }) => batches)));
const LENIENT = { asOf: "2026-10-01", onInvalid: "missing" };
const numbers = { customer: ["5", "6", "7", "8"], employees: ["60", "many", null, "40"], tools: ["HubSpot", "", "HubSpot", "x"] };

/** The error that both ways of scoring throw. */
const refusal = async (table, options) => {
  const errors = [];
  const keep = (error) => errors.push(error);
  try {
    model.scoreBatch(table, options);
  } catch (error) {
    keep(error);
  }
  await model.scoreBatchAsync(table, options).catch(keep);
  await model.scoreBatchAsync(table.slice(), { ...options, transfer: true }).catch(keep);
  assert.equal(errors.length, 3);
  const [first, ...others] = errors;
  assert(first instanceof BatchError, String(first));
  for (const other of others) assert.deepEqual({ ...other, message: other.message }, { ...first, message: first.message });
  return first;
};

/** The notices that both ways of scoring give. */
const told = async (table, options) => {
  const answers = model.scoreBatch(table, options);
  const later = await model.scoreBatchAsync(table, options);
  assert.deepEqual(later.notices, answers.notices);
  assert.deepEqual(Buffer.from(later), Buffer.from(answers));
  // Bytes are bytes: what is beside them does not show among them.
  assert.equal(Object.keys(answers).length, answers.length);
  return { answers: tableFromIPC(answers), notices: answers.notices };
};

describe("a column without a valid value", () => {
  test("ends the run, though invalid values count as missing", async () => {
    const error = await refusal(bytesOf(numbers), LENIENT);
    assert.deepEqual([error.code, error.column], ["batch.empty_column", "customer"]);
    assert.match(error.message, /not one of 4 values/);
    assert.match(error.help, /`allowEmptyColumns: \["customer"\]`/);
    assert.deepEqual(error.problems.map(({ code, column }) => [code, column]), [["batch.empty_column", "customer"]]);
  });

  test("is each one that is wrong", async () => {
    const error = await refusal(bytesOf({ ...numbers, employees: ["few", "many", null, "some"] }), LENIENT);
    assert.deepEqual(error.problems.map(({ column }) => column), ["customer", "employees"]);
    const strict = await refusal(bytesOf(numbers), { asOf: "2026-10-01" });
    assert.deepEqual(strict.problems.map(({ code, column, row }) => [code, column, row]), [
      ["batch.value", "customer", 0],
      ["batch.value", "employees", 1],
    ]);
  });

  test("is judged over all pieces", async () => {
    const [first, second] = [{ ...numbers, employees: ["60", "70", "80", "90"] }, { ...numbers, customer: ["no", "no", "no", "yes"] }];
    const { notices } = await told(bytesOf(first, second), LENIENT);
    const [{ count, of, issues }] = notices.filter(({ issues }) => issues[0]?.attribute === "customer");
    assert.deepEqual([count, of, issues[0].valid, issues[0].count, issues[0].rows], [4, 8, 4, 4, [0, 1, 2, 3]]);
    // And what is wrong in a later piece is told beside what is wrong in the first.
    const error = await refusal(bytesOf(first, second), { asOf: "2026-10-01" });
    assert.deepEqual(error.problems.map(({ column, row }) => [column, row]), [["customer", 0], ["employees", 5]]);
  });

  test("may be there if it is named, by its own name or its attribute's", async () => {
    const { customer, ...others } = numbers;
    for (const [name, table] of [["customer", numbers], ["is_customer", { is_customer: customer, ...others }], ["customer", { is_customer: customer, ...others }]]) {
      const { answers, notices } = await told(bytesOf(table), { ...LENIENT, allowEmptyColumns: [name] });
      assert.equal(answers.numRows, 4);
      assert.deepEqual(notices.map(({ code }) => code), ["unjudged", "empty_column", "invalid_values"]);
    }
    await refusal(bytesOf(numbers), { ...LENIENT, allowEmptyColumns: ["employees"] });
    for (const wrong of ["customer", 5, [5], { customer: true }, null]) {
      assert.throws(() => model.scoreBatch(bytesOf(numbers), { ...LENIENT, allowEmptyColumns: wrong }), {
        code: "argument",
        message: /^`allowEmptyColumns`: expected a list of names, found a value of type /,
      });
    }
  });

  test("with one value, or with none, does not end it", async () => {
    for (const customer of [["5", null, null, null], [null, null, null, null]]) {
      assert.equal((await told(bytesOf({ ...numbers, customer }), LENIENT)).answers.numRows, 4);
    }
  });
});

describe("notices", () => {
  test("tell what invalid values did, with counts", async () => {
    const { notices } = await told(bytesOf(numbers), { ...LENIENT, allowEmptyColumns: ["customer"] });
    const [unjudged, , invalid] = notices;
    assert.deepEqual([unjudged.code, unjudged.count, unjudged.of], ["unjudged", 4, 4]);
    assert.match(unjudged.message, /^exclusion `customer` could not be judged for 4 of 4 accounts \(100/);
    assert.match(unjudged.help, /`onInvalid: "missing"`/);
    assert.equal(unjudged.text, `${unjudged.message}; ${unjudged.help}`);
    assert.deepEqual(invalid.issues, [
      {
        attribute: "employees",
        column: "employees",
        valid: 2,
        count: 1,
        missing: 1,
        share: 1 / 3,
        expected: "a number (plain digits such as 1200000 or 2.5)",
        examples: [{ found: "text `many`", count: 1 }],
        rows: [1],
      },
    ]);
  });

  test("tell of columns that are not there, also where there is no row", async () => {
    const loose = { ...LENIENT, missingColumns: "unknown" };
    for (const rows of [["60"], []]) {
      const { notices, answers } = await told(tableToIPC(columns({ employees: rows })), loose);
      assert.equal(answers.numRows, rows.length);
      assert.deepEqual(notices.map(({ code, count, of }) => [code, count, of]), [["missing_columns", 2, 3]]);
    }
  });

  test("tell of lists that are not split, and of nothing where all is well", async () => {
    const fine = { customer: ["no", "no", "yes", "no"], employees: ["60", "50", "40", null], tools: ["HubSpot,Pipe", "x", null, "y"] };
    assert.deepEqual((await told(bytesOf(fine), LENIENT)).notices, []);
    const { notices } = await told(bytesOf({ ...fine, tools: ["HubSpot|Pipe", "x|y", null, "y|z"] }), LENIENT);
    assert.deepEqual(notices.map(({ code, count, of }) => [code, count, of]), [["separator", 3, 3]]);
  });
});

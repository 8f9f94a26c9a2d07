// Accounts looked at together: a first model of them, and the findings about a model and them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { AccountError, BatchError, Model, init } from "icp-node";

const COMPANIES = [
  { name: "Ash", launched_at: "11/23/2011", size: 58, tools: new Set(["crm"]), about: { city: "Ulm" } },
  { name: "Birch", launched_at: "8/1/2012", size: 7n, tools: ["crm", "erp"], about: { city: "Bonn" } },
  new Map([["name", "Cedar"], ["size", 1200.5], ["launched_at", "9/30/2013"]]),
];

const linesOf = (text, name) => text.split("\n").filter((line) => line.startsWith(`  ${name}: `));

test("a first model of accounts can be read, and scores them", () => {
  const text = init(COMPANIES, { name: "companies" });
  assert.deepEqual(linesOf(text, "launched_at"), ["  launched_at: {type: date, written: M/D/YYYY}"]);
  assert.deepEqual(linesOf(text, "size"), ["  size: {type: number}"]);
  assert.match(text, /^# Begun from 3 accounts/);
  const model = Model.fromYaml(text);
  assert.equal(model.name, "companies");
  assert.equal(model.scoreBatch(COMPANIES, { asOf: "2026-11-21" }).length, 3);
  assert.equal(Model.fromYaml(init([])).name, "first model");
});

test("a list, columns and a table of Arrow give the same model", () => {
  const [size, country] = [[58, 7, 1200], ["US", "DE", "US"]];
  const rows = size.map((size, at) => ({ size, country: country[at] }));
  const text = init(rows);
  assert.equal(init({ size, country }), text);
  assert.equal(init({ size: Float64Array.from(size), country }), text);
  assert.equal(init(new Map([["size", size], ["country", country]])), text);
  assert.equal(init(rows.values()), text);
  assert.equal(init(tableToIPC(tableFromArrays({ size: Float64Array.from(size), country }))), text);
  const many = Array.from({ length: 2_000 }, (_, at) => rows[at % 3]);
  assert.match(init(many), /^# Begun from 2,000 accounts/);
});

const model = Model.fromObject({
  format: "icp/1",
  name: "checked",
  attributes: {
    employees: { type: "number", min: 0, aliases: ["props.staff"] },
    country: { type: "text" },
    product: { type: "text" },
  },
  icps: [
    {
      id: "smb",
      fit: {
        criteria: [
          { id: "size", fit: { employees: { gte: 20 } } },
          { id: "line", fit: { product: { in: ["GTX Pro", "GTX Basic"] } } },
          { id: "home", fit: { country: "US" } },
        ],
        tiers: [{ id: "A", from: 50 }, { id: "B" }],
      },
    },
  ],
});
const AS_OF = { asOf: "2026-11-21" };
const ROWS = [
  { vat: "1", product: "GTXPro", country: "US", props: { staff: 320 } },
  { vat: "2", product: "GTXPro", country: "N/A", props: { staff: -5 } },
  { vat: "2", product: "GTX Basic", country: "DE", props: { staff: 18 } },
];

test("findings about a model and accounts", () => {
  const findings = model.checkAccounts(ROWS, AS_OF);
  const codes = findings.map(({ code }) => code);
  assert(codes.includes("near_value") && codes.includes("placeholder_value") && codes.includes("value_out_of_range"), codes.join());
  assert(!codes.includes("column_absent") && !codes.includes("duplicate_account"), codes.join());
  const near = findings.find(({ code }) => code === "near_value");
  assert.equal(near.message, "attribute `product`: `GTX Pro` is in none of 3 accounts, `GTXPro` in 2");
  const told = model.checkAccounts(ROWS, { ...AS_OF, id: "vat" }).find(({ code }) => code === "duplicate_account");
  assert.equal(told.message, "2 of 3 accounts share their `vat` with another: `2` (2)");
  assert(model.checkAccounts([{ country: "US" }], AS_OF).some(({ code }) => code === "column_absent"));
});

test("columns and a table of Arrow give the same findings", () => {
  const plain = ROWS.map(({ props, ...rest }) => ({ ...rest, employees: props.staff }));
  const columns = Object.fromEntries(Object.keys(plain[0]).map((key) => [key, plain.map((row) => row[key])]));
  const findings = model.checkAccounts(plain, AS_OF);
  assert(findings.length > 0);
  assert.deepEqual(model.checkAccounts(columns, AS_OF), findings);
  const table = tableToIPC(tableFromArrays({ ...columns, employees: Float64Array.from(columns.employees) }));
  assert.deepEqual(model.checkAccounts(table, AS_OF), findings);
});

test("what is none of them is refused", () => {
  const refused = (given, found) => {
    for (const call of [() => init(given), () => model.checkAccounts(given, AS_OF)]) {
      assert.throws(call, { name: "IcpError", code: "argument", message: `\`accounts\`: expected a list of accounts, columns by their names, or the bytes of an Arrow table, found ${found}` });
    }
  };
  refused(5, "a value of type number");
  refused("a,b", "a value of type string");
  refused({ employees: 5 }, "a value of type number in the place of the column `employees`");
  refused({ a: [1, 2], b: [1] }, "1 values in the column `b` beside 2 in another");
  assert.throws(() => init([{ a: 1 }, 5]), (error) => error instanceof AccountError && error.row === 1 && error.code === "account.shape");
  const around = {};
  around.self = around;
  assert.throws(() => init([around]), (error) => error instanceof AccountError && error.code === "account.limit");
  assert.throws(() => init(new Uint8Array(9)), (error) => error instanceof BatchError && error.code === "batch.unreadable");
  assert.throws(() => init([], { name: 5 }), { code: "argument", message: "`name`: expected text, found a value of type number" });
  assert.throws(() => model.checkAccounts(ROWS, { id: 5 }), { code: "argument", message: "`id`: expected text, found a value of type number" });
});

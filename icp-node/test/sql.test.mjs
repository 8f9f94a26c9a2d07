// Models as SQL: what the crossing adds to the tests of `icp-export`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ExportError, IcpError, Model } from "icp-node";

const document = (fit) => ({
  format: "icp/1",
  name: "demo",
  attributes: { employees: { type: "number" }, title: { type: "text" } },
  icps: [{ id: "smb", fit: { criteria: [{ id: "one", fit }], tiers: [{ id: "A", from: 80 }, { id: "B" }] } }],
});

test("a model is one SELECT", () => {
  const model = Model.fromObject(document({ employees: { gte: 50 } }));
  const sql = model.toSql("duckdb", { table: "crm.accounts", asOf: "2026-10-01", keep: ["id"], columns: { employees: "headcount" }, bounds: false });
  assert.match(sql, /FROM crm\.accounts/);
  assert.match(sql, /headcount/);
  assert.doesNotMatch(sql, /AS lower/);
  assert.match(model.toSql("spark", { view: "scored", prefix: "icp_", points: true }), /icp_score/);
  assert.match(model.toSql("bigquery", { dbt: true, texts: ["*"], approximate: true }), /ref\(/);
  assert.equal(model.toSql("postgres", {}), model.toSql("postgres", { table: undefined }));
});

test("what SQL cannot say is told with its places", () => {
  const model = Model.fromObject(document({ title: { matches: "^Head" } }));
  assert.throws(() => model.toSql("duckdb"), (error) => {
    assert.ok(error instanceof ExportError);
    assert.equal(error.code, "sql.pattern");
    assert.equal(error.refusals[0].path, "icps[0].fit.criteria[0].fit");
    assert.ok(error.refusals[0].help.length > 0);
    return true;
  });
});

test("a misuse is told by its name", () => {
  const model = Model.fromObject(document({ employees: { gte: 50 } }));
  for (const [call, message] of [
    [() => model.toSql("oracle"), /the dialects are duckdb/],
    [() => model.toSql(), /`dialect`: expected text/],
    [() => model.toSql("duckdb", 5), /`options`: expected an object/],
    [() => model.toSql("duckdb", { tabel: "a" }), /there is no `tabel`; there are table, asOf/],
    [() => model.toSql("duckdb", { keep: "id" }), /`keep`: expected a list of texts/],
    [() => model.toSql("duckdb", { dbt: 1 }), /`dbt`: expected true or false/],
  ]) {
    assert.throws(call, (error) => error instanceof IcpError && error.code === "argument" && message.test(error.message));
  }
});

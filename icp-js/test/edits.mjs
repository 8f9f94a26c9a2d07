// Models changed in code, and in words: tests for every package for JavaScript. What gives a promise in one of them is waited for.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

export const DOCUMENT = {
  format: "icp/1",
  name: "demo",
  attributes: { size: { type: "number" }, trade: { type: "text" } },
  icps: [
    {
      id: "smb",
      fit: {
        criteria: [
          { id: "size", weight: 3, fit: { size: { between: [20, 200] } } },
          { id: "trade", fit: { trade: "retail" } },
        ],
        tiers: [{ id: "A", from: 70, requires: ["size"] }, { id: "B" }],
      },
    },
  ],
};

export const edits = ({ Model, ModelError }) => {
  const model = Model.fromObject(DOCUMENT);

  test("weights, bounds and the version are set anew", async () => {
    const other = await model.replace({ weights: { size: 5, "smb/trade": 8.370000000000001 }, tiers: { A: 80 }, version: "2" });
    assert.deepEqual(
      other.criteria.map(({ weight }) => weight),
      [5, 8.37],
    );
    assert.equal(other.version, "2");
    assert.equal(other.toJSON().icps[0].fit.tiers[0].from, 80);
    assert.deepEqual((await model.replace({})).toJSON(), model.toJSON());
    await assert.rejects(async () => model.replace({ weights: { sise: 1 } }), (error) => {
      assert(error instanceof ModelError);
      assert.equal(error.code, "unknown_reference");
      assert.match(error.message, /did you mean `size`/);
      return true;
    });
  });

  test("a criterion less", async () => {
    const { model: left, also } = await model.without("size");
    assert.deepEqual(
      left.criteria.map(({ id, attributes }) => [id, attributes]),
      [["trade", ["trade"]]],
    );
    assert.deepEqual(also, ["icp `smb`: tier `A` of `fit` no longer requires it"]);
    await assert.rejects(async () => left.without("trade"), { name: "ModelError", code: "conflict" });
    await assert.rejects(async () => model.without(5), { name: "IcpError", code: "argument" });
  });

  test("the model in words", () => {
    assert.match(model.describe(), new RegExp(`^${DOCUMENT.name}\n`));
    assert.match(model.describe("markdown"), new RegExp(`^# ${DOCUMENT.name}\n`));
    assert.match(model.describe("html"), /^<section class="icp-description">/);
    assert.match(model.describe("page"), /^<!doctype html>\n/);
    assert.throws(() => model.describe("pdf"), {
      name: "IcpError",
      message: /`format`: expected text, markdown, html or page, found text `pdf`/,
    });
  });

  test("lists are given beside the document", async () => {
    const named = structuredClone(DOCUMENT);
    named.lists = { trades: ["food"] };
    named.icps[0].fit.criteria[1].fit = { trade: { in: "$trades" } };
    const model = Model.fromObject(named);
    const listed = await model.withLists({ trades: ["retail"] });
    const shop = { size: 50, trade: "Retail" };
    const score = (model) => model.score(shop, { asOf: "2026-11-21" });
    assert.deepEqual([score(model).score, score(listed).score], [75, 100]);
    assert.deepEqual([listed.fingerprint, listed.toJSON()], [model.fingerprint, model.toJSON()]);
    assert.deepEqual({ ...score(model).toObject().model.lists }, {});
    const digest = createHash("sha256").update('["retail"]').digest("hex");
    assert.deepEqual({ ...score(listed).toObject().model.lists }, { trades: digest });
    for (const [lists, code] of [
      [{ trade: ["retail"] }, "unknown_reference"],
      [{ trades: [] }, "empty"],
      [{ trades: ["retail", 5] }, "type"],
    ]) {
      await assert.rejects(async () => model.withLists(lists), { name: "ModelError", code });
    }
    assert.deepEqual((await model.withLists({})).toJSON(), model.toJSON());
    await assert.rejects(async () => model.withLists({ trades: [Symbol("retail")] }), ModelError);
  });
};

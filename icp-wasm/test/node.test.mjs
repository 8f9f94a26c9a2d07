import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as api from "icp-wasm";
import { edits } from "../../icp-js/test/edits.mjs";
import { suite } from "../../icp-js/test/suite.mjs";

suite(api, { types: [readFileSync(new URL("../types/index.d.ts", import.meta.url), "utf8")] });

edits(api);

test("an instance that fails is an error, and the next model gets another", async () => {
  const { initSync } = await import("../pkg/small/icp.js");
  const document = {
    format: "icp/1",
    name: "one",
    attributes: { x: { type: "number" } },
    icps: [{ id: "i", fit: { criteria: [{ id: "c", fit: { x: 5 } }], tiers: [{ id: "a" }] } }],
  };
  const { Model } = api;
  const model = Model.fromObject(document);
  assert.equal(model.score({ x: 5 }).score, 100);
  // Nothing of its memory makes sense any more.
  new Uint8Array(initSync().memory.buffer).fill(0xff);
  assert.throws(() => model.score({ x: 5 }), { name: "IcpError", code: "internal", message: /^the module failed: / });
  assert.throws(() => model.score({ x: 5 }), { name: "IcpError", code: "internal", message: /read the model again/ });
  model.free();
  const next = Model.fromObject(document);
  assert.equal(next.score({ x: 5 }).score, 100);
  assert.throws(() => Model.fromObject({}), { name: "ModelError" });
});

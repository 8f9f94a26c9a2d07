// Models changed in code, and written into files.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as api from "icp-node";
import { DOCUMENT, edits } from "../../icp-js/test/edits.mjs";

const { Model } = api;
const model = Model.fromObject(DOCUMENT);

edits(api);

test("a file has the model", () => {
  const folder = mkdtempSync(join(tmpdir(), "icp-"));
  try {
    for (const name of ["model.yaml", "model.json"]) {
      model.toFile(join(folder, name));
      assert.equal(Model.fromFile(join(folder, name)).fingerprint, model.fingerprint);
      assert.equal(readFileSync(join(folder, name), "utf8").startsWith("{"), name.endsWith("json"));
    }
    assert.deepEqual(readdirSync(folder).sort(), ["model.json", "model.yaml"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

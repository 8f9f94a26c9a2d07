import { readFileSync } from "node:fs";
import * as api from "icp-node";
import { suite } from "../../icp-js/test/suite.mjs";

suite(api, { types: [readFileSync(new URL("../types/index.d.ts", import.meta.url), "utf8")] });

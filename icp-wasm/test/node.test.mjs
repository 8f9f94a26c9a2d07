import * as api from "icp-wasm";
import { suite } from "../../icp-js/test/suite.mjs";

suite(api);

#!/usr/bin/env bash
# json-logic-js 2.0.5 and json-logic-engine 5.0.7: one rule, two answers.
# Behaviour: of a missing or null value, `x == 0` is false in the one and true in the other, `x + 1` is NaN or 1; an
# empty object is true or false in `if`; `missing` names an empty text, or does not. In json-logic-js
# null is at most 0 and at least 0, yet not equal to 0.
# Surprise: JsonLogic is used because a rule is data that any engine can run. Nothing in the rules below is rare, and
# neither engine raises.
# Seen: false and true; NaN and 1; 1 and 2; ["name"] and [].
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 json-logic-engine@5.0.7
cat > main.mjs <<'JS'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const first = require("json-logic-js");
const { LogicEngine } = require("json-logic-engine");
const second = new LogicEngine();

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
const both = (rule, data) => [first.apply(rule, data), second.run(rule, data)].map(String);
const seats = { var: "seats" };
check("seats == 0, seats null", both({ "==": [seats, 0] }, { seats: null }), ["false", "true"]);
check("seats <= 0, seats null", both({ "<=": [seats, 0] }, { seats: null }), ["true", "true"]);
check("seats >= 0, seats null", both({ ">=": [seats, 0] }, { seats: null }), ["true", "true"]);
check("seats + 1, no seats", both({ "+": [seats, 1] }, {}), ["NaN", "1"]);
check("seats < 50, no seats", both({ "<": [seats, 50] }, {}), ["true", "true"]);
check("if {} then 1 else 2", both({ if: [{ var: "extra" }, 1, 2] }, { extra: {} }), ["1", "2"]);
check("missing name, name empty", both({ missing: ["name"] }, { name: "" }), ["name", ""]);
JS
node main.mjs

#!/usr/bin/env bash
# json-rules-engine 7.3.1: "5" is at most 5, at least 5, and not equal to 5.
# Behaviour: the operators of order turn texts into numbers, `equal` does not. A rule of "at most 5, at least 5, not
# equal to 5" fires for the text "5". `notEqual` and `notIn` hold for a fact that is not there, `doesNotContain` does
# not. `any` of an empty list fires, as `all` of one does.
# Surprise: the three operators cannot all hold for any number. Two of the three negative operators take a missing
# fact as a hit, the third as none. And "any of nothing" is false in logic, in Array.some and in SQL.
# Seen: 1 event each, but none for `doesNotContain`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-rules-engine@7.3.1
cat > main.mjs <<'JS'
import { Engine } from "json-rules-engine";

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
const fires = async (conditions, facts) => {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addRule({ conditions, event: { type: "hit" } });
  return (await engine.run(facts)).events.length;
};
const seats = (operator, value) => ({ fact: "seats", operator, value });
const three = [seats("lessThanInclusive", 5), seats("greaterThanInclusive", 5), seats("notEqual", 5)];
check("<= 5, >= 5, not 5: the text 5", await fires({ all: three }, { seats: "5" }), 1);
check("<= 5, >= 5, not 5: the number 5", await fires({ all: three }, { seats: 5 }), 0);
const negatives = [seats("notEqual", 5), seats("notIn", [5]), seats("doesNotContain", 5)];
const missing = await Promise.all(negatives.map((one) => fires({ all: [one] }, {})));
check("no fact: notEqual, notIn, doesNotContain", missing, [1, 1, 0]);
check("empty any, empty all", [await fires({ any: [] }, {}), await fires({ all: [] }, {})], [1, 1]);
JS
node main.mjs

#!/usr/bin/env bash
# apache-arrow 21.2.0 (JavaScript): a decimal is 100 times too large, and a half float depends on who asks.
# Behaviour: of a decimal column with two decimals, `get` gives an object that is 123450 as text and as number
# for 1234.50; the scale is only in the type, and nothing applies it. Of a column of half floats, `get` gives 1.5, but `toArray`
# gives 15872, the 16 bits; a missing integer is null for `get` and 0 for `toArray`.
# Surprise: a revenue of 1,234.50 compares and adds as 123,450 without an error, since the object turns into a number.
# `get(i)` and `toArray()[i]` are two ways to ask for one value.
# Seen: 123450; 1.5 and 15872; null and 0.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund apache-arrow@21.2.0
cat > main.mjs <<'JS'
import { Decimal, Field, Float16, Int32, makeData, Vector, vectorFromArray } from "apache-arrow";

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
const type = new Decimal(2, 10, 128);
const data = Uint32Array.of(123450, 0, 0, 0);
const revenue = new Vector([makeData({ type, length: 1, data })]);
const first = revenue.get(0);
check("1234.50: text, number, above 2000", [String(first), Number(first), first > 2000], ["123450", 123450, true]);
check("scale in the type", revenue.type.scale, 2);
const half = vectorFromArray([1.5], new Float16());
check("half float: get and toArray", [half.get(0), half.toArray()[0]], [1.5, 15872]);
const seats = vectorFromArray([7, null], new Int32());
check("missing integer: get and toArray", [seats.get(1), seats.toArray()[1]], [null, 0]);
JS
node main.mjs

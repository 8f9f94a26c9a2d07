#!/usr/bin/env bash
# yaml 2.9.1: a number that is tagged as a float is a text.
# Behaviour: `!!float 1` is read as the text "1", while `!!float 1.0` is the number 1 and `!!int 1` is too. A key `null:`
# is read as the empty text. js-yaml 5.5.0 gives 1 and "null".
# Surprise: YAML 1.2 writes floats of the core schema as digits with an optional fraction, and uses the tag to
# make a float of what would be an integer: it is the very case the tag is for. `"1" + 1` is then "11".
# Seen: "1" (text), 1, 1; keys "" and "null".
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1 js-yaml@5.5.0
cat > main.mjs <<'JS'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const yaml = require("yaml");
const other = await import("js-yaml");

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
const read = (text) => yaml.parse(text, { logLevel: "silent" });
check("!!float 1", read("weight: !!float 1").weight, "1");
check("!!float 1.0, !!int 1", [read("w: !!float 1.0").w, read("w: !!int 1").w], [1, 1]);
check("js-yaml", other.load("weight: !!float 1").weight, 1);
check("key null", Object.keys(read("null: x")), [""]);
check("js-yaml, key null", Object.keys(other.load("null: x")), ["null"]);
JS
node main.mjs

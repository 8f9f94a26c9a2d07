#!/usr/bin/env bash
# js-yaml 5.5.0 and yaml 2.9.1: shared settings that a YAML file merges in are not there.
# Behaviour: `<<: *base` is an ordinary key named `<<`, with the base as its value. The keys of the base are not in the
# mapping. js-yaml 4.1.0 merges the same file, and so does PyYAML. Also new in 5: a date is a text,
# no Date.
# Surprise: merge keys are what people use anchors for: a default block and what differs from it. After the step from 4
# to 5 the file still parses, each default is silently undefined, and the mapping has one key more.
# Seen: weight 2 and undefined; keys "<<" and "label" in both new readers.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund js-yaml@5.5.0 js-yaml-4@npm:js-yaml@4.1.0 yaml@2.9.1
cat > main.mjs <<'JS'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const old = require("js-yaml-4");
const now = await import("js-yaml");
const yaml = require("yaml");

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
const text = "base: &base\n  weight: 2\nindustry:\n  <<: *base\n  label: Industry\n";
check("js-yaml 4", old.load(text).industry, { weight: 2, label: "Industry" });
check("js-yaml 5", Object.keys(now.load(text).industry), ["<<", "label"]);
check("yaml", Object.keys(yaml.parse(text).industry), ["<<", "label"]);
check("weight", [old, now].map((reader) => reader.load(text).industry.weight ?? "undefined"), [2, "undefined"]);
check("date is a Date", [old, now].map((reader) => reader.load("a: 2026-08-31").a instanceof Date), [true, false]);
JS
node main.mjs

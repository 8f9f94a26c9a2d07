#!/usr/bin/env bash
# zen-engine 0.54.0: the square root of 4 is 1.999999992473416.
# Behaviour: the expression language counts in decimals, so 0.1 + 0.2 == 0.3. A power with a fraction is an
# approximation of about eight digits, also where the root is a whole number: 100 ^ 0.5 is 9.999999995370162.
# Surprise: decimals are there to be exact. Binary floats, which they replace, give 2, 3 and 10, and 2 ^ 0.5 differs
# from Math.sqrt(2) in the eighth digit. `4 ^ 0.5 == 2` and `100 ^ 0.5 >= 10` are false in a rule.
# Seen: 1.999999992473416, 9.999999995370162, and 1.4142135570048917 for 2 ^ 0.5.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @gorules/zen-engine@0.54.0
cat > main.mjs <<'JS'
import { evaluateExpressionSync as evaluate } from "@gorules/zen-engine";

const check = (what, got, seen) => {
  const [a, b] = [got, seen].map((value) => JSON.stringify(value) ?? "undefined");
  console.log(`${what}: ${a}`);
  if (a !== b) throw new Error(`changed: ${what} was ${b}, now ${a}`);
};
check("0.1 + 0.2 == 0.3", evaluate("0.1 + 0.2 == 0.3", {}), true);
check("4 ^ 0.5", evaluate("4 ^ 0.5", {}), 1.999999992473416);
check("100 ^ 0.5", evaluate("100 ^ 0.5", {}), 9.999999995370162);
check("100 ^ 0.5 >= 10", evaluate("100 ^ 0.5 >= 10", {}), false);
check("2 ^ 0.5 is off by more than 1e-9", Math.abs(evaluate("2 ^ 0.5", {}) - Math.sqrt(2)) > 1e-9, true);
check("the same in JavaScript", [4 ** 0.5, 9 ** 0.5, 100 ** 0.5], [2, 3, 10]);
JS
node main.mjs

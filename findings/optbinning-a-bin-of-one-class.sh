#!/usr/bin/env bash
# optbinning 1.0.0: a bin in which everybody was won is worth nothing.
# Behaviour: a bin without won or without lost rows gets a weight of evidence and an information value of 0, as if it said
# nothing. Of 120 accounts 30 lack a value, and all 30 were won; the other 90 are won or lost evenly. The missing bin adds 0.
# Surprise: the purest bin is the strongest evidence there is, and a value that is missing just where accounts were won is the usual sign
# that it was filled in after the outcome.
# Seen: [30, 30, 0.0, 0.0] for the missing bin.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check optbinning==1.0.0 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
cd "$tmp"
"$tmp/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from optbinning import OptimalBinning

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

value = np.concatenate([np.ones(45), np.full(45, 2.0), np.full(30, np.nan)])
won = np.concatenate([np.tile([0, 1, 0], 15), np.tile([0, 1, 0], 15), np.ones(30)]).astype(int)
table = OptimalBinning(dtype="numerical").fit(value, won).binning_table.build()
missing = table[table["Bin"] == "Missing"].iloc[0]
check("missing: accounts, won, WoE, IV", [float(missing[key]) for key in ("Count", "Event", "WoE", "IV")], [30.0, 30.0, 0.0, 0.0])
PY

#!/usr/bin/env bash
# optbinning 1.0.0: an account without an outcome counts as won.
# Behaviour: `OptimalBinning.fit` takes a target of 0, 1 and NaN without an error. In the table that it builds, a row whose target is NaN is
# in the bin Missing with an event, whatever its value is: of 25 lost, 50 won and 25 open accounts the table says 75 events of 100.
# Any number but 0 is an event too: a target of 2 counts as won.
# Surprise: open deals are the rule in data of sales. They raise the rate from 67 % to 75 % and fill a bin of values that are there.
# scikit-learn refuses such a target. Seen: [100, 75], and 25 events in the bin Missing.
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

def table(target):
    return OptimalBinning(dtype="numerical", user_splits=[49.5]).fit(np.arange(100.0), target).binning_table.build()

found = table(np.array([0.0, 1.0, np.nan, 1.0] * 25))
check("accounts and events", [int(found.loc["Totals", key]) for key in ("Count", "Event")], [100, 75])
missing = found[found["Bin"] == "Missing"].iloc[0]
check("events of the bin Missing, though no value is", int(missing["Event"]), 25)
check("events with a target of 2", int(table(np.array([0.0, 1.0, 2.0, 1.0] * 25)).loc["Totals", "Event"]), 75)
PY

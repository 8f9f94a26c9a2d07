#!/usr/bin/env bash
# optbinning 1.0.0: a category that was never seen scores as a missing value.
# Behaviour: a scorecard of one variable with the categories a, b and missing values gives an account with the category "new" the
# points of missing values. Its bin is asked for as a number, which is -1 for "new", and -1 is the last row of the table.
# Surprise: `transform` gives such a category the weight of evidence of the average, and `score` of the same scorecard takes another
# row of its own table. Where missing values are worth much, so is every misspelling.
# Seen: 0.0 by the weight of evidence, and the same score as a missing value, 1.54.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check optbinning==1.0.0 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
cd "$tmp"
"$tmp/venv/bin/python" -W ignore - <<'PY'
import pandas as pd
from optbinning import BinningProcess, Scorecard
from sklearn.linear_model import LogisticRegression

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

trade = ["a"] * 400 + ["b"] * 400 + [None] * 200
won = [1, 0, 0, 0] * 100 + [1, 1, 0, 0] * 100 + [1, 1, 1, 1, 0, 1, 1, 1, 1, 0] * 20
X = pd.DataFrame({"trade": pd.Series(trade, dtype=object)})
card = Scorecard(BinningProcess(["trade"], categorical_variables=["trade"]), LogisticRegression())
card.fit(X, won, metric_missing="empirical")
asked = pd.DataFrame({"trade": pd.Series(["new", None, "a"], dtype=object)})
woe = card.binning_process_.transform(asked, metric="woe", metric_missing="empirical")["trade"]
new, missing, known = (round(float(score), 2) for score in card.score(asked))
check("weight of evidence of a new one", round(float(woe[0]), 2) + 0.0, 0.0)
check("a new one scores as a missing one", new == missing, True)
check("and not as the average", new == 0.0, False)
print(f"scores: new {new}, missing {missing}, a {known}")
PY

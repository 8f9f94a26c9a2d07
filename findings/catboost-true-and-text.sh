#!/usr/bin/env bash
# CatBoost 1.2.10: a categorical column of booleans knows 1 and "1", but not "True".
# Behaviour: a model fitted on True and False in a categorical column gives the same probabilities for 1 and 0 and
# for "1" and "0". For "True" and "False" it takes the way of a category never seen, so both get the same number.
# A model fitted on the texts "True" and "False" does the reverse.
# Surprise: everywhere else in Python str(True) is "True", and that is how the column comes back from a CSV file.
# Nothing tells that no value was recognised; the scores only stop to differ.
# Seen: 0.93 and 0.07 for booleans, integers and "1"; 0.07 and 0.07 for "True" and "False".
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check catboost==1.2.10 pandas==3.1.1 numpy==2.4.6
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import pandas as pd
from catboost import CatBoostClassifier

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def fit(values):
    model = CatBoostClassifier(iterations=20, verbose=0, cat_features=[0], allow_writing_files=False, random_seed=0)
    return model.fit(pd.DataFrame({"is_customer": values}), [1, 0] * 50)

def apart(model, values):
    first, second = model.predict_proba(pd.DataFrame({"is_customer": values}))[:, 1]
    print("  ", values, round(float(first), 3), round(float(second), 3))
    return bool(first > second + 0.5)

booleans, texts = fit([True, False] * 50), fit(["True", "False"] * 50)
check("fitted on booleans: told apart", [apart(booleans, v) for v in ([True, False], [1, 0], ["1", "0"])], [True] * 3)
check("fitted on booleans: texts", apart(booleans, ["True", "False"]), False)
check("fitted on texts: texts, booleans", [apart(texts, v) for v in (["True", "False"], [True, False])], [True, False])
PY

#!/usr/bin/env bash
# optbinning 1.0.0 with pandas 3.1.1: the names of categorical bins are the printed form of an array.
# Behaviour: `transform(metric="bins")` gives the text "<StringArray>\n['c', 'a', 'b']\nLength: 3, dtype: str", line
# breaks and all, for plain Python strings too. Besides, `BinningProcess` takes the columns of a frame for numbers
# unless they are text: a `category` column raises "could not convert string to float", an `object` column works.
# Surprise: bins are joined, grouped and put into reports by that name, and it
# changes with the way pandas prints an array. `category` is the type that says "not a number" most clearly.
# Seen: as above; ValueError: could not convert string to float: 'a'.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check optbinning==1.0.0 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import logging, warnings
import numpy as np, pandas as pd
from optbinning import BinningProcess, OptimalBinning

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

warnings.simplefilter("ignore")
values = np.array(["a", "b", "c"] * 200, dtype=object)
won = np.array([0, 1, 0, 1, 1, 0] * 100)
bins = OptimalBinning(dtype="categorical").fit(values, won).transform(values[:1], metric="bins")
check("name of a bin", str(bins[0]), "<StringArray>\n['c', 'a', 'b']\nLength: 3, dtype: str")

process = lambda kind: BinningProcess(["c"]).fit(pd.DataFrame({"c": pd.Series(values).astype(kind)}), won)
check("object column", process(object).summary()["dtype"].tolist(), ["categorical"])
try:
    process("category")
    raise SystemExit("changed: a category column is taken")
except ValueError as error:
    print("category column:", error)
PY

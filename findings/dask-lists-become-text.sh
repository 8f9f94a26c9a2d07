#!/usr/bin/env bash
# dask 2026.8.0: a column of lists becomes a column of their printed forms.
# Behaviour: `dask.dataframe.from_pandas` makes every column of objects one of strings, unless `dataframe.convert-string` is off.
# Lists are such objects: ["HubSpot", "Slack"] becomes the text "['HubSpot', 'Slack']", an empty list the text "[]", and a
# dict its printed form.
# Surprise: nothing warns, `compute` does not turn them back, and `map_partitions` sees the texts. Columns of Arrow's list type stay
# lists.
# Seen: as said.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check "dask[dataframe]==2026.8.0" pandas==2.3.3 pyarrow==25.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

tools = [["HubSpot", "Slack"], []]
frame = pd.DataFrame({"tools": tools, "round": [{"kind": "seed"}, {"kind": "A"}]})
found = dd.from_pandas(frame, npartitions=1).compute()
check("lists", found.tools.tolist(), ["['HubSpot', 'Slack']", "[]"])
check("dicts", found["round"].tolist(), ["{'kind': 'seed'}", "{'kind': 'A'}"])
with dask.config.set({"dataframe.convert-string": False}):
    check("with the option off", dd.from_pandas(frame, npartitions=1).compute().tools.tolist(), tools)
typed = pd.DataFrame({"tools": pd.Series(tools, dtype=pd.ArrowDtype(pa.list_(pa.string())))})
check("as Arrow's lists", [list(one) for one in dd.from_pandas(typed, npartitions=1).compute().tools], tools)
PY

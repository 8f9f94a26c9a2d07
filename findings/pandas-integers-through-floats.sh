#!/usr/bin/env bash
# pandas 3.1.1: two ways to nullable integers change the integers.
# Behaviour: `convert_dtypes()` of the objects [9007199254740993, None] gives an Int64 column with 9007199254740992;
# so does `read_json(dtype_backend="numpy_nullable")`, and so does `convert_dtypes(dtype_backend="pyarrow")`. All
# go through a float in between. `astype("Int64")`, `pd.array` and `read_csv` of the same backend keep the number.
# Surprise: Int64 is the type that exists so that a missing value does not cost the integers beside it their last
# digits. Account ids of this length are common, and the result says Int64, as if nothing had happened.
# Seen: 9007199254740992 three times, 9007199254740993 three times.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import io
import pandas as pd

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

true, other = 9007199254740993, 9007199254740992
ids = pd.Series([true, None], dtype=object)
converted = ids.convert_dtypes()
check("type after convert_dtypes", str(converted.dtype), "Int64")
check("convert_dtypes", converted[0], other)
check("convert_dtypes, pyarrow", ids.convert_dtypes(dtype_backend="pyarrow")[0], other)
lines = f'{{"id":{true}}}\n{{"id":null}}\n'
read = pd.read_json(io.StringIO(lines), lines=True, dtype_backend="numpy_nullable")["id"]
check("type of read_json", str(read.dtype), "Int64")
check("read_json", read[0], other)
check("astype", ids.astype("Int64")[0], true)
check("pd.array", pd.array([true, None])[0], true)
check("read_csv", pd.read_csv(io.StringIO(f"id,n\n{true},1\n,2\n"), dtype_backend="numpy_nullable")["id"][0], true)
PY

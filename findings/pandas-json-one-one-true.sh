#!/usr/bin/env bash
# pandas 3.1.1: the JSON values 1, "1" and true are the same integer.
# Behaviour: a column with a number, a text of digits and a boolean is read as int64 1, 1, 1. A column of texts
# only is read as numbers too, so that "007" is 7 and "1e5" is 100000.0.
# Surprise: JSON, unlike CSV, says which value is a number, a text or a boolean. Polars keeps texts as texts, DuckDB
# gives the JSON type that keeps all three apart, pyarrow refuses the mixture.
# Seen: pandas [1, 1, 1]; Polars ['1', '1', 'true']; DuckDB ['1', '"1"', 'true']; pyarrow "changed from number to
# string in row 1".
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import io, duckdb, pandas as pd, polars as pl, pyarrow as pa, pyarrow.json

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

lines = '{"a":1}\n{"a":"1"}\n{"a":true}\n'
frame = pd.read_json(io.StringIO(lines), lines=True)
check("pandas", (str(frame["a"].dtype), frame["a"].tolist()), ("int64", [1, 1, 1]))
codes = pd.read_json(io.StringIO('{"zip":"007","name":"1e5"}\n'), lines=True).iloc[0].tolist()
check("pandas, texts only", codes, [7, 100000.0])
check("Polars", pl.read_ndjson(lines.encode())["a"].to_list(), ["1", "1", "true"])
with open("t.json", "w") as file:
    file.write(lines)
check("DuckDB", [row[0] for row in duckdb.sql("select a from 't.json'").fetchall()], ["1", '"1"', "true"])
try:
    pa.json.read_json("t.json")
    raise SystemExit("changed: pyarrow reads the mixture")
except pa.ArrowInvalid as error:
    print("pyarrow:", error)
PY

#!/usr/bin/env bash
# pandas 3.1.1, DuckDB 2.0.1, agate 1.14.2: a separator of thousands may stand anywhere, so 1,5 is 15.
# Behaviour: `read_csv(thousands=",")` of pandas and of DuckDB, and agate as it comes, take the separator out wherever it stands.
# 1,5 (a decimal comma in a file of other numbers) is 15, 1,23,4 is 1234. Polars with `decimal_comma` reads 1,5 as 1.5 and leaves
# a column with 1,23,4 as text.
# Surprise: the option says how numbers are grouped, and a number that is not grouped so is read as one ten times as large.
# Seen: [15, 1234] in pandas, DuckDB and agate; ['1,5', '1,23,4'] in Polars.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 duckdb==2.0.1 agate==1.14.2 polars==2.1.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import agate, duckdb, pandas as pd, polars as pl

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

with open("t.csv", "w") as file:
    file.write("id;arr\n1;1,5\n2;1,23,4\n")
check("pandas", pd.read_csv("t.csv", sep=";", thousands=",")["arr"].tolist(), [15, 1234])
read = "select arr from read_csv('t.csv', delim=';', thousands=',') order by id"
check("DuckDB", [row[0] for row in duckdb.sql(read).fetchall()], [15, 1234])
table = agate.Table.from_csv("t.csv", delimiter=";")
check("agate", [int(value) for value in table.columns["arr"].values()], [15, 1234])
check("Polars", pl.read_csv("t.csv", separator=";", decimal_comma=True)["arr"].to_list(), ["1,5", "1,23,4"])
PY

#!/usr/bin/env bash
# sqlglot 30.30.0: an overlap of lists loses its brackets on the way from Snowflake to DuckDB.
# Behaviour: `ARRAYS_OVERLAP(a, b)` becomes `(a && b) OR (..)` for DuckDB, without brackets around the whole. Behind
# NOT, or beside AND, the OR then binds last. `BYTE_LENGTH(text)` of BigQuery becomes `OCTET_LENGTH(text)`, which
# DuckDB has for blobs and bits only, so that one ends with an error.
# Surprise: "has x and has y" holds for a list that has x alone. Nothing is said, and each test by itself is right.
# Seen: for [x], "x and y" is true where it is false; in brackets of one's own it is false.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import duckdb
import sqlglot

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def of_x(condition):
    snowflake = f"SELECT {condition} FROM t"
    [sql] = sqlglot.transpile(snowflake, read="snowflake", write="duckdb")
    return duckdb.sql(f"WITH t AS (SELECT ['x'] AS tools) {sql}").fetchall()[0][0]

has = lambda item: f"ARRAYS_OVERLAP(tools, ARRAY_CONSTRUCT('{item}'))"
check("[x] has x, has y", [of_x(has("x")), of_x(has("y"))], [True, False])
check("[x] has x and y", of_x(f"{has('x')} AND {has('y')}"), True)
check("the same in brackets", of_x(f"({has('x')}) AND ({has('y')})"), False)
[sql] = sqlglot.transpile("SELECT BYTE_LENGTH(name) FROM t", read="bigquery", write="duckdb")
check("the length in bytes", sql, "SELECT OCTET_LENGTH(name) FROM t")
try:
    duckdb.sql(f"WITH t AS (SELECT 'é' AS name) {sql}")
    check("DuckDB", "an answer", "an error")
except duckdb.BinderException:
    check("DuckDB", "an error", "an error")
PY

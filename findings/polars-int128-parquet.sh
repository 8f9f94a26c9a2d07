#!/usr/bin/env bash
# Polars 2.1.0 and pyarrow 26.0.1: one column of 128-bit integers makes the whole Parquet file unreadable.
# Behaviour: Polars reads a CSV column of 23-digit numbers as Int128 without being asked to, and writes it to
# Parquet as 16 plain bytes with an Arrow schema beside them. pyarrow cannot read that schema and raises when
# it opens the file, also when only another column is asked for, also when only the metadata is.
# DuckDB opens the file, but what it gives for the column is a BLOB.
# Surprise: Parquet stores columns apart so that a reader can leave out what it does not need. Nothing warns when
# the file is written.
# Seen: ArrowNotImplementedError: Integers with more than 64 bits not implemented.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import duckdb, io, polars as pl, pyarrow as pa, pyarrow.parquet as pq

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

frame = pl.read_csv(io.StringIO("account,employees\n12345678901234567890123,300\n"))
check("type out of CSV", frame.schema["account"], pl.Int128)
frame.write_parquet("t.parquet")
check("back in Polars", pl.read_parquet("t.parquet").row(0), (12345678901234567890123, 300))
for what, read in {
    "pyarrow, the other column": lambda: pq.read_table("t.parquet", columns=["employees"]),
    "pyarrow, the schema": lambda: pq.read_schema("t.parquet"),
}.items():
    try:
        read()
        raise SystemExit(f"changed: {what} can be read")
    except pa.ArrowNotImplementedError as error:
        print(f"{what}: {error}")
(kind, employees), = duckdb.sql("select typeof(account), employees from 't.parquet'").fetchall()
check("DuckDB", (kind, employees), ("BLOB", 300))
PY

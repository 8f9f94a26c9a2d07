#!/usr/bin/env bash
# pyarrow 26.0.1 and Polars 2.1.0: the far future of an INT96 column is the past, or the year 2262.
# Behaviour: INT96 is the timestamp of Spark's Parquet files and reaches thousands of years. pyarrow and pandas read
# it as nanoseconds and wrap: 9999-12-31 is 1816-03-29, and 1600-01-01 is 2184-07-20. Polars stops at the end of its
# range: both become 2262-04-11, the one of the past too, so "before 2000" finds nothing. DuckDB reads both right.
# Surprise: 9999-12-31 is the usual "no end date". pyarrow itself writes these values from microseconds, and checks
# for overflow in its casts; Polars saturates a date of the year 1600 at the upper end.
# Seen: as said. With `coerce_int96_timestamp_unit="us"`, or a schema of microseconds in Polars, both are right.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1 duckdb==2.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime
import duckdb, pandas as pd, polars as pl, pyarrow as pa, pyarrow.parquet as pq

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

at = datetime.datetime
ends = [at(9999, 12, 31), at(1600, 1, 1)]
table = pa.table({"ends_on": pa.array(ends, pa.timestamp("us"))})
pq.write_table(table, "t.parquet", use_deprecated_int96_timestamps=True, store_schema=False)
days = lambda values: [str(value)[:10] for value in values]
wrapped, stopped = ["1816-03-29", "2184-07-20"], ["2262-04-11"] * 2
check("pyarrow", days(pq.read_table("t.parquet")["ends_on"].to_pylist()), wrapped)
check("pandas", days(pd.read_parquet("t.parquet")["ends_on"]), wrapped)
check("Polars", days(pl.read_parquet("t.parquet")["ends_on"]), stopped)
past = pl.scan_parquet("t.parquet").filter(pl.col("ends_on") < at(2000, 1, 1))
check("Polars, rows before 2000", past.collect().height, 0)
check("DuckDB", [row[0] for row in duckdb.sql("select ends_on from 't.parquet'").fetchall()], ends)
check("pyarrow, us", pq.read_table("t.parquet", coerce_int96_timestamp_unit="us")["ends_on"].to_pylist(), ends)
told = pl.scan_parquet("t.parquet", schema={"ends_on": pl.Datetime("us")}).collect()
check("Polars, us", told["ends_on"].to_list(), ends)
PY

#!/usr/bin/env bash
# DuckDB 2.0.1 and DataFusion 55.0.0: a filter gives other rows when the table was written to Parquet first.
# Behaviour: in both engines NaN is above all numbers, so `score > 95` keeps it. Parquet's statistics leave NaN
# out (min 50, max 90), and both engines trust them: the row group is skipped and the NaN row is gone. `max(score)`
# is NaN of the table and 90 of the file. In DuckDB even `where isnan(score)` finds nothing in the file, while
# `count(*) filter (where isnan(score))` over the same file finds the row.
# Surprise: statistics are meant to save time, not to decide the answer. A file that DuckDB itself wrote has no
# statistics for such a column and keeps the row; so does Polars, whose answer is the same either way.
# Seen: DuckDB 1 row of the table, 0 of pyarrow's file; DataFusion 1 and 0; Polars 1 and 1.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 datafusion==55.0.0 polars==2.1.0 pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datafusion, duckdb, math, polars as pl, pyarrow as pa, pyarrow.parquet as pq

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

scores = pa.table({"score": [float("nan"), 50.0, 90.0]})
pq.write_table(scores, "t.parquet")
count = lambda source: duckdb.sql(f"select count(*) from {source} where score > 95").fetchall()[0][0]
check("DuckDB, table", count("scores"), 1)
check("DuckDB, pyarrow's file", count("'t.parquet'"), 0)
one = lambda query: duckdb.sql(query).fetchall()[0][0]
check("DuckDB, the file, where isnan", one("select count(*) from 't.parquet' where isnan(score)"), 0)
check("DuckDB, the file, filter isnan", one("select count(*) filter (where isnan(score)) from 't.parquet'"), 1)
duckdb.sql("from scores").write_parquet("own.parquet")
check("DuckDB, its own file", count("'own.parquet'"), 1)
check("DuckDB, max of the table is NaN", math.isnan(one("select max(score) from scores")), True)
check("DuckDB, max of the file", one("select max(score) from 't.parquet'"), 90.0)

context = datafusion.SessionContext()
context.register_parquet("file", "t.parquet")
context.register_record_batches("memory", [scores.to_batches()])
ask = lambda name: context.sql(f"select count(*) as n from {name} where score > 95").to_pydict()["n"][0]
check("DataFusion, table", ask("memory"), 1)
check("DataFusion, pyarrow's file", ask("file"), 0)

above = pl.col("score") > 95
check("Polars, table", pl.from_arrow(scores).filter(above).height, 1)
check("Polars, pyarrow's file", pl.scan_parquet("t.parquet").filter(above).collect().height, 1)
PY

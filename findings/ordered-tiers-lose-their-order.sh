#!/usr/bin/env bash
# Polars 2.1.0, pandas 3.1.1 and DuckDB 2.0.1: the best tier depends on the door that a column came through.
# Behaviour: an ordered column low < mid < high goes between libraries with its order flag in Arrow. Polars takes an
# ordered pandas categorical, and the same from Parquet or Feather, as `Categorical`, which compares by the alphabet.
# DuckDB takes a Polars `Enum` as VARCHAR, but a pandas categorical as ENUM, in order.
# Surprise: Arrow says `ordered`, and `max` or `tier >= "mid"` answer without a word in another order: only pandas
# with pandas, Polars with its own Enum, and DuckDB over pandas are right.
# Seen: max is high, mid, high, mid for Polars' Enum, DuckDB over it, DuckDB over pandas, Polars over pandas.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1 duckdb==2.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import duckdb, pandas as pd, polars as pl, pyarrow as pa

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

order = ["low", "mid", "high"]
frame = pd.DataFrame({"tier": pd.Categorical(order, categories=order, ordered=True)})
enum = pl.DataFrame({"tier": pl.Series(order, dtype=pl.Enum(order))})
check("Arrow's flag from pandas", pa.Table.from_pandas(frame).schema.field("tier").type.ordered, True)
check("Arrow's flag from Polars", enum.to_arrow().schema.field("tier").type.ordered, True)
best = lambda name: duckdb.sql(f"select max(tier) from {name}").fetchall()[0][0]
check("pandas", frame["tier"].max(), "high")
check("Polars' Enum", enum["tier"].max(), "high")
check("DuckDB over Polars' Enum", best("enum"), "mid")
check("DuckDB over pandas", best("frame"), "high")
check("Polars over pandas", pl.from_pandas(frame)["tier"].max(), "mid")
frame.to_parquet("t.parquet")
check("pandas over Parquet", pd.read_parquet("t.parquet")["tier"].max(), "high")
check("Polars over Parquet", pl.read_parquet("t.parquet")["tier"].max(), "mid")
PY

#!/usr/bin/env bash
# DuckDB 2.0.1: three types change their value on the way into Arrow, without a word.
# Behaviour: UHUGEINT becomes decimal128(38, 0), which cannot hold all of it: 2^128 - 1 arrives as -1, 2^127 as
# -2^127. TIME WITH TIME ZONE becomes a time without its offset, so the order of two rows turns around. BIT becomes
# binary, but not its bits: a first byte says how many bits are padding, so '0101' is two bytes, and the cast back
# gives sixteen bits.
# Surprise: within DuckDB the same cast of 2^128 - 1 to DECIMAL(38, 0) raises. A type that Arrow does not have could
# be refused, or become text as UUID and JSON do.
# Seen: -1; Tokyo before Berlin in DuckDB and after it in Arrow; '0000010011110101'.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import duckdb, pyarrow

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

top = 2**128 - 1
arrow = duckdb.sql(f"select {top}::UHUGEINT as top, {2**127}::UHUGEINT as half").to_arrow_table()
check("Arrow type", str(arrow.schema.field("top").type), "decimal128(38, 0)")
check("2^128 - 1 and 2^127", [int(v) for v in arrow.to_pylist()[0].values()], [-1, -(2**127)])
try:
    duckdb.sql(f"select {top}::UHUGEINT::DECIMAL(38, 0)").fetchall()
    raise SystemExit("changed: the cast to DECIMAL(38, 0) works")
except duckdb.ConversionException as error:
    print("cast within DuckDB:", str(error).splitlines()[0])

calls = "(values ('tokyo', '16:30:00+09'::TIMETZ), ('berlin', '10:00:00+02'::TIMETZ)) t(office, call)"
offices = lambda source: [row[0] for row in duckdb.sql(f"select office from {source} order by call").fetchall()]
check("order in DuckDB", offices(calls), ["tokyo", "berlin"])
table_ = duckdb.sql(f"select * from {calls}").to_arrow_table()
check("order in Arrow", offices("table_"), ["berlin", "tokyo"])

flags = duckdb.sql("select '0101'::BIT as b").to_arrow_table()
check("BIT in Arrow", flags["b"][0].as_py(), b"\x04\xf5")
check("and back", duckdb.sql("select b::BIT from flags").fetchall()[0][0], "0000010011110101")
PY

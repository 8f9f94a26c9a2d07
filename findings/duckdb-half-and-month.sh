#!/usr/bin/env bash
# DuckDB 2.0.1: 2.5 rounds to 2 or 3 by the way it is asked, and a year is 360 days in Python.
# Behaviour: `round(x)` of the double 2.5 is 3, `x::INT` is 2; of the decimal 2.5 both are 3. 2.5 in a query is a
# decimal, 2.5 from a file is a double. `interval 1 year` arrives in Python as a timedelta of 360 days; so adding it to
# 2026-08-31 gives 2027-08-26, where DuckDB itself gives 2027-08-31. `group by` makes one group of 1 month, 30 days
# and 720 hours, although added to a date they differ.
# Surprise: a query tried with the number written in it gives another tier than the same query over the table. And a
# contract's end moves by five days when Python adds what DuckDB gave.
# Seen: 3 and 2; timedelta(days=360); one group of 3.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1 pandas==3.1.1 numpy==2.4.6
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime
import duckdb

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

rows = lambda query: duckdb.sql(query).fetchall()
check("double: round, cast", rows("select round(2.5::DOUBLE), 2.5::DOUBLE::INT"), [(3.0, 2)])
check("decimal: round, cast", [tuple(map(int, row)) for row in rows("select round(2.5), 2.5::INT")], [(3, 3)])
year, = rows("select interval 1 year")[0]
check("a year in Python", year, datetime.timedelta(days=360))
check("2026-08-31 and a year, in Python", str(datetime.date(2026, 8, 31) + year), "2027-08-26")
check("2026-08-31 and a year, in DuckDB", str(rows("select (date '2026-08-31' + interval 1 year)::DATE")[0][0]), "2027-08-31")
spans = "(select unnest([interval 1 month, interval 30 days, interval 720 hours]) as span)"
check("groups", [count for _, count in rows(f"select span, count(*) from {spans} group by span")], [3])
added = rows(f"select distinct (date '2026-01-31' + span)::DATE from {spans} order by 1")
check("days that they lead to", [str(row[0]) for row in added], ["2026-02-28", "2026-03-02"])
PY

#!/usr/bin/env bash
# DuckDB 2.0.1 and Polars 2.1.0: 05-04-26 is a date in 2005, or one in the year 26.
# Behaviour: the CSV readers recognise dates by themselves. DuckDB takes 05-04-26 as year-month-day, 2005-04-26.
# Polars with `try_parse_dates=True` takes it as day-month-year and gives the year 26.
# Surprise: with four digits both read the day first (05-04-2026 is 5 April 2026). With two digits one engine turns
# the day into the year, the other one means the first century; both give the column a date type and no warning.
# Seen: 2005-04-26 in DuckDB, 0026-04-05 in Polars.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime, io
import duckdb, polars as pl

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def both(*days):
    text = "\n".join(["renews_on", *days]) + "\n"
    with open("t.csv", "w") as file:
        file.write(text)
    first = duckdb.sql("select renews_on from read_csv('t.csv', header=true)").fetchall()[0][0]
    return first, pl.read_csv(io.StringIO(text), try_parse_dates=True)["renews_on"][0]

day = datetime.date
check("four digits", both("05-04-2026", "06-04-2026"), (day(2026, 4, 5), day(2026, 4, 5)))
check("two digits", both("05-04-26", "06-04-26"), (day(2005, 4, 26), day(26, 4, 5)))
PY

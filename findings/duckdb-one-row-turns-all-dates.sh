#!/usr/bin/env bash
# DuckDB 2.0.1: one row decides the month of all the others, and where no row decides, the day comes first.
# Behaviour: `read_csv` picks a date format that all values of its sample fit. 30 rows of 01/02/2026 are 1 February. One more row
# with 02/13/2026 makes them 2 January. If that row comes after the sample it ends the query, and with `ignore_errors` it
# is left out, while the other 30,000 rows stay 1 February.
# Surprise: an export of one more day moves every date of the file by a month; two exports of one system disagree; nothing warns.
# Seen: 2026-02-01; 2026-01-02; 30,000 rows of 2026-02-01 and none of 13 February.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime
import duckdb

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def days(rows, options=""):
    with open("t.csv", "w") as file:
        file.write("id,founded\n" + "".join(f"{at},{day}\n" for at, day in enumerate(rows)))
    query = f"select founded, count(*) from read_csv('t.csv'{options}) group by all order by 2 desc"
    return duckdb.sql(query).fetchall()

first, second = datetime.date(2026, 2, 1), datetime.date(2026, 1, 2)
check("30 rows", days(["01/02/2026"] * 30), [(first, 30)])
check("one more", days(["01/02/2026"] * 30 + ["02/13/2026"]), [(second, 30), (datetime.date(2026, 2, 13), 1)])
late = days(["01/02/2026"] * 30_000 + ["02/13/2026"], ", ignore_errors=true")
check("after the sample", late, [(first, 30_000)])
PY

#!/usr/bin/env bash
# ClickHouse (chdb 4.4.0): two days of one week are a week apart.
# Behaviour: `toStartOfWeek` begins weeks on Sunday, `dateDiff('week', ..)`, `date_trunc('week', ..)` and
# `toStartOfInterval(.., interval 1 week)` on Monday. So Saturday and Sunday have two starts and a difference of 0
# weeks, Sunday and Monday have one start and a difference of 1. `interval 7 day` gives a third start, a Thursday.
# And a Date past its last day, 2149-06-06, is 1970-01-01 by + 1, but stays the last day by `toDate`.
# Surprise: cohorts by `toStartOfWeek` and ages by `dateDiff` stand in one query. Adding a day to a date gives an
# earlier date, where the conversion of the same day is careful to stop at the end.
# Seen: [0 apart, other starts], [1 apart, same start]; 23, 26 and 29 November for one Sunday.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check chdb==4.4.0 pyarrow==26.0.1 pandas==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import json
import chdb

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

ask = lambda query: json.loads(str(chdb.query("select " + query, "JSONCompactEachRow")))
def pair(first, second):
    a, b = f"toDate('{first}')", f"toDate('{second}')"
    return ask(f"dateDiff('week', {a}, {b}), toStartOfWeek({a}) = toStartOfWeek({b})")

check("Saturday and Sunday: weeks apart, same start", pair("2026-11-28", "2026-11-29"), [0, 0])
check("Sunday and Monday: weeks apart, same start", pair("2026-11-29", "2026-11-30"), [1, 1])
day = "toDate('2026-11-29')"
starts = ask(f"date_trunc('week', {day}), toStartOfInterval({day}, interval 7 day), toStartOfWeek({day})")
check("starts of one week", [start[:10] for start in starts], ["2026-11-23", "2026-11-26", "2026-11-29"])
last = ask("toDate('2149-06-06') + 1, toDate('2200-01-01')")
check("the day after the last, a later day", last, ["1970-01-01", "2149-06-06"])
PY

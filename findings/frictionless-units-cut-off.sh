#!/usr/bin/env bash
# frictionless 5.21.0: a number field with `bareNumber: false` cuts off whatever stands around the digits.
# Behaviour: Table Schema's `bareNumber: false` is meant for currencies and percent signs. frictionless then drops every sign
# before and after the digits: 1.2M becomes 1.2, 850K 850, 12% 12, (500) 500, 10,001+ 10001. Only 5-20 is an error.
# Surprise: 1.2M is the smallest revenue of 1.2M, 850K and $90,000, and a loss in brackets is a gain. Nothing is reported.
# Seen: 1.2, 850, 90000, 12, 500, 10001; an error for 5-20.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check frictionless==5.21.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
from frictionless import Resource, Schema, fields

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def read(text):
    revenue = fields.NumberField(name="revenue", bare_number=False, group_char=",")
    row = Resource(data=[["revenue"], [text]], schema=Schema(fields=[revenue])).read_rows()[0]
    return row["revenue"] and str(row["revenue"]), len(row.errors)

for text, seen in [("1.2M", "1.2"), ("850K", "850"), ("$90,000", "90000"), ("12%", "12"), ("(500)", "500"), ("10,001+", "10001")]:
    check(text, read(text), (seen, 0))
check("5-20", read("5-20"), (None, 1))
PY

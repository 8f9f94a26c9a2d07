#!/usr/bin/env bash
# agate 1.14.2 (the library under csvkit): a column of the sizes 1-10 and 2-10 is a column of dates.
# Behaviour: the type of a column is the first that all its values can be. 1-10 and 2-10, as two directories write their smallest
# class of companies, are 10 January and 10 February 2001. With one 11-50 more the same column is text. 12% is the number 12,
# and a column of the months May and June is the first days of these months in the year 1.
# Surprise: a filter for small companies changes the type of the column that it filters by.
# Seen: Date with 2001-01-10, 2001-02-10; Text; Number 12; Date with 0001-05-01.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check agate==1.14.2
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import io
import agate

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def column(*values):
    text = "size,name\n" + "".join(f"{value},x\n" for value in values)
    found = agate.Table.from_csv(io.StringIO(text)).columns["size"]
    return type(found.data_type).__name__, [str(value) for value in found.values()]

check("small ones", column("1-10", "2-10"), ("Date", ["2001-01-10", "2001-02-10"]))
check("all", column("1-10", "2-10", "11-50"), ("Text", ["1-10", "2-10", "11-50"]))
check("shares", column("12%", "50%"), ("Number", ["12", "50"]))
check("months", column("May", "June"), ("Date", ["0001-05-01", "0001-06-01"]))
PY

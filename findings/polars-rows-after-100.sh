#!/usr/bin/env bash
# Polars 2.1.0: rows after the hundredth are bent to the types of the first hundred.
# Behaviour: `pl.from_dicts`, and `pl.DataFrame` of dicts or tuples, take each column's type from the first 100
# rows. A later 1.9 in an integer column becomes 1, a later 7 in a boolean column becomes False, and a key that
# first comes in row 101 is no column. Nothing is raised, although `strict` is True.
# Surprise: the docstring says of `strict`: an error if any value does not exactly match the given or inferred
# type. The same mix in the first 100 rows gives a float column, and `pl.Series` of the same values raises.
# Seen: 1 for 1.9; 7 for the text "7"; False for 7; columns ['a'] although row 101 has `b`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import polars as pl

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

head = [{"a": 1}] * 100
check("1.9 in row 101 of integers", pl.from_dicts(head + [{"a": 1.9}])["a"][-1], 1)
check("1.9 in row 2", pl.from_dicts([{"a": 1}, {"a": 1.9}])["a"][-1], 1.9)
check("1.9 in row 101 of tuples", pl.DataFrame([(1,)] * 100 + [(1.9,)], orient="row").item(100, 0), 1)
check("text 7 in row 101 of integers", pl.from_dicts(head + [{"a": "7"}])["a"][-1], 7)
check("7 in row 101 of booleans", pl.from_dicts([{"a": True}] * 100 + [{"a": 7}])["a"][-1], False)
check("columns, b first in row 101", pl.from_dicts(head + [{"a": 1, "b": 2}]).columns, ["a"])
try:
    pl.Series([1] * 100 + [1.9])
    raise SystemExit("changed: pl.Series takes a mix of integers and floats")
except TypeError as error:
    print("pl.Series:", str(error).splitlines()[0])
PY

#!/usr/bin/env bash
# Ibis 12.0.0: one expression, two backends, other numbers.
# Behaviour: on DuckDB and on Polars the same Ibis expression differs for a cast of 2.7 to int64 (3 and 2), `round` of
# 0.5 and 2.5 (1, 3 and 0, 2), the remainder of -7 by 4 (-3 and 1), `nunique` with a null (2 and 3).
# Surprise: an expression is written once so that it can move from a laptop to a warehouse. None of the four raises or
# warns. -7 // 4 is -2 on both, so that 4 * (x // 4) + x % 4 is -7 on Polars but -11 on DuckDB.
# Seen: as said.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check ibis-framework[duckdb,polars]==12.0.0 duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import ibis

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

backends = [ibis.duckdb.connect(), ibis.polars.connect()]
def both(values, expression):
    column = ibis.memtable({"x": values}).x
    answers = [backend.execute(expression(column)) for backend in backends]
    return [answer.tolist() if hasattr(answer, "tolist") else answer for answer in answers]

check("cast 2.7 and -2.7", both([2.7, -2.7], lambda x: x.cast("int64")), [[3, -3], [2, -2]])
check("round 0.5 and 2.5", both([0.5, 2.5], lambda x: x.round()), [[1, 3], [0, 2]])
check("-7 // 4 is", both([-7], lambda x: x // 4), [[-2], [-2]])
check("-7 % 4 is", both([-7], lambda x: x % 4), [[-3], [1]])
check("nunique of 1, 2, null", both([1, None, 2], lambda x: x.nunique()), [2, 3])
PY

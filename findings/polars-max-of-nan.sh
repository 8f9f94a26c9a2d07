#!/usr/bin/env bash
# Polars 2.1.0: the greatest value is not the first of the values in order.
# Behaviour: to sort, compare, rank, `top_k` and `quantile(1.0)`, NaN is above all numbers. `max` and `cum_max`
# leave it out, `rolling_max` does not. `describe()` prints a 75 % quantile of NaN above a max of 2.
# Surprise: one order within one library is what makes `max`, `top_k(1)` and "sort, take the last" the same thing.
# The docstrings of `max` and `top_k` do not speak of NaN. In SQL, `max(a)` and `order by a desc limit 1` differ too.
# Seen: max 2.0, top_k NaN, cum_max 2.0, rolling_max NaN, quantile NaN.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import math
import polars as pl

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

a = pl.Series("a", [1.0, 2.0, float("nan")])
show = lambda x: "NaN" if math.isnan(x) else x
check("max", show(a.max()), 2.0)
check("top_k(1)", show(a.top_k(1)[0]), "NaN")
check("sort, last", show(a.sort()[-1]), "NaN")
check("NaN > 2", a.gt(2.0).to_list(), [False, False, True])
check("cum_max, last", show(a.cum_max()[-1]), 2.0)
check("rolling_max(2), last", show(a.rolling_max(2)[-1]), "NaN")
check("quantile(1.0)", show(a.quantile(1.0)), "NaN")
told = dict(a.describe().iter_rows())
check("describe: 75 % and max", (show(told["75%"]), told["max"]), ("NaN", 2.0))
sql = a.to_frame().sql("select max(a) as m, (select a from self order by a desc limit 1) as f from self")
check("SQL max, first in descending order", tuple(map(show, sql.row(0))), (2.0, "NaN"))
PY

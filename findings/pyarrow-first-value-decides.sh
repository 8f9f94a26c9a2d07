#!/usr/bin/env bash
# pyarrow 26.0.1: a date in front takes the hours from all times behind it.
# Behaviour: `pa.array([date, datetime])` is date32 and drops the time of the second; `pa.array([datetime, date])` raises.
# Times with and without a zone also go by the first: [naive, +02:00] becomes UTC without saying so, [+02:00, naive]
# puts the naive one at that hour in UTC. `Table.from_pylist` takes its columns from the first row only.
# Surprise: pyarrow is the strict one elsewhere: of [1, True], [1, "x"] and [2^53 + 1, 1.5] it refuses each.
# Seen: 2026-01-02 for 2026-01-02 23:00; ArrowTypeError the other way round; columns ['a'] of a row with a and b.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime
import pyarrow as pa

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

date, late = datetime.date(2026, 1, 1), datetime.datetime(2026, 1, 2, 23)
check("date first", [str(v) for v in pa.array([date, late]).to_pylist()], ["2026-01-01", "2026-01-02"])
def refused(values):
    try:
        return str(pa.array(values).type)
    except (pa.ArrowInvalid, TypeError) as error:
        return type(error).__name__

check("datetime first", refused([late, date]), "ArrowTypeError")
berlin = late.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
check("naive first", [str(v) for v in pa.array([late, berlin]).to_pylist()], ["2026-01-02 23:00:00", "2026-01-02 21:00:00"])
aware = pa.array([berlin, late])
instants = [str(v) for v in aware.cast(pa.timestamp("us", "UTC")).to_pylist()]
check("zone first", instants, ["2026-01-02 21:00:00+00:00", "2026-01-02 23:00:00+00:00"])
check("columns", pa.Table.from_pylist([{"a": 1}, {"a": 1, "b": 2}]).column_names, ["a"])
mixtures = [1, True], [1, "x"], [2**53 + 1, 1.5]
check("refused", [refused(v) for v in mixtures], ["ArrowTypeError", "ArrowInvalid", "ArrowInvalid"])
PY

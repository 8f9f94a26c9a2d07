#!/usr/bin/env bash
# Polars 2.1.0: a table in India's fixed offset cannot be read, one in Germany's is renamed.
# Behaviour: Arrow's timestamps may have a fixed offset as their zone. Polars turns +02:00 into Etc/GMT-2, a name whose
# sign is turned around, and raises for +05:30, since the names of that kind know whole hours only. One such
# column is enough for the whole table. DuckDB and pandas take both.
# Surprise: both are zones of the same kind by Arrow's format, pyarrow makes them itself out of Python's datetimes
# with an offset, and a pipeline that works in Berlin stops in Mumbai. The instants are fine: converted to UTC first, all is read.
# Seen: Etc/GMT-2; ComputeError: unable to parse time zone: '+05:30'.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1 pandas==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import datetime
import duckdb, pandas as pd, polars as pl, pyarrow as pa

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def table(minutes):
    zone = datetime.timezone(datetime.timedelta(minutes=minutes))
    return pa.table({"on": pa.array([datetime.datetime(2026, 8, 31, 23, 30, tzinfo=zone)]), "seats": [5]})

berlin, mumbai = table(120), table(330)
check("zones that pyarrow made", [t.schema.field("on").type.tz for t in (berlin, mumbai)], ["+02:00", "+05:30"])
check("Polars, +02:00", pl.from_arrow(berlin).schema["on"].time_zone, "Etc/GMT-2")
try:
    pl.from_arrow(mumbai)
    raise SystemExit("changed: Polars takes +05:30")
except pl.exceptions.ComputeError as error:
    print("Polars, +05:30:", str(error).splitlines()[0])
check("pandas, +05:30", str(mumbai.to_pandas()["on"][0]), "2026-08-31 23:30:00+05:30")
check("DuckDB, +05:30", duckdb.sql("select epoch(\"on\") from mumbai").fetchall()[0][0], 1788199200.0)
PY

#!/usr/bin/env bash
# Ibis 12.0.0 beside DuckDB 2.0.1: results come as a table, and not in batches.
# Behaviour: `to_pyarrow_batches` gives a reader whose first batch ends with "'DuckDBPyConnection' object has no attribute
# 'fetch_record_batch'": DuckDB 2 no longer has the method. `to_pyarrow` and `execute` give the rows.
# Surprise: `ibis-framework[duckdb]` installs the two together without a warning, and the call itself succeeds. Only who
# reads the stream, perhaps another library that was handed the table's `__arrow_c_stream__`, learns of it.
# Seen: as said.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check "ibis-framework[duckdb]==12.0.0" duckdb==2.0.1 pyarrow==25.0.1 pandas==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import ibis

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

table = ibis.memtable({"employees": [10, 320]})
check("as a table", table.to_pyarrow().to_pydict(), {"employees": [10, 320]})
reader = table.to_pyarrow_batches()
check("the call gives", type(reader).__name__, "RecordBatchReader")
try:
    reader.read_all()
    told = "rows"
except Exception as error:
    told = "fetch_record_batch" in str(error)
check("the first batch names the method that is gone", told, True)
PY

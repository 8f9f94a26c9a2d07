#!/usr/bin/env bash
# pandas 3.1.1 and Polars 2.1.0: cells that Excel holds as text do not stay as they are.
# Behaviour: `pd.read_excel` parses text cells a second time: "01234" becomes 1234.0, "1e5" becomes 100000.0, "NA" is
# missing. Polars keeps those. But its default engine takes a column's type from the first rows: a text after 1,500
# numbers becomes null, in an id column too, and if it is the only column the row is gone. Its engine `openpyxl`
# gives the column as text, with each value.
# Surprise: a workbook says of every cell whether it is a text, which is why people format such columns as text.
# Nothing is raised or warned about, and two engines of one function differ.
# Seen: [1234.0, nan, 100000.0]; rows (1501, None) and (None, 3004); 1,501 rows read of 1,502.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 pyarrow==26.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import math
import openpyxl, pandas as pd, polars as pl

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

def book(path, rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)

book("zip.xlsx", [["zip"], ["01234"], ["NA"], ["1e5"]])
check("pandas", [None if math.isnan(v) else v for v in pd.read_excel("zip.xlsx")["zip"]], [1234.0, None, 100000.0])
check("Polars", pl.read_excel("zip.xlsx")["zip"].to_list(), ["01234", "NA", "1e5"])

numbers = [[i, 2 * i] for i in range(1, 1501)]
book("late.xlsx", [["id", "seats"], *numbers, [1501, "unlimited"], ["x-1502", 3004]])
check("Polars, default", pl.read_excel("late.xlsx").rows()[-2:], [(1501, None), (None, 3004)])
late = pl.read_excel("late.xlsx", engine="openpyxl").rows()[-2:]
check("Polars, openpyxl", late, [("1501", "unlimited"), ("x-1502", "3004")])

book("one.xlsx", [["seats"], *[[i] for i in range(1, 1501)], ["unlimited"], [1502]])
check("Polars, rows of one column", pl.read_excel("one.xlsx").height, 1501)
PY

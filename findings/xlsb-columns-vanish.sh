#!/usr/bin/env bash
# SheetJS 0.18.5 (npm `xlsx`), pandas 3.1.1 with calamine 0.8.1 and with pyxlsb 1.0.10: a binary workbook loses its columns.
# Behaviour: SheetJS writes a sheet of three columns as .xlsb with short cell records, which leave out the column where a cell
# follows its neighbour. calamine reads the first column of each row and no other; with pyxlsb the table is empty. The same
# sheet written as .xlsx is read whole.
# Surprise: no reader raises or warns of it. An export of accounts arrives as a list of names without a number, or as
# nothing at all.
# Seen: {"company": ["Alder", "Birch"]} with calamine; the shape (0, 0) with pyxlsb; all three columns from the .xlsx.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm init -y >/dev/null
npm install --silent xlsx@0.18.5
node - <<'JS'
const { utils, writeFile } = require("xlsx");
const sheet = utils.aoa_to_sheet([["company", "employees", "revenue"], ["Alder", 120, 5.5], ["Birch", 8, 1.25]]);
const book = utils.book_new();
utils.book_append_sheet(book, sheet, "accounts");
for (const file of ["accounts.xlsb", "accounts.xlsx"]) writeFile(book, file);
JS
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pandas==3.1.1 python-calamine==0.8.1 pyxlsb==1.0.10
venv/bin/python - <<'PY'
import pandas as pd

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

calamine = pd.read_excel("accounts.xlsb", engine="calamine")
check("calamine, .xlsb", calamine.to_dict("list"), {"company": ["Alder", "Birch"]})
pyxlsb = pd.read_excel("accounts.xlsb", engine="pyxlsb")
check("pyxlsb, .xlsb", pyxlsb.shape, (0, 0))
whole = {"company": ["Alder", "Birch"], "employees": [120, 8], "revenue": [5.5, 1.25]}
check("calamine, .xlsx", pd.read_excel("accounts.xlsx", engine="calamine").to_dict("list"), whole)
PY

#!/usr/bin/env bash
# Spark 4.3.0: a term of "1d" is the number 1.0. Needs Java.
# Behaviour: with `inferSchema` a CSV column of 30d, 7d and 90d is of type double: 30.0, 7.0, 90.0. So is one of 1d and 2f.
# `try_cast('30d' as double)` is 30.0 as well, while that of '30m' is null.
# Surprise: the letters are Java's endings of number literals, not of CSV or SQL. A column of terms in days loses its
# unit, one in months stays text, and one row of "6m" among the days turns all back into text.
# Seen: double [30.0, 7.0, 90.0]; string with one "6m".
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check pyspark==4.3.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
from pyspark.sql import SparkSession

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

session = SparkSession.builder.master("local[1]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
session.sparkContext.setLogLevel("OFF")

def read(name, *values):
    with open(name, "w") as file:
        file.write("\n".join(["term", *values]) + "\n")
    frame = session.read.csv(name, header=True, inferSchema=True)
    return frame.dtypes[0][1], [row[0] for row in frame.collect()]

check("days", read("a.csv", "30d", "7d", "90d"), ("double", [30.0, 7.0, 90.0]))
check("days and a month", read("b.csv", "30d", "7d", "6m"), ("string", ["30d", "7d", "6m"]))
cast = session.sql("select try_cast('30d' as double), try_cast('30f' as double), try_cast('30m' as double)")
check("try_cast of 30d, 30f, 30m", tuple(cast.first()), (30.0, 30.0, None))
session.stop()
PY

"""Compares the processor time of a fit with optbinning's groups and a logistic regression, in turns on the same rows of the `made` table.

    cargo build --release -p icp-learn --example halves
    target/learn/venv/bin/python benches/learn/speed.py target/release/examples/halves
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from rivals import logistic, woe
from sets import made

ROWS, JUDGED, FITS, TURNS = 22_600, 400, 10, 5


def theirs(table):
    start = time.process_time()
    x, _, y, _ = woe(table, table.head(1), None)
    logistic(x, y)
    return time.process_time() - start


def tabbed(table, path):
    """Writes a table as the example `halves` reads it."""
    kinds = {n: "n" if pd.api.types.is_numeric_dtype(table[n]) else "t" for n in table if n != "won"}
    named = table[["won", *kinds]].rename(columns={name: f"{kind}:{name}" for name, kind in kinds.items()})
    named.to_csv(path, sep="\t", index=False)


def ours(program, folder, table):
    """The mean of a few fits, since a system counts a process's time in hundredths of a second."""
    tabbed(table, folder / "table")
    (folder / "halves").write_text(("1" * ROWS + "0" * JUDGED + "\n") * FITS)
    printed = subprocess.run([program, folder / "table", folder / "halves"], capture_output=True, text=True, check=True)
    return float(printed.stdout.split()[-1])


def main():
    table = made(ROWS + JUDGED, 1).assign(row=range(ROWS + JUDGED))
    theirs(table.head(ROWS))  # Modules are loaded, and nothing is compiled any more.
    with tempfile.TemporaryDirectory() as folder:
        pairs = [
            (ours(sys.argv[1], Path(folder), table.drop(columns="row")), theirs(table.head(ROWS))) for _ in range(TURNS)
        ]
    pairs.sort(key=lambda pair: pair[1] / pair[0])
    for own, rival in pairs:
        print(f"a fit {own:.4f} s, optbinning and a logistic regression {rival:.3f} s: {rival / own:.1f} times")
    print(f"{ROWS:,} rows, 15 columns, the middle of {TURNS}: {pairs[TURNS // 2][1] / pairs[TURNS // 2][0]:.1f} times")


if __name__ == "__main__":
    main()

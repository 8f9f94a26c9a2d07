"""How often a signal is found among few accounts, and how well the cards from them rank all others.

    cargo build --release -p icp-learn --example halves
    target/learn/venv/bin/python benches/learn/power.py target/release/examples/halves
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from sets import SETS
from speed import tabbed

SIZES = [(50, 200), (20, 200)]


def samples(won, sizes, count):
    """Lines of 1 for the rows to learn from and 0 for all others."""
    random = np.random.default_rng(0)
    for _ in range(count):
        line = np.full(len(won), "0")
        for value, size in zip((1, 0), sizes):
            line[random.choice(np.flatnonzero(won == value), size, replace=False)] = "1"
        yield "".join(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", help="the example `halves`")
    parser.add_argument("--sets", nargs="+", default=["german", "win_loss", "olist"], choices=list(SETS))
    parser.add_argument("--samples", type=int, default=100)
    args = parser.parse_args()
    for name in args.sets:
        table = SETS[name]()
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            tabbed(table, folder / "table")
            for sizes in SIZES:
                lines = "\n".join(samples(table.won.to_numpy(), sizes, args.samples))
                (folder / "samples").write_text(lines + "\n")
                command = [args.program, folder / "table", folder / "samples", "--permutations=199"]
                printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
                print(f"{name}, {sizes[0]} won and {sizes[1]} lost: {printed[0]}; {printed[-1]}", flush=True)


if __name__ == "__main__":
    main()

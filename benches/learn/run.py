"""Compares `icp learn` with optbinning on twenty halves of each set. Results are kept: a rerun asks only for what is new.

    python -m venv target/learn/venv && target/learn/venv/bin/pip install -r benches/learn/requirements.txt
    cargo build --release -p icp-cli
    nice target/learn/venv/bin/python benches/learn/run.py --ours target/release/icp
"""

import argparse
import hashlib
import json
import subprocess
import time
from pathlib import Path

import pandas as pd

from figures import figures, rows
from rivals import RIVALS
from sets import SETS, SHARED, written


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def learned(binary, home, seed, options):
    """Scores of the test half by the document that the command writes from the other one; and the seconds of learning."""
    model, scored = home / f"{seed}-model.yaml", home / f"{seed}-scored.csv"
    for path in (model, scored):
        path.unlink(missing_ok=True)
    start = time.perf_counter()
    run = [binary, "learn", home / f"{seed}-train.csv", "--outcome", "won", "--ignore", "row", *options]
    # Code 1: nothing to learn from, and no model.
    if subprocess.run([*run, "--without-signal", "-o", model], capture_output=True).returncode > 1:
        raise RuntimeError(f"{run} failed")
    seconds = time.perf_counter() - start
    if not model.exists():
        return None, seconds
    run = [binary, "score", model, home / f"{seed}-test.csv", "--on-invalid", "missing", "--id", "row", "-o", scored]
    subprocess.run(run, check=True, capture_output=True)
    return read(scored)["score"].to_numpy(), seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ours", type=Path, help="the command `icp`; only the rivals when left out")
    parser.add_argument("--option", action="append", default=[], help="an option of `icp learn`, as --option=--lean")
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=list(SETS))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=Path("target/learn"))
    args = parser.parse_args()
    if SHARED is None:
        args.sets = [name for name in args.sets if name.startswith("made")]
        print("not there, and not measured: the real tables of shared/data")
    args.folder.mkdir(parents=True, exist_ok=True)
    methods = dict.fromkeys(RIVALS)
    ours = "ours" + "".join(f" {option}" for option in args.option)
    if args.ours:
        methods[ours] = None
        program = hashlib.sha256(args.ours.read_bytes()).hexdigest()[:12]
    results = {}
    for name in args.sets:
        home = written(name, range(args.seeds), args.folder)
        for method in methods:
            key = method if method in RIVALS else f"{method} {program}"
            kept = args.folder / f"{name}-{key.replace(' ', '_').replace('/', '_')}.json"
            found = json.loads(kept.read_text()) if kept.exists() else {}
            for seed in map(str, range(args.seeds)):
                if seed not in found:
                    test = read(home / f"{seed}-test.csv")
                    if method in RIVALS:
                        train, start = read(home / f"{seed}-train.csv"), time.perf_counter()
                        scores = RIVALS[method](train, test)
                        seconds = time.perf_counter() - start
                    else:
                        scores, seconds = learned(args.ours, home, seed, args.option)
                    if scores is None:
                        scores = [0] * len(test)
                    found[seed] = {**figures(scores, test.won), "seconds": seconds}
                    kept.write_text(json.dumps(found))
                results[name, method, seed] = found[seed]
            print(f"{name}: {method} done", flush=True)
    print("\n".join(rows(results, args.sets, list(methods), list(RIVALS))))


if __name__ == "__main__":
    main()

"""A file of accounts scored into another file: the command beside DuckDB, which works out the bare score in SQL (score.sql).

`python benches/files/run.py ICP... [--rows N] [--passes N]`; several commands, such as that of an older commit, are columns of
their own. `cargo xtask files` builds the command and calls it. Each way runs in a process of its own and all of them take turns;
shown are the least processor time of all threads, wall time, and the most memory of the process.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "task" / "model.yaml"
DAY = "2026-12-01"
ANSWERS = "best, score, tier"


def sql(name: str) -> str:
    return (HERE / name).read_text()


def make(folder: Path, rows: int) -> None:
    """The accounts as CSV and as Parquet, where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for form, options in (("csv", "header"), ("parquet", "format parquet")):
        path = folder / f"accounts-{rows}.{form}"
        if not path.exists():
            query = sql("accounts.sql").replace("ROWS", str(rows))
            duckdb.sql(f"copy ({query}) to '{path}' ({options})")


def by_duckdb(threads: str, source: str, to: str, wanted: str) -> None:
    """Scores in SQL, in this process."""
    database = duckdb.connect(config={"threads": threads})
    reader = "read_csv" if source.endswith(".csv") else "read_parquet"
    options = "format csv, header" if to.endswith(".csv") else "format parquet"
    accounts = f"with accounts as (from {reader}('{source}')), answers as ({sql('score.sql')})"
    database.execute("set preserve_insertion_order = true")
    database.sql(f"copy ({accounts} select {wanted} from answers) to '{to}' ({options})")


def spent(command: list[str]) -> tuple[float, float, float]:
    """Processor seconds, wall seconds and the most megabytes of a program."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: {complaint.decode()}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def takes_threads(icp: str) -> bool:
    told = subprocess.run([icp, "score", "--help"], capture_output=True, text=True, check=True)
    return "--threads" in told.stdout


def ways(commands: list[str], folder: Path, rows: int) -> dict[str, list[str]]:
    """Each way by what is printed for it."""
    own = [sys.executable, __file__, "--duckdb"]
    all_ways: dict[str, list[str]] = {}
    for form in ("csv", "parquet"):
        source = str(folder / f"accounts-{rows}.{form}")
        for beside in (False, True):
            what = f"{form} to {form}, {'beside all columns' if beside else 'the answers alone'}"
            for threads in ("1", "2"):
                to = str(folder / f"duckdb.{form}")
                wanted = "*" if beside else f"id, {ANSWERS}"
                all_ways[f"{what} | DuckDB, {threads} thread(s)"] = [*own, threads, source, to, wanted]
                for at, icp in enumerate(commands):
                    if threads != "1" and not takes_threads(icp):
                        continue
                    to = str(folder / f"icp-{at}.{form}")
                    call = [icp, "score", str(MODEL), source, "-o", to, "--as-of", DAY]
                    call += ["--keep", "all"] if beside else []
                    call += ["--threads", threads] if takes_threads(icp) else []
                    all_ways[f"{what} | {icp}, {threads} thread(s)"] = call
    return all_ways


def main() -> None:
    if sys.argv[1:2] == ["--duckdb"]:
        by_duckdb(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("icp", nargs="+")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "target" / "files")
    asked = parser.parse_args()
    make(asked.folder, asked.rows)
    todo = ways(asked.icp, asked.folder, asked.rows)
    best: dict[str, tuple[float, float, float]] = {}
    for _ in range(asked.passes):
        for name, command in todo.items():
            found = spent(command)
            best[name] = min(best.get(name, found), found)
    print(f"{asked.rows} accounts, DuckDB {duckdb.__version__}; the least of {asked.passes} passes in turns\n")
    print("| way | by | processor s | to DuckDB on one thread | wall s | MB |")
    print("|-----|----|------------:|------------------------:|-------:|---:|")
    for name, (processor, wall, memory) in best.items():
        what, by = name.split(" | ")
        base = best[f"{what} | DuckDB, 1 thread(s)"][0]
        print(f"| {what} | {by} | {processor:.2f} | {processor / base:.2f}x | {wall:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()

"""Soaks the Python package: `.venv/bin/python tests/soak/python.py ACCOUNTS`."""

import resource
import sys
import time
from pathlib import Path

import pyarrow as pa

import icp

MODEL = icp.Model.from_file(Path(__file__).parents[2] / "benches/task/model.yaml")
DAY = "2026-11-21"
GROWTH = 16
ROWS = 100_000
WORDS = "saas fintech ecommerce media agency healthcare logistics education".split()


def account(at: int) -> dict[str, object]:
    return {
        "industry": WORDS[at % 8],
        "country": "US" if at % 3 else "DE",
        "employees": at * 37 % 2000,
        "arr": at * 7919 % 60_000_000,
        "growth": at % 100 - 10,
        "sales_team": at % 80,
        "cs_team": at % 2 == 0,
        "regulated": at % 9 == 0,
        "tools": ["hubspot", "amplitude"] if at % 3 else [],
        "pains": ["churn"],
        "stage": "series a",
        "buyer": "cro",
    }


def resident() -> float:
    """Megabytes in memory, the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def soak(what: str, count: int, at_once: int, work: object) -> None:
    start = time.process_time()
    marks = {}
    done = 0
    for share in (10, 50, 100):
        while done < count * share // 100:
            work()  # type: ignore[operator]
            done += at_once
        marks[share] = resident()
    seconds = time.process_time() - start
    told = ", ".join(f"{mb:.1f} MB at {share} %" for share, mb in marks.items())
    print(f"python, {what}: {done} accounts in {seconds:.1f} processor s; {told}", flush=True)
    if marks[100] - marks[10] > GROWTH:
        sys.exit("memory grew")


if __name__ == "__main__":
    number = int(sys.argv[1])
    accounts = [account(at) for at in range(1_000)]
    score = MODEL.score

    def singly() -> None:
        for one in accounts:
            score(one, DAY).score  # noqa: B018

    table = pa.Table.from_pylist([account(at) for at in range(ROWS)])

    def batch() -> None:
        assert MODEL.score_frame(table, as_of=DAY, threads=1, prefix="icp_", progress=False).num_rows == ROWS

    soak("one by one", number, len(accounts), singly)
    soak("in batches", number, ROWS, batch)

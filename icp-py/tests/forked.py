"""Scores in forked children: run as a program by `test_processes.py`, since only a process of its own may hang.

    python forked.py WHAT THREADS

WHAT is what the parent scores before it forks, THREADS on how many threads. Then a child is forked for each way of
scoring, number of threads and number of rows; a line is printed for each that did not give what is right, or gave nothing
in time. A child that is late is killed; after three wrong ones it ends.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import icp
import icp.duckdb
import icp.polars

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

MODEL = icp.Model.from_yaml("""
format: icp/1
name: forks
attributes: {employees: {type: number}, tools: {type: set}}
icps:
  - id: core
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 50}}}
        - {id: tools, fit: {tools: {has: HubSpot}}}
      tiers: [{id: A, from: 100}, {id: B}]
""")
DAY = "2026-10-01"
# The last is scored on a thread of its own, whatever `threads` says, so that Ctrl-C is heard.
ROWS = (1, 10_000, 30_000)
# The seconds that one child may take on a machine that is busy; alone it takes less than one.
PATIENCE = 60


def table(rows: int) -> dict[str, list[Any]]:
    return {"employees": [row % 100 for row in range(rows)], "tools": [["HubSpot"]] * rows}


def right(rows: int) -> list[float]:
    return [50.0 if row % 100 < 50 else 100.0 for row in range(rows)]


def by_row(rows: int, threads: int | None) -> list[Any]:
    given = table(rows)
    return [
        MODEL.score({"employees": employees, "tools": tools}, DAY).score
        for employees, tools in zip(given["employees"], given["tools"], strict=True)
    ]


def by_lists(rows: int, threads: int | None) -> list[Any]:
    found: Any = MODEL.score_frame(table(rows), as_of=DAY, threads=threads)
    return list(found["score"])


def by_pandas(rows: int, threads: int | None) -> list[Any]:
    found: list[Any] = MODEL.score_frame(pd.DataFrame(table(rows)), as_of=DAY, threads=threads)["score"].to_list()
    return found


def by_arrow(rows: int, threads: int | None) -> list[Any]:
    found: list[Any] = MODEL.score_frame(pa.table(table(rows)), as_of=DAY, threads=threads)["score"].to_pylist()
    return found


def by_reader(rows: int, threads: int | None) -> list[Any]:
    reader: Any = pa.table(table(rows)).to_reader()
    found: list[Any] = MODEL.score_frame(reader, as_of=DAY, threads=threads).read_all()["score"].to_pylist()
    return found


def by_polars(rows: int, threads: int | None) -> list[Any]:
    return MODEL.score_frame(pl.DataFrame(table(rows)), as_of=DAY, threads=threads)["score"].to_list()


def by_expression(rows: int, threads: int | None) -> list[Any]:
    scored = icp.polars.score(MODEL, as_of=DAY, threads=threads)
    return pl.DataFrame(table(rows)).select(scored.struct.field("score"))["score"].to_list()


def by_sql(rows: int, threads: int | None) -> list[Any]:
    with duckdb.connect() as con:
        icp.duckdb.register(con, MODEL, as_of=DAY, threads=threads)
        call = "icp_score(employees := (i % 100)::double, tools := ['HubSpot']).score"
        return [row[0] for row in con.sql(f"select {call} from range({rows}) t(i) order by i").fetchall()]


def by_relation(rows: int, threads: int | None) -> list[Any]:
    with duckdb.connect() as con:
        given = con.sql(f"select (i % 100)::double as employees, ['HubSpot'] as tools, i from range({rows}) t(i) order by i")
        found: Any = MODEL.score_frame(given, as_of=DAY, threads=threads)
        return [row[0] for row in found.order("i").project("score").fetchall()]


WAYS: dict[str, Callable[[int, int | None], list[Any]]] = {
    "row": by_row,
    "lists": by_lists,
    "pandas": by_pandas,
    "pyarrow": by_arrow,
    "reader": by_reader,
    "polars": by_polars,
    "expression": by_expression,
    "sql": by_sql,
    "relation": by_relation,
}


def told(way: str, rows: int, threads: int | None) -> str | None:
    """The mistake of a child that scores so, or None."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = 0 if WAYS[way](rows, threads) == right(rows) else 1
        finally:
            os._exit(code)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return None if code == 0 else ["right", "other scores", "an exception"][code] if code > 0 else f"signal {-code}"
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "nothing in time"


def main(what: str, threads: int | None) -> None:
    stop = threading.Event()

    def score_on() -> None:
        while not stop.is_set():
            by_lists(30_000, threads)

    if what == "meanwhile":
        # A fork in the middle of the very first call would leave the child what that call was setting up, half done.
        assert by_row(1, None) == right(1)
        threading.Thread(target=score_on).start()
    elif what != "nothing":
        assert WAYS[what](30_000, threads) == right(30_000)
    count = failed = 0
    for way, rows, asked in itertools.product(WAYS, ROWS, (None, 3)):
        if what == "expression" and way == "expression":
            # Polars' own threads are gone in a child, and it waits for them as soon as an expression is asked for.
            continue
        wrong = told(way, rows, asked)
        count += 1
        if wrong is not None:
            print(f"{way}, {rows} rows, threads={asked}: {wrong}", flush=True)
            failed += 1
            if failed == 3:
                break
    stop.set()
    # The parent itself scores on.
    assert by_lists(30_000, threads) == right(30_000)
    print(f"{count} children, {failed} wrong")


if __name__ == "__main__":
    main(sys.argv[1], None if sys.argv[2] == "all" else int(sys.argv[2]))

"""Progress of `score_frame`: tqdm's bar, a line in the terminal, or the caller's function."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import time
from collections.abc import Callable
from typing import Any


def shown(progress: Any, rows: int | None) -> Callable[[int], object] | None:
    """Who is told of the number of rows done."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return Bar(rows) if importlib.util.find_spec("tqdm") is not None else Line(rows)
    if not callable(progress):
        raise TypeError("progress is True, False or a function that takes the number of rows done")
    return progress


class Bar:
    """tqdm's bar, where it is installed."""

    def __init__(self, rows: int | None) -> None:
        self.bar: Any = importlib.import_module("tqdm.auto").tqdm(total=rows, unit=" rows", unit_scale=True)

    def __call__(self, done: int) -> None:
        self.bar.update(done - self.bar.n)
        if self.bar.total is not None and done >= self.bar.total:
            self.bar.close()


class Line:
    """A line on stderr, ten times a second."""

    def __init__(self, rows: int | None) -> None:
        self.rows = rows
        self.told = 0.0

    def __call__(self, done: int) -> None:
        last = self.rows is not None and done >= self.rows
        now = time.monotonic()
        if not last and now - self.told < 0.1:
            return
        self.told = now
        of = "" if self.rows is None else f" of {self.rows:,}"
        print(f"\r{done:,}{of} rows scored", end="\n" if last else "", file=sys.stderr, flush=True)

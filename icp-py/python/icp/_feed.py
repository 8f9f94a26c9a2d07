"""Tables for counting: every kind that `Model.score_frame` takes, with the columns of outcomes, weights and days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from icp._check import check
from icp._icp import _Feed
from icp._tables import Progress, kind_of, tell_notices

if TYPE_CHECKING:
    from icp._icp import _Counts


class Columns(TypedDict, total=False):
    """How the columns of a table are read, as in `Model.score_frame`."""

    columns: dict[str, str] | None
    on_invalid: Literal["error", "missing"]
    missing_columns: Literal["error", "unknown"]
    allow_empty_columns: Iterable[str] | None
    threads: int | None
    progress: bool | Progress | None


class Reading(Columns, total=False):
    """The same, and the day."""

    as_of: datetime.date | str | None


def feed(counts: _Counts, data: Any, reading: Reading) -> None:
    """Adds a table to counts, and warns of what the figures do not show."""
    of = _of(counts, reading)
    progress = reading.get("progress")
    if kind_of(data)[1] == "DuckDBPyRelation":
        from icp._duckdb_relation import add_relation

        add_relation(of, data, progress)
    else:
        # It reads tables for whoever has its methods.
        check(cast("Any", of), data, progress)
    tell(counts)


def tell(counts: _Counts) -> None:
    """Warns of what the figures do not show."""
    tell_notices(counts.notices())


def reads(counts: _Counts, columns: list[str], reading: Reading) -> list[str]:
    """Those of some columns that are read, in their order."""
    return _of(counts, reading).reads(columns)


def _of(counts: _Counts, reading: Reading) -> _Feed:
    unknown = [name for name in reading if name not in Reading.__annotations__]
    if unknown:
        raise TypeError(f"there is no option `{unknown[0]}`; there are {', '.join(Reading.__annotations__)}")
    return _Feed(
        counts,
        reading.get("as_of"),
        reading.get("columns"),
        reading.get("on_invalid", "error"),
        reading.get("missing_columns", "error"),
        reading.get("allow_empty_columns"),
        reading.get("threads"),
    )


__all__ = ["Columns", "Reading", "feed", "reads", "tell"]

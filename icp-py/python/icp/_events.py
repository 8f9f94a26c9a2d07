"""`icp.events`: a log with a row for each event, as a column of events beside the accounts.

Only rows are put together here. Whether an event is right, and what it does, is decided by the core.
"""

from __future__ import annotations

import datetime
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, cast

from icp._errors import IcpWarning


def events(log: Any, accounts: Any, *, account: str, event: str, on: str, count: str | None = None) -> Any:
    """The events of each account, from a log with a row for each: a column for `Model.score_frame`.

    `log` is a pandas or Polars DataFrame, a pyarrow Table, a dict of lists or a list of dicts. `account`, `event`, `on` and
    `count` are its columns: whose event it is, its name, its day, and how often it happened. `accounts` are the names of the
    accounts as `account` has them, such as `frame["id"]`; the column has their order and their kind: a pandas Series with the
    same index, a Polars Series, a pyarrow Array, else a list. An account without rows has no events, which is known.

    Rows that are of no account are counted in an `IcpWarning`.

    >>> import icp
    >>> log = [{"id": 7, "type": "demo", "day": "2026-09-01"}, {"id": 7, "type": "call", "day": "2026-09-20"}]
    >>> icp.events(log, [7, 8], account="id", event="type", on="day")[0]
    [{'event': 'demo', 'on': '2026-09-01'}, {'event': 'call', 'on': '2026-09-20'}]
    """
    names = [account, event, on] + ([] if count is None else [count])
    found: dict[str, list[dict[str, Any]]] = {}
    nameless = 0
    columns = [_values(log, name) for name in names]
    for row in zip(*columns, strict=True):
        key = _key(row[0])
        if key is None:
            nameless += 1
            continue
        one: dict[str, Any] = {"event": _there(row[1]), "on": _day(row[2])}
        if count is not None and _there(row[3]) is not None:
            one["count"] = row[3]
        found.setdefault(key, []).append(one)
    rows = len(columns[0])
    keys = [_key(value) for value in _list(accounts)]
    _tell(found, set(keys), nameless, rows)
    return _as(accounts, [found.get(key, []) if key is not None else [] for key in keys])


def _tell(found: dict[str, list[dict[str, Any]]], keys: set[str | None], nameless: int, rows: int) -> None:
    """Warns of rows that are of no account."""
    told: list[str] = []
    if nameless:
        told.append(f"{nameless} of {rows} rows of the log name no account")
    others = sorted(key for key in found if key not in keys)
    if others:
        lost = sum(len(found[key]) for key in others)
        told.append(f"{lost} of {rows} rows of the log are of accounts that are not there, such as {others[0]!r}")
    if told:
        warnings.warn("; ".join(told), IcpWarning, stacklevel=3)


def _values(log: Any, name: str) -> list[Any]:
    """The values of a column of the log."""
    if isinstance(log, Mapping):
        return list(cast("Mapping[str, Any]", log)[name])
    if isinstance(log, Sequence):
        return [row.get(name) for row in cast("Sequence[Mapping[str, Any]]", log)]
    return _list(log[name])


def _list(column: Any) -> list[Any]:
    for method in ("to_list", "to_pylist", "tolist"):
        if hasattr(column, method):
            return list(getattr(column, method)())
    return list(column)


def _there(value: Any) -> Any:
    """A value; None where a table library has something that is not equal to itself in its place."""
    try:
        return value if bool(value == value) else None
    except TypeError:
        return None


def _key(value: Any) -> str | None:
    """The name of an account as a text: a float that stands for a whole number is that number."""
    value = _there(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    return text or None


def _day(value: Any) -> Any:
    """A time counts by its own day, as in a column of times."""
    value = _there(value)
    return value.date() if isinstance(value, datetime.datetime) else value


def _as(accounts: Any, rows: list[list[dict[str, Any]]]) -> Any:
    """The events in the kind of column that the accounts are."""
    package = type(accounts).__module__.partition(".")[0]
    if package == "pandas":
        return sys.modules["pandas"].Series(rows, index=accounts.index, dtype=object)
    if package not in ("polars", "pyarrow"):
        return rows
    # Days come as days or as texts; what is neither is a text that the core refuses.
    days = [one["on"] for events in rows for one in events if one["on"] is not None]
    typed = all(isinstance(day, datetime.date) for day in days)
    whole = [
        [
            {
                "event": None if one["event"] is None else str(one["event"]),
                "on": one["on"] if typed or one["on"] is None else str(one["on"]),
                "count": one.get("count"),
            }
            for one in events
        ]
        for events in rows
    ]
    if package == "polars":
        polars = sys.modules["polars"]
        day = polars.Date if typed else polars.String
        kind = polars.List(polars.Struct({"event": polars.String, "on": day, "count": polars.Float64}))
        return polars.Series(getattr(accounts, "name", "") + "_events", whole, dtype=kind, strict=False)
    arrow = sys.modules["pyarrow"]
    day = arrow.date32() if typed else arrow.string()
    fields = [("event", arrow.string()), ("on", day), ("count", arrow.float64())]
    return arrow.array(whole, type=arrow.list_(arrow.struct(fields)))

"""`icp.init`: a first model, begun from a table. The text comes from the compiled part."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from icp._icp import _Survey


class Taker(Protocol):
    """Takes a table of any kind: as columns, or as a stream."""

    def columns(self, rows: int, columns: list[tuple[str, tuple[Any, ...]]]) -> None: ...
    def stream(self, stream: Any) -> None: ...


def init(data: Any, name: str = "first model") -> str:
    """A first model in YAML, begun from a table: an attribute for each column, and a scorecard that is a guess.

    Each attribute has its type and how its values are written, as far as all of them agree; comments say how many rows
    have a value, and which. Columns of ids, addresses and free text are left out, and named at the end. Write the text
    into a file and edit it; it can be read as it is.

    Parameters
    ----------
    data : table
        A table as `Model.score_frame` takes it; a `LazyFrame` is collected, and a stream is read to its end.
    name : str, optional
        The name of the model.

    Returns
    -------
    str
        The model in YAML.

    Raises
    ------
    TypeError
        For anything that is no table.

    Examples
    --------
    >>> text = icp.init({"launched_at": ["11/23/2011", "8/1/2012"], "size": [58, 7]}, name="companies")
    >>> print(*[line for line in text.splitlines() if "type:" in line], sep="\\n")
      launched_at: {type: date, written: M/D/YYYY}
      size: {type: number}
    """
    survey = _Survey()
    fill(survey, data)
    return survey.model(name)


def fill(taker: Taker, data: Any) -> None:
    """Gives all columns of a table, in their order."""
    from icp._hosts import known
    from icp._tables import KINDS, kind_of, length_of, qualified, source

    data, _ = known(data, lambda names: names)
    package, kind = kind_of(data)
    if package == "polars" and kind == "LazyFrame":
        data, kind = data.collect(), "DataFrame"
    if isinstance(data, Mapping):
        columns = cast("Mapping[Any, Any]", data)
        rows = next((length_of(key, column) for key, column in columns.items()), 0)
        taker.columns(rows, [(str(key), source(column)) for key, column in columns.items()])
    elif package == "pandas" and isinstance(data, sys.modules["pandas"].DataFrame):
        from icp._pandas import source_of_series

        names: list[Any] = list(data.columns)
        taker.columns(len(data), [(str(key), source_of_series(data.iloc[:, at])) for at, key in enumerate(names)])
    elif package == "polars" and kind == "DataFrame":
        from icp._polars import source_of_series as source_of_polars

        taker.columns(data.height, [(one.name, source_of_polars(one)) for one in data.get_columns()])
    elif _is_stream(package, kind, data):
        taker.stream(data)
    elif isinstance(data, Sequence) and not isinstance(data, str | bytes | bytearray):
        _records(taker, cast("Sequence[Any]", data))
    else:
        raise TypeError(f"a table is {KINDS}, not `{qualified(data)}`")


def _is_stream(package: str, kind: str, data: Any) -> bool:
    # The series and arrays of these are columns, and no tables.
    if package in ("pandas", "polars"):
        return False
    if package == "pyarrow" and kind not in ("Table", "RecordBatch", "RecordBatchReader"):
        return False
    return hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")


def _records(taker: Taker, data: Sequence[Any]) -> None:
    from icp._tables import qualified

    for row, record in enumerate(data):
        if not isinstance(record, Mapping):
            raise TypeError(f"row {row} is a dict, not `{qualified(record)}`")
    names = dict.fromkeys(name for record in data for name in record)
    taker.columns(len(data), [(str(name), ("objects", [record.get(name) for record in data])) for name in names])


__all__ = ["Taker", "fill", "init"]

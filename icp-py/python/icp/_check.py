"""`Model.check_frame` for every kind of table that `Model.score_frame` takes.

The findings come from the compiled part. Here it is only decided what a table is and which of its columns go in.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from icp._hosts import known
from icp._progress import shown
from icp._tables import KINDS, Progress, Source, kind_of, length_of, qualified, source

if TYPE_CHECKING:
    from icp._icp import _Checker
    from icp._results import Finding


def check(checker: _Checker, data: Any, progress: bool | Progress | None) -> list[Finding]:
    """The findings about a model and a table."""
    # All columns: those that no rule reads are judged by their names, and duplicates are told apart by them.
    data, _ = known(data, lambda names: names)
    package, name = kind_of(data)
    if isinstance(data, Mapping):
        return _mapping(checker, cast("Mapping[Any, Any]", data), shown(progress, None))
    if package == "pandas" and name == "DataFrame":
        return _pandas(checker, data, shown(progress, len(data)))
    if package == "polars" and name == "LazyFrame":
        data, name = data.collect(), "DataFrame"
    if package == "polars" and name == "DataFrame":
        columns = {column: data.get_column(column) for column in data.columns}
        return _columns(checker, data.height, columns, shown(progress, data.height))
    if name == "DuckDBPyRelation":
        data = importlib.import_module("pyarrow").table(data)
        package = "pyarrow"
    foreign = package not in ("polars", "pandas")
    if foreign and (hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")):
        if package == "pyarrow" and type(data).__name__ == "RecordBatch":
            data = sys.modules["pyarrow"].Table.from_batches([data])
        return checker.stream(data, [], shown(progress, None))
    if isinstance(data, Sequence) and not isinstance(data, str | bytes | bytearray):
        records = cast("Sequence[Any]", data)
        return _records(checker, records, shown(progress, len(records)))
    raise TypeError(f"a table is {KINDS}, not `{qualified(data)}`")


def _columns(checker: _Checker, rows: int, columns: Mapping[str, Any], progress: Progress | None) -> list[Finding]:
    read = set(checker.reads(list(columns)))
    taken: list[tuple[str, Source]] = [(name, source(column)) for name, column in columns.items() if name in read]
    return checker.columns(rows, taken, [name for name in columns if name not in read], progress)


def _pandas(checker: _Checker, data: Any, progress: Progress | None) -> list[Finding]:
    from icp._pandas import source_of_series

    names: list[Any] = list(data.columns)
    read = set(checker.reads([name for name in names if isinstance(name, str)]))
    columns = [(name, source_of_series(data.iloc[:, at])) for at, name in enumerate(names) if name in read]
    others = [name for name in dict.fromkeys(names) if isinstance(name, str) and name not in read]
    return checker.columns(len(data), columns, others, progress)


def _mapping(checker: _Checker, data: Mapping[Any, Any], progress: Progress | None) -> list[Finding]:
    """A dict of lists."""
    columns = {named(name): column for name, column in data.items()}
    rows = next((length_of(name, column) for name, column in columns.items()), 0)
    for name, column in columns.items():
        if length_of(name, column) != rows:
            checker.refuse_length(name, length_of(name, column), rows)
    return _columns(checker, rows, columns, progress)


def _records(checker: _Checker, data: Sequence[Any], progress: Progress | None) -> list[Finding]:
    """A list of dicts; the columns are those of all of them."""
    for row, record in enumerate(data):
        if not isinstance(record, Mapping):
            raise TypeError(f"row {row} is a dict, not `{qualified(record)}`")
    names: Iterable[Any] = dict.fromkeys(name for record in data for name in record)
    columns = {named(name): [record.get(name) for record in data] for name in names}
    return _columns(checker, len(data), columns, progress)


def named(name: Any) -> str:
    """The name of a column."""
    if not isinstance(name, str):
        raise TypeError(f"the columns of a table are named by texts, not by `{qualified(name)}`")
    return name


__all__ = ["check"]

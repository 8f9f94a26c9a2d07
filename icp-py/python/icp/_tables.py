"""`Model.score_frame` for every kind of table.

The answers come from the compiled part. Here it is only decided what a table is, which of its columns go in, and what
is given back. No library is imported that the caller has not imported already.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from icp._errors import BatchError, IcpWarning

if TYPE_CHECKING:
    from icp._icp import _Scorer

Progress: TypeAlias = Callable[[int], object]
# A column as the compiled part takes it.
Source: TypeAlias = tuple[Any, ...]

KINDS = (
    "a pandas or Polars DataFrame, a Polars LazyFrame, a pyarrow Table, RecordBatch, RecordBatchReader or Dataset, a DuckDB "
    "relation, a table of ibis, narwhals, modin or daft, anything with __arrow_c_stream__, a list of dicts or a dict of lists"
)


def score(scorer: _Scorer, data: Any, progress: bool | Progress | None, keep: bool) -> Any:
    """The answers for a table, as a table of the same kind."""
    from icp._hosts import known
    from icp._progress import shown

    given, back = known(data, lambda names: names if keep else scorer.reads(names))
    if given is not data:
        return back(score(scorer, given, progress, keep))
    package, name = kind_of(data)
    if isinstance(data, Mapping):
        return _mapping(scorer, cast("Mapping[Any, Any]", data), shown(progress, None), keep)
    if package == "pandas":
        from icp._pandas import score_pandas

        return score_pandas(scorer, data, shown(progress, len(data)), keep)
    if package == "polars" and name == "LazyFrame":
        return _lazy(scorer, data, shown(progress, None), keep)
    if package == "polars" and name == "DataFrame":
        return _polars(scorer, data, shown(progress, data.height), keep)
    if package == "pyarrow" and name in ("Table", "RecordBatch"):
        return _pyarrow(scorer, data, shown(progress, data.num_rows), keep)
    if package == "pyarrow" and name == "RecordBatchReader":
        return sys.modules["pyarrow"].RecordBatchReader.from_stream(_reader(scorer, data))
    if name == "DuckDBPyRelation":
        from icp._duckdb_relation import score_relation

        return score_relation(scorer, data, shown(progress, None), keep)
    # The series and arrays of these are columns, and no tables.
    foreign = package not in ("polars", "pyarrow")
    if foreign and (hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")):
        return _reader(scorer, data)
    if isinstance(data, Sequence) and not isinstance(data, str | bytes | bytearray):
        records = cast("Sequence[Any]", data)
        return _records(scorer, records, shown(progress, len(records)), keep)
    raise TypeError(f"a table is {KINDS}, not `{qualified(data)}`")


def tell(scored: Any) -> None:
    """Judges a table as a whole, and warns of what its answers do not show, by the caller's line."""
    if not IN_PARTS.get():
        scored.finish()
    _tell(scored.notices, _place())


def tell_notices(notices: Iterable[dict[str, Any]]) -> None:
    """Warns of what figures over a table do not show, by the caller's line."""
    _tell(notices, _place())


def _reader(scorer: _Scorer, data: Any) -> Any:
    """A stream that is scored as it is read. At its end it warns by the line that asked for it: any thread may read it."""
    return scorer.reader(data, json.dumps(_place()))


def tell_of_stream(notices: Iterable[dict[str, Any]], place: str) -> None:
    """Warns at the end of a stream, by the line that `_reader` wrote."""
    _tell(notices, _Place(*json.loads(place)))


def _tell(notices: Iterable[dict[str, Any]], place: _Place) -> None:
    for notice in notices:
        _warn(IcpWarning(notice["text"], notice["code"], notice["issues"], notice["count"], notice["of"]), place)


# Whether tables are parts of one that nobody here has as a whole: then a warning stands for the judgement.
IN_PARTS: ContextVar[bool] = ContextVar("icp_in_parts", default=False)

# Warnings that were given, by line of the caller. Python's own registry forgets all whenever somebody changes the
# filters for a moment, as pandas, scikit-learn and Polars do in nearly every call.
_warned: set[tuple[object, ...]] = set()


class _Place(NamedTuple):
    """A line of the caller, as Python's warnings know it."""

    filename: str
    line: int
    module: str


def _place() -> _Place:
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "icp":
        frame = frame.f_back
    if frame is None:
        return _Place("sys", 1, "sys")
    return _Place(frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get("__name__", ""))


def _warn(warning: IcpWarning, place: _Place) -> None:
    what = (warning.code, *(issue.attribute for issue in warning.issues), *place)
    if _action(str(warning), place.module, place.line) == "default":
        if what in _warned:
            return
        _warned.add(what)
    registry: dict[Any, Any] = getattr(sys.modules.get(place.module), "__dict__", {}).setdefault("__warningregistry__", {})
    warnings.warn_explicit(warning, IcpWarning, *place, registry)


def _action(text: str, module: str, line: int) -> str:
    """The action of Python's filters for a warning of ours."""
    for action, message, category, of, at in warnings.filters:
        if not issubclass(IcpWarning, category) or at not in (0, line):
            continue
        if (message is None or _matches(message, text)) and (of is None or _matches(of, module)):
            return action
    return "default"


def _matches(pattern: Any, text: str) -> bool:
    return re.match(pattern, text) is not None


def kind_of(value: Any) -> tuple[str, str]:
    """The package and the name of a value's type, or of the table that it is derived from."""
    for one in type(value).__mro__:
        package = one.__module__.split(".")[0].lstrip("_")
        if package in ("pandas", "polars", "pyarrow", "duckdb") and one.__name__ != "object":
            return package, one.__name__
    return "", type(value).__name__


def qualified(value: Any) -> str:
    kind: Any = cast(Any, type(value))
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _parted(scorer: _Scorer, names: list[str]) -> tuple[list[str], list[str]]:
    """The columns that are read, and the others."""
    read = scorer.reads(names)
    known = set(read)
    return read, [name for name in names if name not in known]


def _polars(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    from icp._polars import score_polars

    return score_polars(scorer, data, progress, keep)


def _lazy(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    schema = data.collect_schema()
    empty = sys.modules["polars"].DataFrame(schema=schema)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", IcpWarning)
        planned = _polars(scorer, empty, None, keep).schema

    def scored(frame: Any) -> Any:
        return _polars(scorer, frame, progress, keep)

    return data.map_batches(scored, schema=planned)


def _pyarrow(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    pyarrow = sys.modules["pyarrow"]
    read, others = _parted(scorer, data.schema.names)
    wanted = [at for at, name in enumerate(data.schema.names) if name in set(read)]
    scored = scorer.stream(data.select(wanted) if read else data, others if read else [], progress)
    tell(scored)
    found = pyarrow.table(scored)
    make = cast(Any, type(data))
    if hasattr(data, "to_struct_array") and not hasattr(data, "combine_chunks"):
        found = found.combine_chunks()
        columns = [
            column.chunk(0) if column.num_chunks else pyarrow.array([], column.type) for column in found.columns
        ]
    else:
        columns = found.columns
    if not keep:
        return make.from_arrays(columns, schema=found.schema)
    fields = [*data.schema, *found.schema]
    schema = pyarrow.schema(fields, metadata={**(data.schema.metadata or {}), **(found.schema.metadata or {})})
    return make.from_arrays([*data.columns, *columns], schema=schema)


def _mapping(scorer: _Scorer, data: Mapping[Any, Any], progress: Progress | None, keep: bool) -> dict[Any, Any]:
    """A dict of lists."""
    names = [_name(name) for name in data]
    read, others = _parted(scorer, names)
    rows = next((length_of(name, column) for name, column in data.items()), 0)
    for name, column in data.items():
        if length_of(name, column) != rows:
            scorer.refuse_length(str(name), length_of(name, column), rows)
    scored = scorer.columns(rows, [(name, source(data[name])) for name in read], others, progress)
    tell(scored)
    found = dict(zip(scored.names(), scored.lists(), strict=True))
    return {**data, **found} if keep else found


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError(f"the columns of a table are named by texts, not by `{qualified(name)}`")
    return name


def length_of(name: Any, column: Any) -> int:
    if isinstance(column, str | bytes) or not hasattr(column, "__len__"):
        raise TypeError(f"column `{name}` is a list or an array, not `{qualified(column)}`")
    return len(column)


def source(column: Any) -> Source:
    """A column that is a list, an array or a series."""
    package, _ = kind_of(column)
    if package == "pandas":
        from icp._pandas import source_of_series

        return source_of_series(sys.modules["pandas"].Series(column))
    if type(column).__module__ == "numpy" and type(column).__name__ == "ndarray":
        from icp._pandas import source_of_numpy

        return source_of_numpy(column)
    if package == "polars":
        from icp._polars import source_of_series as source_of_polars

        return source_of_polars(column)
    if hasattr(column, "combine_chunks"):
        combined = column.combine_chunks()
        # Of old, chunks of one column could come as one chunked array.
        return ("arrow", combined.chunk(0) if hasattr(combined, "chunk") else combined)
    if hasattr(column, "__arrow_c_array__"):
        return ("arrow", column)
    return ("objects", list(column))


def _records(scorer: _Scorer, data: Sequence[Any], progress: Progress | None, keep: bool) -> list[dict[str, Any]]:
    """A list of dicts; the columns are those of all of them."""
    if not data:
        return []
    for row, record in enumerate(data):
        if not isinstance(record, Mapping):
            raise TypeError(f"row {row} is a dict, not `{qualified(record)}`")
    names: Iterable[Any] = dict.fromkeys(name for record in data for name in record)
    read, others = _parted(scorer, [_name(name) for name in names])
    columns: list[tuple[str, Source]] = [(name, ("objects", [record.get(name) for record in data])) for name in read]
    scored = scorer.columns(len(data), columns, others, progress)
    tell(scored)
    found = scored.names()
    answers = zip(*scored.lists(), strict=True)
    if not keep:
        return [dict(zip(found, row, strict=True)) for row in answers]
    return [{**record, **dict(zip(found, row, strict=True))} for record, row in zip(data, answers, strict=True)]


__all__ = ["KINDS", "BatchError", "kind_of", "length_of", "qualified", "score", "source", "tell", "tell_notices", "tell_of_stream"]

"""Polars' columns.

What is asked of a frame here is done on the thread that asks: Polars' own threads are gone in a forked child.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from icp._tables import Progress, Source, tell

if TYPE_CHECKING:
    from icp._icp import _Scorer


def score_polars(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    """The answers for a DataFrame beside its columns."""
    polars = sys.modules["polars"]
    read = scorer.reads(data.columns)
    known = set(read)
    others = [name for name in data.columns if name not in known]
    series = [_typed(data.get_column(name)) for name in read]
    if any(_is_by_value(one.dtype) for one in series) or not read:
        columns = [(one.name, source_of_series(one)) for one in series]
        scored = scorer.columns(data.height, columns, others, progress)
    else:
        scored = scorer.stream(polars.DataFrame(series), others, progress)
    tell(scored)
    found = _ordered(polars.DataFrame(scored.enums()), scored.ordered())
    return data.hstack(found) if keep else found


def _ordered(found: Any, words: dict[str, list[str]]) -> Any:
    """The same answers, with words that have an order as an Enum, whose order is that of its words."""
    polars = sys.modules["polars"]
    enums = {name: polars.Enum(order) for name, order in words.items()}
    # Polars reads most of them so by itself.
    if all(found.schema[name] == enum for name, enum in enums.items()):
        return found
    return polars.DataFrame([column.cast(enums.get(column.name, column.dtype)) for column in found.get_columns()])


def source_of_series(series: Any) -> Source:
    """A column by its type."""
    series = _typed(series)
    if _is_by_value(series.dtype):
        return ("objects", series.to_list())
    return ("arrow", series.rechunk().to_frame())


def _typed(series: Any) -> Any:
    """The same values in a type that Arrow has, where they fit one."""
    polars = sys.modules["polars"]
    if series.dtype in (polars.Int128, polars.UInt128):
        smaller = series.cast(polars.Int64, strict=False)
        return smaller if smaller.null_count() == series.null_count() else series
    typed = _filled(series.dtype)
    return series if typed == series.dtype else series.cast(typed)


def _filled(dtype: Any) -> Any:
    """The same type with texts in the place of nothing, which Polars gives a buffer and Arrow does not."""
    polars = sys.modules["polars"]
    if dtype == polars.Null:
        return polars.String()
    if isinstance(dtype, polars.List):
        return polars.List(_filled(dtype.inner))
    if isinstance(dtype, polars.Struct):
        return polars.Struct({field.name: _filled(field.dtype) for field in dtype.fields})
    return dtype


def _is_by_value(dtype: Any) -> bool:
    """Whether Arrow has no such type: Python's objects and integers of 128 bits, also in lists and structures."""
    polars = sys.modules["polars"]
    if isinstance(dtype, polars.List | polars.Array):
        return _is_by_value(dtype.inner)
    if isinstance(dtype, polars.Struct):
        return any(_is_by_value(field.dtype) for field in dtype.fields)
    return dtype in (polars.Object, polars.Int128, polars.UInt128)

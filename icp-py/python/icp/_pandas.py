"""pandas' columns, with or without pyarrow, and numpy's arrays."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from icp._tables import Progress, Source, tell

if TYPE_CHECKING:
    from icp._icp import _Scorer


def score_pandas(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    """The answers for a DataFrame beside its columns, with its index."""
    pandas = sys.modules["pandas"]
    if not isinstance(data, pandas.DataFrame):
        raise TypeError(f"a table of pandas is a DataFrame, not `{type(data).__name__}`")
    names: list[Any] = list(data.columns)
    read = set(scorer.reads([name for name in names if isinstance(name, str)]))
    columns = [(name, source_of_series(data.iloc[:, at])) for at, name in enumerate(names) if name in read]
    others = [name for name in dict.fromkeys(names) if isinstance(name, str) and name not in read]
    scored = scorer.columns(len(data), columns, others, progress)
    tell(scored)
    ordered = scored.ordered()
    # Each its own memory: nothing is copied together into blocks.
    found = pandas.DataFrame(
        {
            name: _column(given, name in ordered)
            for name, given in zip(scored.names(), scored.take(), strict=True)
        },
        index=data.index,
        copy=False,
    )
    by = {key: json.loads(text) for key, text in scored.metadata().items()}
    if not keep:
        found.attrs = by
        return found
    joined = pandas.concat([data, found], axis=1) if len(names) else found
    joined.attrs = {**data.attrs, **by}
    return joined


def _column(given: tuple[Any, str, list[str] | None], ordered: bool) -> Any:
    """Memory of the compiled part as an array, or as a categorical."""
    import numpy as np

    memory, kind, words = given
    values = np.frombuffer(memory, dtype=kind)
    if words is None:
        return values
    pandas = sys.modules["pandas"]
    return pandas.Categorical.from_codes(values, categories=pandas.Index(words, dtype="str"), ordered=ordered)


def source_of_series(series: Any) -> Source:
    """A column by its type."""
    import numpy as np

    pandas = sys.modules["pandas"]
    dtype = series.dtype
    if isinstance(dtype, np.dtype):
        return source_of_numpy(series.to_numpy())
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = np.ascontiguousarray(series.cat.codes.to_numpy(), dtype=np.int32)
        categories = dtype.categories
        return ("codes", codes.view("u1"), source_of_series(categories.to_series()))
    if isinstance(dtype, pandas.DatetimeTZDtype):
        # The moments themselves, in Greenwich; the zone says on which day they are.
        moments = series.to_numpy(dtype=f"M8[{dtype.unit}]")
        return ("moments", _bytes(moments), dtype.unit, _zone(dtype.tz))
    if isinstance(dtype, pandas.ArrowDtype) or getattr(dtype, "storage", "") == "pyarrow":
        return _arrow(series.array)
    if isinstance(dtype, pandas.SparseDtype):
        return source_of_numpy(np.asarray(series.array))
    numbers = getattr(dtype, "numpy_dtype", None)
    if isinstance(numbers, np.dtype) and numbers.kind in "iufb":
        # Numbers beside a mask.
        missing = np.ascontiguousarray(series.isna().to_numpy())
        values = series.array.to_numpy(dtype=numbers, na_value=0)
        return ("numbers", _bytes(values), _kind(numbers), missing.view("u1"))
    return ("objects", _objects(series))


def _objects(series: Any) -> list[Any]:
    values: list[Any] = series.to_numpy(dtype=object).tolist()
    return values


def _arrow(array: Any) -> Source:
    chunks = array.__arrow_array__()
    if hasattr(chunks, "combine_chunks"):
        chunks = chunks.combine_chunks()
    if hasattr(chunks, "num_chunks"):
        chunks = chunks.chunk(0)
    return ("arrow", chunks)


def source_of_numpy(array: Any) -> Source:
    """A column of numpy."""
    import numpy as np

    if array.ndim != 1:
        return ("objects", list(array))
    kind = array.dtype.kind
    if kind in "iub" or (kind == "f" and array.dtype.itemsize in (4, 8)):
        return ("numbers", _bytes(array), _kind(array.dtype), None)
    if kind == "f" and array.dtype.itemsize == 2:
        return ("numbers", _bytes(array.astype(np.float32)), "f4", None)
    if kind == "M":
        unit, _ = np.datetime_data(array.dtype)
        if unit not in ("s", "ms", "us", "ns"):
            unit = "s"
        return ("moments", _bytes(array.astype(f"M8[{unit}]", copy=False)), unit, None)
    values: list[Any] = array.tolist()
    return ("objects", values)


def _kind(dtype: Any) -> str:
    return "b1" if dtype.kind == "b" else f"{dtype.kind}{dtype.itemsize}"


def _bytes(array: Any) -> Any:
    """The bytes of an array as they lie, of this machine's order."""
    import numpy as np

    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    return np.require(native, requirements=["C", "A"]).view("u1")


def _zone(zone: Any) -> str:
    """A fixed offset as it is written; a zone whose offset changes by its name."""
    # Whoever made it: Python's, dateutil's and pytz's, and the named zones that never change.
    offset = zone.utcoffset(None)
    if offset is None or offset.seconds % 60 or offset.microseconds:
        return str(zone)
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"

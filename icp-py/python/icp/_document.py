"""Turns a model that was written as Python objects into JSON text. `Model.from_dict` in Rust calls it."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, cast

# Deeper than any model may be; the core says so with the place.
_DEPTH = 200


def to_json(document: dict[str, Any]) -> str:
    """The document as JSON text, keys in their order. Values that no model holds are refused with their path."""
    return json.dumps(_plain(document, "", 0), ensure_ascii=False, allow_nan=False)


def _plain(value: Any, path: str, depth: int) -> Any:
    """The value as JSON has it: numbers, arrays and dates of other libraries become those of Python."""
    if value is None or isinstance(value, bool | str):
        return value
    if depth > _DEPTH:
        raise ValueError(f"the document is nested more than {_DEPTH} levels deep, or is circular, at `{path[:60]}..`")
    if isinstance(value, Mapping):
        plain: dict[str, Any] = {}
        for key, inner in cast("Mapping[Any, Any]", value).items():
            name = _key(key, path)
            place = f"{path}.{name}" if path else name
            if name in plain:
                raise _refused(place, "is there twice, once as a text and once as a number")
            plain[name] = _plain(inner, place, depth + 1)
        return plain
    if isinstance(value, list | tuple):
        return [_plain(one, f"{path}[{at}]", depth + 1) for at, one in enumerate(cast("list[Any]", value))]
    if isinstance(value, set | frozenset):
        raise _refused(path, "is a `set`, which has no order: write a list")
    if isinstance(value, datetime.datetime):
        return _day(value, path)
    # YAML readers turn unquoted text such as 2026-09-01 into a date.
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _number(float(value), path)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return _number(float(value), path)
    # Arrays, series and scalars of numpy, pandas, Polars and pyarrow have one of these.
    for name in ("tolist", "to_pylist", "to_list", "as_py", "item"):
        convert = getattr(value, name, None)
        if callable(convert):
            other = convert()
            if type(other) is not type(value):
                return _plain(other, path, depth + 1)
    raise _refused(path, f"is of type `{type(value).__qualname__}`, which a model cannot hold")


def _number(value: float, path: str) -> float:
    if not math.isfinite(value):
        raise ValueError(f"`{path}` is {value}, which is no number of a model")
    return value


def _day(value: datetime.datetime, path: str) -> str:
    """A time of pandas or of a YAML reader that is a day."""
    # The missing time of pandas is a datetime without a day.
    if value != value:  # noqa: PLR0124
        raise _refused(path, "is NaT, which is no day")
    if value.time() != datetime.time() or value.tzinfo is not None:
        raise _refused(path, f"is the time {value.isoformat()}: a model has days, such as {value.date().isoformat()}")
    return value.date().isoformat()


def _key(key: Any, path: str) -> str:
    """A key as a text. JSON would turn None and floats into texts such as `null` without a word."""
    if isinstance(key, str):
        return str(key)
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, Integral):
        return str(int(key))
    place = f"`{path}`" if path else "the document"
    if key is None or isinstance(key, Real):
        raise TypeError(f"a key in {place} is `{key}`, and keys are texts: what is not known stands under none")
    raise TypeError(f"a key in {place} is of type `{type(key).__qualname__}`, and keys are texts")


def _refused(path: str, why: str) -> TypeError:
    return TypeError(f"`{path}` {why}" if path else f"the document {why}")

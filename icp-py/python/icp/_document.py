"""Turns a model that was written as Python objects into JSON text. `Model.from_dict` in Rust calls it."""

from __future__ import annotations

import datetime
import json
from typing import Any, cast


def _plain(value: Any) -> Any:
    # YAML readers turn unquoted text such as 2026-09-01 into a date.
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"a model cannot hold a value of type `{type(value).__qualname__}`")


def to_json(document: dict[str, Any]) -> str:
    """The document as JSON text, keys in their order."""
    _check_keys(document)
    return json.dumps(document, ensure_ascii=False, allow_nan=False, default=_plain)


def _check_keys(document: Any) -> None:
    """Refuses keys that are None or a float: `json.dumps` would turn them into texts such as `null` without a word."""
    # Parts below 200 levels are skipped: `json.dumps` or the core refuses a document that is so deep.
    open_parts: list[tuple[Any, str, int]] = [(document, "the document", 0)]
    while open_parts:
        part, place, depth = open_parts.pop()
        if depth > 200:
            continue
        if isinstance(part, dict):
            items = cast("dict[Any, Any]", part).items()
            for key, value in items:
                if key is None or isinstance(key, float):
                    raise TypeError(f"a key in {place} is `{key}`, and keys are texts: what is not known stands under none")
                open_parts.append((value, f"`{key}`", depth + 1))
        elif isinstance(part, list | tuple):
            open_parts.extend((one, place, depth + 1) for one in cast("list[Any]", part))

"""Models that were written as Python objects."""

from __future__ import annotations

import datetime
import json
from typing import Any


def _plain(value: Any) -> Any:
    # YAML readers make dates of what looks like one.
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"a model cannot hold a value of type `{type(value).__qualname__}`")


def to_json(document: dict[str, Any]) -> str:
    """The document as JSON text, keys in their order."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, default=_plain)

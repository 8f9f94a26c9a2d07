"""DuckDB's JSON, which Arrow has as plain text: its fields are marked as JSON, so that they are read as such."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_SAID = {"ARROW:extension:name": "arrow.json", "ARROW:extension:metadata": ""}


def told(field: Any, kind: Any) -> Any:
    """The field of a column of DuckDB, with each JSON in it marked as such."""
    if str(kind) == "JSON":
        return field.with_metadata(_SAID)
    pa: Any = import_module("pyarrow")
    stored = field.type
    if kind.id == "struct" and pa.types.is_struct(stored):
        kinds = [one for _, one in kind.children]
        return field.with_type(pa.struct([told(stored.field(at), one) for at, one in enumerate(kinds)]))
    if kind.id in ("list", "array") and hasattr(stored, "value_field"):
        return field.with_type(_list(stored, told(stored.value_field, kind.children[0][1])))
    return field


def _list(kind: Any, item: Any) -> Any:
    """The same kind of list, of other items."""
    pa: Any = import_module("pyarrow")
    if pa.types.is_fixed_size_list(kind):
        return pa.list_(item, kind.list_size)
    for name in ("large_list", "list_view", "large_list_view"):
        if getattr(pa.types, f"is_{name}")(kind):
            return getattr(pa, name)(item)
    return pa.list_(item)


def as_json(column: Any, name: str) -> Any:
    """The field of a column of JSON, or of lists of it."""
    pa: Any = import_module("pyarrow")
    if hasattr(column.type, "value_field"):
        return pa.field(name, _list(column.type, column.type.value_field.with_metadata(_SAID)))
    return pa.field(name, column.type, metadata=_SAID)


def stream(given: Any, kinds: dict[str, Any]) -> Any:
    """A relation or table whose columns are of these types of DuckDB, as Arrow that says which of them are JSON."""
    if not any("JSON" in str(kind) for kind in kinds.values()):
        return given
    pa: Any = import_module("pyarrow")
    read = pa.RecordBatchReader.from_stream(given)
    schema = pa.schema([told(field, kinds[field.name]) if field.name in kinds else field for field in read.schema])
    batches = (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in read)
    return pa.RecordBatchReader.from_batches(schema, batches)

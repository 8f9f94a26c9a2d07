"""DuckDB's JSON, which goes over as mere text: its fields are told to be what they are."""

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
    if kind.id not in ("list", "array") or not hasattr(stored, "value_field"):
        return field
    item = told(stored.value_field, kind.children[0][1])
    if pa.types.is_fixed_size_list(stored):
        return field.with_type(pa.list_(item, stored.list_size))
    made = (
        pa.large_list
        if pa.types.is_large_list(stored)
        else pa.list_view
        if pa.types.is_list_view(stored)
        else pa.large_list_view
        if pa.types.is_large_list_view(stored)
        else pa.list_
    )
    return field.with_type(made(item))


def as_json(column: Any, name: str) -> Any:
    """The field of a column of JSON, or of lists of it."""
    pa: Any = import_module("pyarrow")
    if pa.types.is_list(column.type):
        return pa.field(name, pa.list_(pa.field("item", column.type.value_type, metadata=_SAID)))
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

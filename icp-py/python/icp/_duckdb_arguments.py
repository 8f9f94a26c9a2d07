"""The arguments of the function in DuckDB: which SQL types each attribute takes, and how they reach the model unchanged.

A macro is text, so it knows the type of what it is given, and all but one of the branches below are gone before a row is
read: an argument is worked out once, and never cast in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from icp._duckdb_json import as_json

pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")

_TEXT = r"(VARCHAR|UUID|JSON|ENUM\(.*\))"
_NOTHING = '"NULL"'
_EVENTS = 'STRUCT("event" VARCHAR, "on" DATE, "count" DOUBLE)[]'
# Types whose every value a float holds digit for digit; integers that may be too large for one; numbers that Arrow has
# no type for, or one for each scale, and that go over as text.
_FLOATS = r"(FLOAT|DOUBLE|U?(TINY|SMALL)INT|U?INTEGER|DECIMAL\(([1-9]|1[0-5]),.*\))"
_WHOLE = "(BIGINT|UBIGINT|HUGEINT)"
_DIGITS = r"(UHUGEINT|BIGNUM|DECIMAL\((1[6-9]|[23][0-9]),.*\))"

# JSON goes over as it is written, in a column of its own that says what it is.
_JSON = {
    "text": ("JSON", "VARCHAR"),
    "set": (r"JSON\[[0-9]*\]", "VARCHAR[]"),
    "events": (r"STRUCT\(.* JSON[,)].*", "JSON"),
}

# The types that an attribute takes, as DuckDB writes them, what they are called, and the way to one of them.
_TAKEN = {
    "number": (f"{_FLOATS}|{_WHOLE}|{_DIGITS}", "a number", "::DOUBLE"),
    "text": (_TEXT, "a text", "::VARCHAR"),
    "bool": ("BOOLEAN", "true or false", "::BOOLEAN"),
    "date": ("DATE|TIMESTAMP.*|VARCHAR", "a date", "::DATE"),
    "set": (rf"{_TEXT}\[[0-9]*\]|{_NOTHING}\[[0-9]*\]", "a list of texts", "::VARCHAR[], or string_split(..., ';') for a text"),
    "events": (rf"STRUCT\(.*\)\[[0-9]*\]|{_NOTHING}\[[0-9]*\]", "a list of events", f"::{_EVENTS}"),
}
_SQL = {
    "number": "DOUBLE",
    "text": "VARCHAR",
    "bool": "BOOLEAN",
    "date": "DATE",
    "set": "VARCHAR[]",
    "events": _EVENTS,
}


class Arguments:
    """The arguments of one function, by the names and types of what the model reads."""

    def __init__(self, function: str, inputs: Mapping[str, str]) -> None:
        self.inputs = dict(inputs)
        fields: list[str] = []
        packed: list[str] = []
        for at, (column, kind) in enumerate(self.inputs.items()):
            fields.append(f"v{at} {_SQL[kind]}")
            packed.append(f"v{at}: {_value(function, column, kind)}")
            if kind == "number":
                fields += [f"w{at} HUGEINT", f"d{at} VARCHAR"]
                packed += [f"w{at}: {_only(column, _WHOLE, 'HUGEINT')}", f"d{at}: {_only(column, _DIGITS, 'VARCHAR')}"]
            if kind in _JSON:
                types, into = _JSON[kind]
                fields.append(f"j{at} {into}")
                packed.append(f"j{at}: {_only(column, types, into)}")
        self.type = f"STRUCT({', '.join(fields)})"
        self.packed = f"{{{', '.join(packed)}}}"
        self.named = ", ".join(f"{_quoted(column)} := NULL" for column in self.inputs)

    def table(self, rows: Any) -> Any:
        """The arguments as the columns of the model."""
        columns: list[Any] = []
        fields: list[Any] = []
        for at, (name, kind) in enumerate(self.inputs.items()):
            column = rows.column(f"v{at}")
            json = rows.column(f"j{at}") if kind in _JSON else None
            if json is not None and json.null_count < len(json):
                columns.append(json)
                fields.append(as_json(json, name))
                continue
            if kind == "number":
                whole, digits = rows.column(f"w{at}"), rows.column(f"d{at}")
                if whole.null_count < len(whole):
                    column = whole
                elif digits.null_count < len(digits):
                    column = _exact(digits)
            columns.append(column)
            fields.append(pa.field(name, column.type))
        return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _exact(digits: Any) -> Any:
    """Numbers that came as text: decimals as such, and integers of any size as they are."""
    point = pc.max(pc.find_substring(digits, ".")).as_py()
    if point < 0:
        return digits
    # A DECIMAL is written with all places of its type.
    places = pc.subtract(pc.subtract(pc.utf8_length(digits), pc.find_substring(digits, ".")), 1)
    return digits.cast(pa.decimal128(38, pc.max(places).as_py()))


def _is(column: str, types: str) -> str:
    return f"regexp_full_match(typeof({_quoted(column)}), {_text(types)})"


def _only(column: str, types: str, into: str) -> str:
    return f"case when {_is(column, types)} then try_cast({_quoted(column)} as {into}) end"


def _value(function: str, column: str, kind: str) -> str:
    """The argument in its attribute's type, or what is wrong with it."""
    given = _quoted(column)
    types, expected, way = _TAKEN[kind]
    # Moments are days too, and an event needs no count; what is no date is DuckDB's to tell. The rest keeps its value.
    cast = "cast" if kind in ("date", "events") else "try_cast"
    told = f"{function}: {given} takes {expected}, not "
    way = f"; cast it, as in {column} := ...{way}"
    kept = _is(column, _FLOATS if kind == "number" else types)
    if kind in _JSON:
        kept += f" and not {_is(column, _JSON[kind][0])}"
    return (
        f"case when typeof({given}) = {_text(_NOTHING)} then NULL when {kept} then {cast}({given} as {_SQL[kind]})"
        f" when {_is(column, types)} then NULL else error({_text(told)} || typeof({given}) || {_text(way)}) end"
    )


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

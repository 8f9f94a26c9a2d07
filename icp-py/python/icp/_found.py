"""What was found about a population: its tables as frames of the kind that came in, and the same as text and pages.

The figures and the words come from the compiled part. Here it is only decided what a frame is made of. `import icp` loads this file,
so it loads nothing else until a result is read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from icp._icp import _Found

# A column: its name, the type and the values.
Column: TypeAlias = tuple[str, str, list[Any]]
Maker: TypeAlias = Callable[[list[Column]], Any]

# The bytes of the style are the page's own: a notebook gives its own colours to tables.
STYLE = (
    "<style>.icp-found table{border-collapse:collapse;margin:.4em 0 1em}.icp-found caption{text-align:left;font-weight:bold;"
    "padding:.2em 0}.icp-found th,.icp-found td{text-align:left;padding:.15em .8em .15em 0}.icp-found td.n,.icp-found th.n"
    "{text-align:right;font-variant-numeric:tabular-nums}.icp-found p{margin:.2em 0}</style>"
)


class Found:
    """A result: its main table as `frame`, all of them as `tables`, and the same as data and as text."""

    def __init__(self, found: _Found, make: Maker) -> None:
        self._found = found
        self._make = make
        self._frames: dict[str, Any] = {}
        self._data: dict[str, Any] | None = None

    @property
    def frame(self) -> Any:
        """The main table, as a frame of the kind that came in."""
        return self._table(next(iter(self._columns())))

    @property
    def tables(self) -> dict[str, Any]:
        """All tables by their names, as frames of the kind that came in."""
        return {name: self._table(name) for name in self._columns()}

    def to_dict(self) -> dict[str, Any]:
        """All of it as dicts, lists, texts and numbers, by the names that the command writes into JSON."""
        return dict(self._all())

    def to_text(self) -> str:
        """The tables for people, as text."""
        return self._found.text()

    def to_markdown(self) -> str:
        """The tables for people, as Markdown."""
        return self._found.markdown()

    def to_html(self) -> str:
        """One page with pictures that fetches nothing; the tables alone where there are no pictures."""
        page = self._found.html()
        if page is not None:
            return page
        return f'<!doctype html><meta charset="utf-8">{self._repr_html_()}'

    def _all(self) -> dict[str, Any]:
        if self._data is None:
            import json

            self._data = json.loads(self._found.json())
        assert self._data is not None
        return self._data

    def _columns(self) -> dict[str, list[Column]]:
        return {
            frame["name"]: [(name, values["type"], values["values"]) for name, values in frame["columns"]]
            for frame in self._found.frames()
        }

    def _table(self, name: str) -> Any:
        if name not in self._frames:
            self._frames[name] = self._make(self._columns()[name])
        return self._frames[name]

    def _repr_html_(self) -> str:
        import html

        says = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self._found.sentences())
        return f'{STYLE}<div class="icp-found">{says}{"".join(_html(table) for table in self._found.tables())}</div>'

    def __str__(self) -> str:
        return self.to_text()


def _html(table: dict[str, Any]) -> str:
    """A table for people, as a page shows it."""
    import html

    rows: list[list[str]] = table["rows"]
    numbers = [at > 0 and all(_is_number(row[at]) for row in rows if row[at]) for at in range(len(table["columns"]))]
    kind = ['class="n"' if number else "" for number in numbers]
    head = "".join(f"<th {kind[at]}>{html.escape(name)}</th>" for at, name in enumerate(table["columns"]))
    body = "".join(
        f"<tr>{''.join(f'<td {kind[at]}>{html.escape(cell)}</td>' for at, cell in enumerate(row))}</tr>" for row in rows
    )
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in table["notes"])
    caption = f"<caption>{html.escape(table['title'])}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def _is_number(cell: str) -> bool:
    return cell[0] in "+-0123456789"


def maker_like(data: Any) -> Maker:
    """Makes frames of the kind of a table. A lazy frame or a stream gives a table that is there as a whole."""
    from icp._tables import kind_of

    package, name = kind_of(data)
    if package == "pandas":
        return pandas_frame
    if package == "polars":
        return _polars
    if name == "DuckDBPyRelation":
        return lambda columns: _relation(data, columns)
    if package == "pyarrow" or hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return _arrow
    return _lists if isinstance(data, dict) else _records


def pandas_frame(columns: list[Column]) -> Any:
    """A DataFrame of pandas."""
    pandas: Any = import_module("pandas")

    def series(kind: str, values: list[Any]) -> Any:
        if kind == "number":
            return pandas.Series(values, dtype="float64")
        if kind in ("count", "flag"):
            full, holey = ("int64", "Int64") if kind == "count" else ("bool", "boolean")
            return pandas.Series(values, dtype=holey if None in values else full)
        return pandas.Series(values, dtype=None if any(values) else "object")

    return pandas.DataFrame({name: series(kind, values) for name, kind, values in columns})


def _polars(columns: list[Column]) -> Any:
    polars = sys.modules["polars"]
    types = {"text": polars.String, "number": polars.Float64, "count": polars.Int64, "flag": polars.Boolean}
    schema = {name: types[kind] for name, kind, _ in columns}
    return polars.DataFrame({name: values for name, _, values in columns}, schema=schema)


def _arrow(columns: list[Column]) -> Any:
    pa: Any = import_module("pyarrow")
    types = {"text": pa.string(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}
    return pa.table({name: pa.array(values, types[kind]) for name, kind, values in columns})


def _relation(like: Any, columns: list[Column]) -> Any:
    # DuckDB finds tables by the names of variables; the relation holds what it found.
    icp_found = _arrow(columns)
    return like.query("icp_given", "select * from icp_found") if icp_found is not None else None


def _lists(columns: list[Column]) -> dict[str, list[Any]]:
    return {name: values for name, _, values in columns}


def _records(columns: list[Column]) -> list[dict[str, Any]]:
    names = [name for name, _, _ in columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(values for _, _, values in columns), strict=True)]

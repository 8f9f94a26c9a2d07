"""Scores as a function of SQL in DuckDB.

>>> import duckdb, icp, icp.duckdb  # doctest: +SKIP
>>> con = icp.duckdb.register(duckdb.connect(), model)  # doctest: +SKIP
>>> con.sql("select name, unnest(icp_score(employees := employees, country := country)) from accounts")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Unpack

try:
    import duckdb
    from duckdb.func import FunctionNullHandling, PythonUDFType

    pa: Any = import_module("pyarrow")
except ImportError as _missing:
    raise ImportError("icp.duckdb needs DuckDB and pyarrow: pip install 'icp[duckdb]'") from _missing

from icp._icp import Model
from icp._scoring import Options, Scoring, nothing, plain


def register(
    con: duckdb.DuckDBPyConnection, model: Model, name: str = "icp_score", **options: Unpack[Options]
) -> duckdb.DuckDBPyConnection:
    """Gives a connection the function ``icp_score``, to be called with the attributes by name.

    What is left out, and every NULL, is unknown. Values are cast to the attribute's type: DOUBLE, VARCHAR, BOOLEAN,
    DATE, VARCHAR[] for sets, and STRUCT("event" VARCHAR, "on" DATE, "count" DOUBLE)[] for events.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        The connection; its other cursors do not have the function.
    model : Model
        The model.
    name : str
        The name of the function; a model of that name that was registered before is replaced.
    **options
        ``as_of``, ``columns``, ``per_icp``, ``per_criterion``, ``verdicts``, ``bounds``, ``reasons``, ``prefix``,
        ``threads`` and ``on_invalid``, as in `Model.score_frame`. ``columns`` renames arguments; an ``as_of`` that is no
        date is one more argument, the day of each row. Without ``as_of`` it is the day of this call.

    Returns
    -------
    duckdb.DuckDBPyConnection
        The same connection.

    Raises
    ------
    TypeError, ValueError, BatchError
        At once for options that are wrong. A value that the model does not take ends the query with a
        ``duckdb.InvalidInputException`` that says which.

    Notes
    -----
    The function gives a STRUCT with one field for each result: ``icp_score(...).score``, or ``unnest(icp_score(...))`` for
    columns of them all. DuckDB calls it for 2,048 rows at a time; `Model.score_frame` takes a relation as a whole, and
    is several times faster.

    Examples
    --------
    >>> icp.duckdb.register(con, model, as_of="2026-10-01")  # doctest: +SKIP
    >>> con.sql("select icp_score(employees := headcount).tier as tier, count(*) from accounts group by 1")  # doctest: +SKIP
    """
    scoring = Scoring(model, options)
    inputs = scoring.inputs()
    answers = scoring.score(nothing(inputs))
    given = ", ".join(f"{_quoted(column)} {_SQL[kind]}" for column, kind in inputs.items())
    found = ", ".join(f"{_quoted(field.name)} {_sql(field.type)}" for field in answers.schema)
    # A function takes its arguments by place. The macro before it takes them by name, and knows what is left out.
    behind = f"{name}__rows"
    if con.execute("select 1 from duckdb_functions() where function_name = ?", [behind]).fetchall():
        con.remove_function(behind)
    # Its types speak of pyarrow's, which has none.
    made: Any = con
    made.create_function(
        behind,
        _Rows(scoring),
        [f"STRUCT({given})"],
        f"STRUCT({found})",
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    named = ", ".join(f"{_quoted(column)} := NULL" for column in inputs)
    packed = ", ".join(f"{_quoted(column)}: {_passed(column, kind)}" for column, kind in inputs.items())
    con.execute(f"create or replace temp macro {_quoted(name)}({named}) as {_quoted(behind)}({{{packed}}})").fetchall()
    return con


_SQL = {
    "number": "DOUBLE",
    "text": "VARCHAR",
    "bool": "BOOLEAN",
    "date": "DATE",
    "set": "VARCHAR[]",
    "events": 'STRUCT("event" VARCHAR, "on" DATE, "count" DOUBLE)[]',
}


def _sql(kind: Any) -> str:
    return "VARCHAR" if pa.types.is_dictionary(kind) else "DOUBLE"


def _passed(column: str, kind: str) -> str:
    # Moments are days too, and an event needs no count. All else has its type, or wants a cast that somebody reads.
    return f"cast({_quoted(column)} as {_SQL[kind]})" if kind in ("date", "events") else _quoted(column)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Rows:
    """Structs in, structs out."""

    def __init__(self, scoring: Scoring) -> None:
        self.scoring = scoring

    def __call__(self, given: Any) -> Any:
        rows = pa.chunked_array([given]) if isinstance(given, pa.Array) else given
        # A struct that is null has fields that are null.
        answers = self.scoring.score(pa.Table.from_struct_array(rows)).combine_chunks()
        columns = [plain(column) for column in answers.columns]
        chunks = [column.chunk(0) if column.num_chunks else pa.array([], column.type) for column in columns]
        return pa.StructArray.from_arrays(chunks, names=answers.column_names)

"""Scores as a function of SQL in DuckDB.

>>> import duckdb, icp.duckdb
>>> con = icp.duckdb.register(duckdb.connect(), model, as_of="2026-10-01")
>>> _ = con.sql("create table accounts as from (values ('Acme', 320, 'US'), ('Bolt', 90, 'FR')) t(name, employees, country)")
>>> con.sql("select name, icp_score(employees := employees, country := country).tier from accounts").fetchall()
[('Acme', 'A'), ('Bolt', 'C')]
"""

from __future__ import annotations

import hashlib
import json
import uuid
from importlib import import_module
from typing import Any, Unpack

try:
    import duckdb
    from duckdb.func import FunctionNullHandling, PythonUDFType

    pa: Any = import_module("pyarrow")
except ImportError as _missing:
    raise ImportError("icp.duckdb needs DuckDB and pyarrow: pip install 'icp-scoring[duckdb]'") from _missing

from icp._duckdb_arguments import Arguments
from icp._icp import Model
from icp._table_scorer import Options, TableScorer, nothing, plain


def register(
    con: duckdb.DuckDBPyConnection, model: Model, name: str = "icp_score", **options: Unpack[Options]
) -> duckdb.DuckDBPyConnection:
    """Gives a connection the function ``icp_score``, to be called with the attributes by name.

    What is left out, and every NULL, is unknown. Numbers are of any numeric type and are never cast in silence: an
    integer beyond 2^53 is as wrong as it is everywhere, also as a DECIMAL. Dates are DATE, TIMESTAMP or VARCHAR, texts
    VARCHAR, ENUM, UUID or JSON, sets lists of texts, events lists of STRUCT("event" VARCHAR, "on" DATE, "count" DOUBLE).

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        The connection or cursor. Others of the same database do not have the function; each may be given its own, with
        the same model or another, at any time.
    model : Model
        The model.
    name : str
        The name of the function. One that this connection was given under the same name before is replaced, and stays in
        memory until the connection is closed.
    **options
        ``as_of``, ``columns``, ``per_icp``, ``per_criterion``, ``verdicts``, ``labels``, ``texts``, ``max_text``, ``bounds``, ``reasons``, ``qualified``, ``prefix``,
        ``threads`` and ``on_invalid``, as in `Model.score_frame`. ``columns`` renames arguments; an ``as_of`` that is no
        date is one more argument, the day of each row. Without ``as_of`` it is the day of this call.

    Returns
    -------
    duckdb.DuckDBPyConnection
        The same connection.

    Raises
    ------
    TypeError, ValueError, BatchError
        At once for options that are wrong. An argument of a type that its attribute does not take, and a value that the
        model does not take, end the query with a ``duckdb.InvalidInputException`` that says which.

    Notes
    -----
    Words are VARCHAR, which SQL sorts by the alphabet: a tier is compared with ``in ('A', 'B')``.

    The function gives a STRUCT with one field for each result: ``icp_score(...).score``, or ``unnest(icp_score(...))`` for
    columns of them all. DuckDB calls it for 2,048 rows at a time, so it needs hardly any memory, whatever the number of
    rows. `Model.score_frame` with ``keep=False`` takes about half of the processor time, and holds its answers in memory;
    with the columns it takes as long as the function, and holds them too. ``icp-py/benches/relation.py`` measures it.

    Examples
    --------
    >>> import duckdb, icp.duckdb
    >>> con = icp.duckdb.register(duckdb.connect(), model, as_of="2026-10-01")
    >>> _ = con.sql("create table accounts as from (values (320), (250), (90)) t(headcount)")
    >>> con.sql("select icp_score(employees := headcount).tier as tier, count(*) from accounts group by 1 order by 1").fetchall()
    [('B', 2), ('C', 1)]
    """
    scorer = TableScorer(model, options)
    arguments = Arguments(name, scorer.inputs())
    answers = scorer.score(nothing(scorer.inputs()))
    found = ", ".join(f"{_quoted(field.name)} {_sql(field.type)}" for field in answers.schema)
    key = f"{name}__{_key(scorer)}"
    if _has(con, name, key):
        return con
    # A function takes its arguments by place. The macro before it takes them by name, and knows what is left out. All
    # cursors of a database see the function, but it lives only as long as the one that made it, and no longer than its
    # transaction: each has its own, which nobody else calls.
    behind = f"{key}_{uuid.uuid4().hex}"
    # Its types speak of pyarrow's, which has none.
    made: Any = con
    made.create_function(
        behind,
        _Rows(scorer, arguments),
        [arguments.type],
        f"STRUCT({found})",
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    macro = f"create or replace temp macro {_quoted(name)}({arguments.named})"
    con.execute(f"{macro} as {_quoted(behind)}({arguments.packed})").fetchall()
    return con


def _key(scorer: TableScorer) -> str:
    """The same for equal models with equal options."""
    options = json.dumps(scorer.options, default=str, sort_keys=True)
    model = scorer.model
    return hashlib.sha256(f"{model.fingerprint} {model.given_lists} {model.source} {options}".encode()).hexdigest()[:16]


def _has(con: duckdb.DuckDBPyConnection, name: str, key: str) -> bool:
    """Whether the connection has this very function already: nobody else sees its temporary macros."""
    macros = "select macro_definition from duckdb_functions() where function_type = 'macro' and database_name = 'temp'"
    found = con.execute(f"{macros} and function_name = ?", [name]).fetchall()
    return any(definition is not None and f"{key}_" in definition for (definition,) in found)


def _sql(kind: Any) -> str:
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    return "VARCHAR" if pa.types.is_dictionary(kind) else "DOUBLE"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Rows:
    """Structs in, structs out."""

    def __init__(self, scorer: TableScorer, arguments: Arguments) -> None:
        self.scorer = scorer
        self.arguments = arguments

    def __call__(self, given: Any) -> Any:
        rows = pa.chunked_array([given]) if isinstance(given, pa.Array) else given
        # A struct that is null has fields that are null.
        answers = self.scorer.score(self.arguments.table(pa.Table.from_struct_array(rows))).combine_chunks()
        columns = [plain(column) for column in answers.columns]
        chunks = [column.chunk(0) if column.num_chunks else pa.array([], column.type) for column in columns]
        return pa.StructArray.from_arrays(chunks, names=answers.column_names)

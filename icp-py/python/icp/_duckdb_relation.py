"""DuckDB's relations.

Only what the model reads goes over as Arrow, which has no word for some of DuckDB's types. All else stays in DuckDB.
"""

from __future__ import annotations

import importlib
from array import array
from typing import TYPE_CHECKING, Any

from icp._duckdb_json import stream
from icp._progress import shown
from icp._tables import Progress, tell

if TYPE_CHECKING:
    from icp._icp import _Feed, _Scorer


def score_relation(scorer: _Scorer, data: Any, progress: Progress | None, keep: bool) -> Any:
    """The answers for a relation, as a relation of the same connection.

    The relation is run once: what it reads may be gone after that, or another (`random()`, a sample, a reader). With
    its columns the rows are therefore held, each with its number, before the columns that are read are taken from them.
    """
    pyarrow: Any = importlib.import_module("pyarrow")
    names: list[str] = list(data.columns)
    types = dict(zip(names, data.types, strict=True))
    read = scorer.reads(names)
    known = set(read)
    kinds = {name: types[name] for name in read}
    others = [name for name in names if name not in known]
    number = _unused("icp_row", names)
    taken = [f"{_cast(_quoted(name), str(types[name]))} as {_quoted(name)}" for name in read]
    if not keep:
        if not read:
            # A table without columns would have no rows.
            taken, others = [f"0 as {_quoted(others[0])}"], others[1:]
        given = data.query("icp_given", f"select {', '.join(taken)} from icp_given")
        scored = scorer.stream(stream(given, kinds), others, progress)
        tell(scored)
        # DuckDB finds tables by the names of variables; the relation holds what it found.
        answers = pyarrow.table(scored)
        return data.query("icp_given", "select * from answers") if answers is not None else None
    _refuse_clash(scorer, read, others)
    held = data.query("icp_given", f"select *, row_number() over () as {number} from icp_given").materialize()
    columns = f"icp_given.* exclude ({number}), answers.* exclude ({number})"
    if not _is_ordered(data):
        given = pyarrow.table(held.query("icp_given", f"select {', '.join([*taken, number])} from icp_given"))
        scored = scorer.stream(stream(given.drop_columns([number]), kinds), others, progress)
        tell(scored)
        answers = pyarrow.table(scored).append_column(number, given[number])
        return held.query("icp_given", f"select {columns} from icp_given join answers using ({number})")
    given = held.query("icp_given", f"select {', '.join(taken) or number} from icp_given")
    scored = scorer.stream(stream(given, kinds) if taken else pyarrow.table(given).drop_columns([number]), others, progress)
    tell(scored)
    answers = pyarrow.table(scored)
    numbers = pyarrow.py_buffer(array("q", range(1, answers.num_rows + 1)))
    numbers = pyarrow.Array.from_buffers(pyarrow.int64(), answers.num_rows, [None, numbers])
    answers = answers.append_column(number, numbers)
    # Row beside row, in the order of the rows. Were the setting changed before the result is asked for, the numbers
    # would tell.
    apart = "error('the rows are out of order: set preserve_insertion_order to true again')"
    check = f"case when icp_given.{number} is distinct from answers.{number} then {apart} else true end"
    return held.query("icp_given", f"select {columns} from icp_given positional join answers where {check}")


def add_relation(feed: _Feed, data: Any, progress: bool | Progress | None) -> None:
    """Adds the columns of a relation that are read to counts."""
    names: list[str] = list(data.columns)
    types = dict(zip(names, data.types, strict=True))
    read = feed.reads(names)
    known = set(read)
    # A table without columns would have no rows.
    taken = [f"{_cast(_quoted(name), str(types[name]))} as {_quoted(name)}" for name in read or names[:1]]
    others = [f"null as {_quoted(name)}" for name in names if name not in known and (read or name != names[0])]
    given = data.query("icp_given", f"select {', '.join([*taken, *others])} from icp_given")
    feed.stream(stream(given, {name: types[name] for name in read}), [], shown(progress, None))


def _refuse_clash(scorer: _Scorer, read: list[str], others: list[str]) -> None:
    """Refuses a result that is named as a column but for large and small letters, which DuckDB does not tell apart."""
    columns = [(name, ("objects", list[Any]())) for name in read]
    taken = {name.lower() for name in [*read, *others]}
    for name in scorer.columns(0, columns, others, None).names():
        if name.lower() in taken:
            scorer.columns(0, columns, [name], None)


def _is_ordered(data: Any) -> bool:
    """Whether the connection keeps the order of rows."""
    found = data.query("icp_given", "select current_setting('preserve_insertion_order')").fetchall()
    return bool(found[0][0])


def _unused(name: str, names: list[str]) -> str:
    """A name that no column has; DuckDB makes no difference between large and small letters."""
    taken = {one.lower() for one in names}
    while name in taken:
        name += "_"
    return name


def _cast(column: str, kind: str) -> str:
    """The column as a type that Arrow has, with the same values."""
    if kind in ('"NULL"', "NULL"):
        # DuckDB gives columns of nothing a buffer, which Arrow does not.
        return f"cast({column} as varchar)"
    if kind == "UHUGEINT":
        # A larger number would come out as another; so large, it is refused all the same.
        return f"cast(least({column}, 170141183460469231731687303715884105727) as hugeint)"
    return column


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

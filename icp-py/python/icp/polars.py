"""Scores as a Polars expression.

>>> import icp.polars, polars as pl
>>> accounts = pl.DataFrame({"employees": [320, 90], "country": ["US", "FR"]})
>>> accounts.with_columns(icp.polars.score(model, as_of="2026-10-01").struct.unnest())["tier"].to_list()
['A', 'C']
"""

from __future__ import annotations

from typing import Unpack

try:
    import polars as pl
    import polars.selectors as cs
except ImportError as _missing:
    raise ImportError("icp.polars needs Polars: pip install 'icp-scoring[polars]'") from _missing

from icp._errors import BatchError
from icp._icp import Model
from icp._table_scorer import Options, TableScorer


def score(model: Model, *, name: str = "icp", **options: Unpack[Options]) -> pl.Expr:
    """An expression that scores each row, for `select` and `with_columns` of a DataFrame or a LazyFrame.

    It reads the columns that are named as the attributes of the model (or their aliases, or as `columns` says), and
    works row by row, so that Polars may split the rows as it likes. For a whole table, `Model.score_frame` says more
    of what is wrong with it.

    Parameters
    ----------
    model : Model
        The model.
    name : str
        The name of the struct column.
    **options
        ``as_of``, ``columns``, ``per_icp``, ``per_criterion``, ``verdicts``, ``labels``, ``texts``, ``max_text``, ``bounds``, ``reasons``, ``qualified``, ``prefix``,
        ``threads``, ``on_invalid`` and ``missing_columns``, as in `Model.score_frame`. Without ``as_of`` the rows are
        judged on the day on which the expression was made.

    Returns
    -------
    polars.Expr
        A struct with one field for each result: scores and bounds as Float64; words as Enum where they
        have an order, else as Categorical. ``.struct.unnest()``
        makes columns of them.

    Raises
    ------
    TypeError, ValueError, BatchError
        At once for options that are wrong; when it runs, for columns and values that the model does not take.

    Examples
    --------
    >>> import icp.polars, polars as pl
    >>> accounts = pl.DataFrame({"employees": [320, 90], "country": ["US", "FR"]})
    >>> fit = icp.polars.score(model, as_of="2026-10-01")
    >>> accounts.with_columns(fit)["icp"].struct.field("score").to_list()
    [100.0, 0.0]
    >>> accounts.lazy().filter(fit.struct.field("status") == "qualified").collect()["country"].to_list()
    ['US']
    """
    scorer = TableScorer(model, options)
    nothing = {column: _TYPES[kind] for column, kind in scorer.inputs().items()}
    answers: pl.DataFrame = scorer.score(pl.DataFrame(schema=nothing))
    read = cs.by_name(*scorer.readable(), require_all=False)
    # With the first column, whatever it is, a table that has none of them is told what it lacks. No structure has room
    # for Python's objects.
    given = (read | cs.first()) - cs.object()
    unread = ((cs.first() & cs.object()) - read).is_null()
    refused = (read & cs.object()).map_batches(_refuse, return_dtype=pl.Null(), is_elementwise=True)
    scored = pl.struct(given, unread, refused).map_batches(
        _Rows(scorer), return_dtype=pl.Struct(answers.schema), is_elementwise=True
    )
    return scored.alias(name)


_TYPES: dict[str, pl.DataType] = {
    "number": pl.Float64(),
    "text": pl.String(),
    "bool": pl.Boolean(),
    "date": pl.Date(),
    "set": pl.List(pl.String()),
    "events": pl.List(pl.Struct({"event": pl.String(), "on": pl.Date(), "count": pl.Float64()})),
}


def _refuse(column: pl.Series) -> pl.Series:
    message = f"column `{column.name}` has Python objects, which no expression takes"
    way = "score it with `Model.score_frame`, which reads them, or make another type of them, such as a list of texts"
    raise BatchError(f"{message}; {way}", "batch.column_type", column.name, None, message, way)


class _Rows:
    """Rows in, answers out; a class, so that an expression can be pickled."""

    def __init__(self, scorer: TableScorer) -> None:
        self.scorer = scorer

    def __call__(self, rows: pl.Series) -> pl.Series:
        answers: pl.DataFrame = self.scorer.score(rows.struct.unnest())
        return answers.to_struct(rows.name)

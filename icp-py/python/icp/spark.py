"""Scores of Spark DataFrames.

>>> import icp, icp.spark  # doctest: +SKIP
>>> icp.spark.score(spark.table("accounts"), model).write.saveAsTable("scored")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

try:
    from pyspark.sql.types import BooleanType, DoubleType, StringType, StructField, StructType

    pa: Any = import_module("pyarrow")
    # Spark's mapInArrow asks for it.
    import_module("pandas")
except ImportError as _missing:
    raise ImportError("icp.spark needs PySpark, pandas and pyarrow: pip install 'icp[spark]'") from _missing

from icp._icp import Model
from icp._scoring import Options, Scoring, nothing, plain

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def score(df: DataFrame, model: Model, *, keep: bool = True, **options: Unpack[Options]) -> DataFrame:
    """The answers for each row, beside the given columns; nothing runs before the result is asked for.

    The model travels with the query; this package has to be installed where the rows are. Rows are scored in the
    order and the partitions that they have.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        The accounts, a batch or a stream.
    model : Model
        The model.
    keep : bool
        Whether the given columns come back too. Without them Spark sends only those that are read.
    **options
        ``as_of``, ``columns``, ``per_icp``, ``per_criterion``, ``verdicts``, ``bounds``, ``reasons``, ``qualified``, ``prefix``,
        ``threads``, ``on_invalid`` and ``missing_columns``, as in `Model.score_frame`. Without ``as_of`` it is the day of
        this call. ``threads`` is 1 when left out: Spark gives each task one core.

    Returns
    -------
    pyspark.sql.DataFrame
        The results are doubles, strings, and booleans (``qualified``). Strings have no order of their own: Spark sorts
        tiers by the alphabet.

    Raises
    ------
    TypeError, ValueError, BatchError
        At once for options and columns that do not suit the model. A value that it does not take ends the query with a
        ``PythonException`` that has the message of the `BatchError`; its row is counted within a batch of the partition.

    Examples
    --------
    >>> scored = icp.spark.score(df, model, as_of="2026-10-01")  # doctest: +SKIP
    >>> scored.where("tier = 'A'").orderBy("score", ascending=False).show()  # doctest: +SKIP
    """
    scoring = Scoring(model, {"threads": 1, **options})
    readable = scoring.readable()
    if not keep:
        # Rows without columns would not be counted.
        df = df.select([_quoted(name) for name in df.columns if name in readable] or _quoted(df.columns[0]))
    # What is missing, and results that are named as given columns are, is told here and not where the rows are.
    empty = nothing({name: readable.get(name) for name in df.columns})
    answers: Any = scoring.score(empty, keep)
    if keep:
        answers = answers.drop_columns(df.columns)
    results = [StructField(field.name, _type(field.type)) for field in answers.schema]
    schema = StructType([*(df.schema.fields if keep else []), *results])
    given: Any = df
    scored: DataFrame = given.mapInArrow(_Batches(scoring, keep), schema)
    return scored


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _type(kind: Any) -> StringType | DoubleType | BooleanType:
    if pa.types.is_boolean(kind):
        return BooleanType()
    return StringType() if pa.types.is_dictionary(kind) else DoubleType()


class _Batches:
    """What runs where the rows are."""

    def __init__(self, scoring: Scoring, keep: bool) -> None:
        self.scoring = scoring
        self.keep = keep

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            answers = self.scoring.score(batch)
            # Spark takes neither dictionaries nor string views back.
            columns = [plain(column) for column in answers.columns]
            names = answers.schema.names
            if self.keep:
                columns, names = [*batch.columns, *columns], [*batch.schema.names, *names]
            yield pa.RecordBatch.from_arrays(columns, names=names)

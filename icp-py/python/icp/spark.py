"""Scores of Spark DataFrames.

>>> import icp.spark
>>> from pyspark.sql import SparkSession
>>> spark = SparkSession.builder.master("local[2]").getOrCreate()
>>> accounts = spark.createDataFrame([("Acme", 320, "US"), ("Bolt", 90, "FR")], ["name", "employees", "country"])
>>> icp.spark.score(accounts, model, as_of="2026-10-01").orderBy("score", ascending=False).first().name
'Acme'
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Unpack

try:
    from pyspark.sql.types import BooleanType, DoubleType, StringType, StructField, StructType

    # Its types are of pyarrow's, which has none.
    F: Any = import_module("pyspark.sql.functions")
    pa: Any = import_module("pyarrow")
    # Spark asks for it where functions run.
    import_module("pandas")
except ImportError as _missing:
    raise ImportError("icp.spark needs PySpark 4.1, pandas and pyarrow: pip install 'icp-scoring[spark]'") from _missing

from icp._feed import Reading, tell
from icp._icp import Model
from icp._table_scorer import Options, TableScorer, nothing, plain
from icp.evidence import Outcomes, Population, Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def score(df: DataFrame, model: Model, *, keep: bool = True, **options: Unpack[Options]) -> DataFrame:
    """The answers for each row, beside the given columns; nothing runs before the result is asked for.

    The model travels with the query; this package has to be installed where the rows are. Only the columns that are read
    are sent to Python; the others stay in Spark, whatever type they are of. Rows are scored in the order and the
    partitions that they have.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        The accounts, a batch or a stream.
    model : Model
        The model.
    keep : bool
        Whether the given columns come back too.
    **options
        ``as_of``, ``columns``, ``per_icp``, ``per_criterion``, ``verdicts``, ``labels``, ``texts``, ``max_text``, ``bounds``, ``reasons``, ``qualified``, ``prefix``,
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
    >>> import icp.spark
    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.master("local[2]").getOrCreate()
    >>> accounts = spark.createDataFrame([("Acme", 320, "US"), ("Bolt", 90, "FR")], ["name", "employees", "country"])
    >>> scored = icp.spark.score(accounts, model, as_of="2026-10-01")
    >>> [row.name for row in scored.where("tier = 'A'").collect()]
    ['Acme']
    """
    scorer = TableScorer(model, {"threads": 1, **options})
    readable = scorer.readable()
    # Missing columns, and results named as given columns are, are reported here and not where the rows are.
    empty = nothing({name: readable.get(name) for name in df.columns})
    answers: Any = scorer.score(empty, keep)
    if keep:
        answers = answers.drop_columns(df.columns)
    schema = StructType([StructField(field.name, _type(field.type)) for field in answers.schema])
    names = [name for name in df.columns if name in readable]
    # A function without arguments would not know the number of rows.
    given: list[Any] = [F.col(_quoted(name)) for name in names] or [F.lit(0)]
    made: Any = F.arrow_udf(_rows(scorer, names), schema)
    # Not to be worked out once for each result that somebody asks for.
    scored = made.asNondeterministic()(*given)
    together = _unused("icp_answers", [*df.columns, *answers.schema.names])
    beside = df.select("*", scored.alias(together)) if keep else df.select(scored.alias(together))
    if keep:
        return beside.select("*", f"{together}.*").drop(together)
    return beside.select(f"{together}.*")


def report(
    df: DataFrame,
    model: Model,
    *,
    outcome: Outcomes = None,
    weight: str | None = None,
    **reading: Unpack[Reading],
) -> Report:
    """A population in Spark under a model, as `icp.evidence.report` has it, to the same bits.

    Each partition is counted where it is, and its counts come back as bytes; this process adds them up and judges. Only
    the columns that are read are sent to Python. The query runs at once. What the figures do not show, such as invalid values, is
    warned of here, over all partitions.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        The accounts, a batch.
    model : Model
        The model.
    outcome, weight, **reading
        As in `icp.evidence.report`; ``threads`` is 1 when left out.

    Returns
    -------
    icp.evidence.Report
        Its frames are of pandas.

    Examples
    --------
    >>> import icp.spark
    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.master("local[2]").getOrCreate()
    >>> accounts = spark.createDataFrame([(320, "US", True), (90, "FR", False)], ["employees", "country", "won"])
    >>> float(icp.spark.report(accounts, model, outcome="won", as_of="2026-10-01").outcomes.auc[0])
    1.0
    """
    # Today is settled here: rows may be counted on other machines, and after midnight.
    as_of = reading.get("as_of")
    settled: Reading = {"threads": 1, **reading, "as_of": datetime.date.today() if as_of is None else as_of}
    whole = Population(model, outcome=outcome, weight=weight)
    names: list[str] = whole.reads(df.columns, **settled)
    # Its functions over batches have no types.
    read: Any = df.select(*[F.col(_quoted(name)) for name in names])
    for row in read.mapInArrow(_counts(whole, settled), "counts binary").collect():
        whole.merge(Population.from_bytes(model, bytes(row.counts)))
    # What each partition told of its columns, judged over all of them.
    counted: Any = whole
    tell(counted._counts)
    return whole.report()


def _unused(name: str, names: list[str]) -> str:
    """A name that no column has, in large or small letters."""
    taken = {one.lower() for one in names}
    while name in taken:
        name += "_"
    return name


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _type(kind: Any) -> StringType | DoubleType | BooleanType:
    if pa.types.is_boolean(kind):
        return BooleanType()
    return StringType() if pa.types.is_dictionary(kind) else DoubleType()


def _rows(scorer: TableScorer, names: list[str]) -> Callable[..., Any]:
    """The function that runs where the rows are."""

    def rows(*columns: Any) -> Any:
        given = pa.RecordBatch.from_arrays(list(columns), names=names or ["none"])
        answers = scorer.score(given)
        # Spark takes neither dictionaries nor string views back.
        return pa.StructArray.from_arrays([plain(column) for column in answers.columns], names=answers.schema.names)

    # By these Spark knows that it takes and gives arrays, as many as there are.
    rows.__annotations__ = {"columns": pa.Array, "return": pa.Array}
    return rows


def _counts(empty: Population, reading: Reading) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """The function that counts a partition."""

    def counts(batches: Iterator[Any]) -> Iterator[Any]:
        # A partition is one table: what is wrong with a column is judged over all of it.
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            part = copy.copy(empty).add(pa.Table.from_batches(given), **reading)
            yield pa.RecordBatch.from_pydict({"counts": pa.array([part.to_bytes()], pa.binary())})

    return counts

"""A real Spark on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import accounts
import icp
import java
import pytest

java.required()

import icp.evidence  # noqa: E402
import icp.spark  # noqa: E402
from pyspark.errors import PythonException  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

SCHEMA = (
    "row int, employees double, country string, paying boolean, funded_on date, tech_stack array<string>,"
    " visits array<struct<event:string,on:date,count:double>>"
)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "512m",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def given(spark: SparkSession) -> DataFrame:
    rows = [(at, *row) for at, row in enumerate(accounts.ROWS)]
    return spark.createDataFrame(rows, SCHEMA).repartition(3)


def told(scored: DataFrame) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in scored.orderBy("row").select("best", "status", "score", "tier").collect()]


def test_every_row_with_its_columns(given: DataFrame) -> None:
    scored = icp.spark.score(given, accounts.MODEL, as_of=accounts.AS_OF)
    assert scored.columns[:8] == ["row", *accounts.NAMES, "best"]
    assert dict(scored.dtypes)["score"] == "double" and dict(scored.dtypes)["tier"] == "string"
    assert told(scored) == accounts.answers()
    kept = scored.orderBy("row").select("visits").collect()
    assert kept == given.orderBy("row").select("visits").collect()


def test_it_goes_on_as_sql(given: DataFrame) -> None:
    scored = icp.spark.score(given, accounts.MODEL, as_of=accounts.AS_OF, per_icp=True, prefix="icp_")
    tiers = scored.groupBy("icp_tier").count().orderBy("icp_tier").collect()
    assert [tuple(row) for row in tiers] == [(None, 1), ("A", 3), ("B", 1), ("C", 1)]
    assert scored.where("row = 2").select("`icp_small.score`").collect()[0][0] == 100.0


def test_the_answers_alone_need_only_what_is_read(given: DataFrame) -> None:
    wide = given.withColumn("secret", F.lit("x"))
    scored = icp.spark.score(wide, accounts.MODEL, as_of=accounts.AS_OF, keep=False)
    assert "row" not in scored.columns and scored.columns[0] == "best"
    found = sorted(scored.select("score").collect(), key=str)
    assert [row[0] for row in found] == sorted((score for _, _, score, _ in accounts.answers()), key=lambda one: f"Row(score={one})")


def test_many_rows_other_names_and_days(spark: SparkSession) -> None:
    many = spark.range(50_000).select(
        (F.col("id") % 700).alias("staff"), F.lit("US").alias("country"), F.to_date(F.lit("2026-10-01")).alias("judged_on")
    )
    options: dict[str, Any] = {"columns": {"employees": "staff"}, "missing_columns": "unknown", "as_of": "judged_on"}
    with pytest.warns(icp.IcpWarning, match="`paying`"):
        scored = icp.spark.score(many, accounts.MODEL, **options)
    counts = {row[0]: row[1] for row in scored.groupBy("best").count().collect()}
    sizes = [row % 700 for row in range(50_000)]
    each = {size: accounts.MODEL.score({"employees": size, "country": "US"}, accounts.AS_OF).best for size in set(sizes)}
    bests = [each[size] for size in sizes]
    assert counts == {best: bests.count(best) for best in set(bests)}


DOTTED = icp.Model.from_yaml("""
format: icp/1
name: dots
attributes: {variation: {type: number, aliases: [emp.var.rate]}, country: {type: text}}
icps:
  - id: i
    fit:
      criteria: [{id: size, fit: {variation: {gte: 50}}}, {id: market, fit: {country: DE}}]
      tiers: [{id: A, from: 75}, {id: B}]
""")
# Types that Arrow or Python cannot have, and names that have to be quoted.
UNREAD = {
    "months": "interval '1-2' year to month",
    "calendar": "make_interval(1, 2, 3)",
    "days": "interval '1' day",
    "nothing": "null",
    "any": """parse_json('{"a": 1}')""",
    "a.b c": "7",
    "a`b": "8",
    "icp_answers": "9",
}


@pytest.mark.parametrize("name", ["emp.var.rate", "a `quoted` one", "variation"])
def test_columns_of_any_name_and_type(spark: SparkSession, name: str) -> None:
    unread = [F.expr(value).alias(column) for column, value in UNREAD.items()]
    given = spark.range(4).select((F.col("id") * 30).alias(name), F.lit("DE").alias("country"), *unread)
    columns = None if name == "emp.var.rate" else {"variation": name}
    kept = icp.spark.score(given, DOTTED, as_of=accounts.AS_OF, columns=columns)
    alone = icp.spark.score(given, DOTTED, as_of=accounts.AS_OF, columns=columns, keep=False)
    assert kept.columns == [*given.columns, *alone.columns] and alone.columns[:3] == ["best", "icp", "score"]
    assert kept.schema.fields[: len(given.columns)] == given.schema.fields
    # PySpark itself cannot collect some of the types; as text all can be looked at.
    def texts(frame: DataFrame) -> list[Any]:
        quoted = ["`" + column.replace("`", "``") + "`" for column in given.columns]
        return [tuple(row) for row in frame.select(*(F.col(column).cast("string") for column in quoted)).collect()]

    assert texts(kept) == texts(given)
    scores = [(30 * row, row) for row in range(4)]
    right = [DOTTED.score({"variation": size, "country": "DE"}, accounts.AS_OF).score for size, _ in scores]
    assert [row[0] for row in kept.select("score").collect()] == [row[0] for row in alone.select("score").collect()] == right


def test_no_rows(given: DataFrame) -> None:
    assert icp.spark.score(given.where("row < 0"), accounts.MODEL, as_of=accounts.AS_OF).count() == 0


def test_what_is_wrong_is_said(spark: SparkSession, given: DataFrame) -> None:
    with pytest.raises(icp.BatchError, match="`country`"):
        icp.spark.score(given.drop("country"), accounts.MODEL)
    with pytest.raises(icp.BatchError, match="`score`"):
        icp.spark.score(given.withColumn("score", F.lit(1)), accounts.MODEL)
    with pytest.raises(TypeError, match="an icp.Model, not `str`"):
        icp.spark.score(given, "model.yaml")  # type: ignore[arg-type]
    lots = given.withColumn("employees", F.lit("lots"))
    with pytest.raises(PythonException, match="BatchError: column `employees`.*`lots`"):
        icp.spark.score(lots, accounts.MODEL).collect()


def test_a_report_is_that_of_one_process(given: DataFrame) -> None:
    told = given.withColumn("won", F.col("employees") > 100).withColumn("unused", F.lit("x"))
    found = icp.spark.report(told, accounts.MODEL, outcome="won", as_of=accounts.AS_OF)
    rows = [{**one, "won": None if one["employees"] is None else one["employees"] > 100} for one in accounts.ACCOUNTS]
    assert found.to_dict() == icp.evidence.report(accounts.MODEL, rows, outcome="won", as_of=accounts.AS_OF).to_dict()
    assert found.rows == 6 and found.frame.tier.tolist()
    with pytest.raises(PythonException, match="neither true nor false"):
        icp.spark.report(told, accounts.MODEL, outcome="unused", as_of=accounts.AS_OF)


def test_a_report_warns_of_what_its_workers_met(spark: SparkSession) -> None:
    rows = [(str(at), "US") if at % 5 else ("lots", "US") for at in range(40)]
    odd = spark.createDataFrame(rows, ["employees", "country"]).repartition(4)
    options: dict[str, Any] = {"as_of": accounts.AS_OF, "on_invalid": "missing", "missing_columns": "unknown"}
    with pytest.warns(icp.IcpWarning) as told:
        icp.spark.report(odd, accounts.MODEL, **options)
    texts = [str(one.message) for one in told]
    assert any("`employees`: 8 of 40 values" in text for text in texts), texts
    assert any("no column for" in text for text in texts), texts

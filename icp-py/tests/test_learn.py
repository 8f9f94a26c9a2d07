"""`icp.learn`: every kind of table gives the same document, the engine scores it, and there is none without a signal."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import icp
import numpy as np
import pandas as pd
import polars as pl
import pytest
from icp.evidence import Outcome

DAY = "2026-10-01"
ROOT = Path(__file__).resolve().parents[2]


def made(rows: int = 1200, seed: int = 0) -> pd.DataFrame:
    """Large accounts and those of the US are won more often; other columns say nothing."""
    random = np.random.default_rng(seed)
    sizes = random.lognormal(4, 1.2, rows).round()
    countries = random.choice(np.array(["US", "DE", "FR", None], dtype=object), rows)
    founded = np.datetime64("2015-01-01") + random.integers(0, 3000, rows).astype("timedelta64[D]")
    chance = 1 / (1 + np.exp(-(np.log(sizes) - 4) - (countries == "US") + 1))
    columns = {"Company Size": sizes, "country": countries, "founded": founded, "hiring": random.random(rows) < 0.5}
    return pd.DataFrame({**columns, "stage": np.where(random.random(rows) < chance, "Won", "Lost")})


FRAME = made()
LEARNED = icp.learn(FRAME, outcome="stage=Won", as_of=DAY)
TABLES: dict[str, Any] = {
    "polars": lambda: pl.from_pandas(FRAME),
    "a lazy frame": lambda: pl.from_pandas(FRAME).lazy(),
    "pyarrow": lambda: pl.from_pandas(FRAME).to_arrow(),
    "a stream": lambda: pl.from_pandas(FRAME).to_arrow().to_reader(max_chunksize=100),
    "a dict of lists": lambda: pl.from_pandas(FRAME).to_dict(as_series=False),
    "a list of dicts": lambda: pl.from_pandas(FRAME).to_dicts(),
    "pandas with pyarrow's types": lambda: FRAME.convert_dtypes(dtype_backend="pyarrow"),
    "pandas with categories": lambda: FRAME.astype({"country": "category", "stage": "category"}),
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_of_table_gives_the_same_document(kind: str) -> None:
    table = TABLES[kind]()
    learned = icp.learn(table, outcome="stage=Won", as_of=DAY)
    assert learned.document == LEARNED.document
    assert learned.report.to_dict() == LEARNED.report.to_dict()
    if kind in ("polars", "pyarrow"):
        assert type(learned.columns) is type(table) and type(learned.report.tiers) is type(table)


def test_the_model_is_what_the_report_says() -> None:
    learned = LEARNED
    assert learned.model is not None and learned.document is not None and learned.nothing is None and learned.invalid == 0
    assert learned.model == icp.Model.from_yaml(learned.document) and learned.model.name == "accounts"
    assert [one.id for one in learned.model.criteria] == ["company_size", "country"]
    assert learned.signal is not None and learned.signal.found and learned.signal.permutations == 199
    columns = learned.columns.set_index("column")
    assert columns["used"].to_dict() == {"Company Size": True, "country": True, "founded": False, "hiring": False}
    assert columns.loc["hiring", "why_not"] == "says nothing" and columns["known"]["Company Size"] == len(FRAME)
    # The points of a score are those of the bands that it falls into.
    bands = learned.report.bands
    best = bands.groupby("column")["points"].max().sum()
    scored = learned.model.score_frame(FRAME.drop(columns="stage"), as_of=DAY)
    assert scored["score"].max() == best and (scored["score"] == scored["score"].round()).all()
    assert bands[bands["column"] == "country"]["rows"].sum() == len(FRAME)
    tiers = learned.report.tiers
    assert tiers["rate"].is_monotonic_decreasing and tiers["rows"].sum() == len(FRAME)
    assert (scored["tier"].value_counts().reindex(tiers["tier"]).to_numpy() == tiers["rows"].to_numpy()).all()


def test_the_report_in_every_form() -> None:
    report = LEARNED.report
    assert report.to_text().startswith("Learned from accounts\n") and str(LEARNED) == report.to_text()
    assert "| Company Size | yes |" in report.to_markdown() and report.to_html().startswith("<!DOCTYPE html>")
    shown = LEARNED._repr_html_()
    assert shown == report._repr_html_() and "There is a signal" in shown and "<caption>Tiers</caption>" in shown
    assert list(report.tables) == ["columns", "bands", "tiers"] and report.frame.equals(report.columns)
    assert report.warnings == report.to_dict()["warnings"]
    copied = pickle.loads(pickle.dumps(LEARNED))
    assert copied.document == LEARNED.document and copied.report.bands.equals(report.bands)


def test_noise_gives_no_model() -> None:
    noise = FRAME.assign(stage=np.random.default_rng(5).permutation(FRAME["stage"]))
    learned = icp.learn(noise, outcome="stage=Won", as_of=DAY)
    assert learned.model is None and learned.document is None
    assert learned.nothing is not None and learned.nothing.startswith("nothing was learned: no signal found in")
    assert learned.signal is not None and not learned.signal.found and learned.signal.p > 0.05
    assert "No signal found" in learned.report.to_text() and not learned.columns["used"].any()
    few = icp.learn(FRAME.head(12), outcome="stage=Won")
    assert few.model is None and few.signal is None and "too few" in str(few.nothing)
    untested = icp.learn(FRAME, outcome="stage=Won", permutations=0, as_of=DAY)
    assert untested.model is not None and untested.signal is None


def test_a_hypothesis_is_written_when_it_is_asked_for() -> None:
    noise = made(90).assign(stage=["Won" if row % 3 == 0 else "Lost" for row in range(90)])
    usual = icp.learn(noise, outcome="stage=Won", as_of=DAY)
    assert usual.signal is not None and not usual.signal.found and usual.model is None
    asked = icp.learn(noise, outcome="stage=Won", as_of=DAY, without_signal=True)
    assert (asked.model is None) == (asked.nothing is not None)
    assert asked.model is not None and "No signal was found" in str(asked.document)


def test_the_options_are_those_of_the_command() -> None:
    def ids(**options: Any) -> list[str]:
        model = icp.learn(FRAME, **{"outcome": "stage=Won", "as_of": DAY, **options}).model
        return [] if model is None else [one.id for one in model.criteria]

    assert ids(max_criteria=1) == ["company_size"] and ids(ignore=["Company Size"]) == ["country"]
    assert ids(seed=7, threads=1) == ids(threads=2) == ["company_size", "country"]
    total = icp.learn(FRAME, outcome="stage=Won", as_of=DAY, points="total:100").model
    assert total is not None and 95 <= total.score_ranges()[0].highest <= 105
    two = icp.learn(FRAME, outcome="stage=Won", as_of=DAY, max_bands=2)
    assert (two.report.bands["column"] == "Company Size").sum() == 3
    falling = icp.learn(FRAME, outcome="stage=Won", as_of=DAY, monotone={"Company Size": "falling"})
    assert "Company Size" not in set(falling.report.bands["column"])
    kept = icp.learn(FRAME.head(900), outcome="stage=Won", as_of=DAY, keep_bands=LEARNED.model).report.bands
    sizes = LEARNED.report.bands.query("column == 'Company Size'")["band"]
    assert kept.query("column == 'Company Size'")["band"].tolist() == sizes.tolist()
    rate = icp.learn(FRAME, outcome="stage=Won", as_of=DAY, base_rate=0.01).report.tiers["rate"]
    assert rate.max() < LEARNED.report.tiers["rate"].max()
    weighted = icp.learn(FRAME.assign(many=2), outcome="stage=Won", weight="many", as_of=DAY)
    assert "many" not in set(weighted.columns["column"])
    grouped = icp.learn(FRAME.assign(owner=np.arange(len(FRAME)) // 2), outcome="stage=Won", group="owner", as_of=DAY)
    assert grouped.signal is not None and grouped.signal.by_account
    assert grouped.report.to_dict()["distinct_accounts"] == len(FRAME) / 2


def test_a_profile_for_each_group() -> None:
    random = np.random.default_rng(3)
    large = np.log(FRAME["Company Size"]) - 4
    segment = np.where(random.random(len(FRAME)) < 0.5, "SMB", "Enterprise")
    odds = np.where(segment == "SMB", large, -large)
    stage = np.where(random.random(len(FRAME)) < 1 / (1 + np.exp(-odds)), "Won", "Lost")
    learned = icp.learn(FRAME.assign(segment=segment, stage=stage), outcome="stage=Won", split_by="segment", as_of=DAY)
    assert learned.model is not None and set(learned.model.icps) == {"SMB", "Enterprise"}
    told = learned.report.to_dict()
    assert told["several_are_better"] and told["test"]["low"] > 0 and told["split_by"] == "segment"
    assert sorted(group["priority"] for group in told["groups"]) == [1, 2] and learned.signal is None
    assert set(learned.report.bands["profile"]) == {"SMB", "Enterprise"}
    assert "Several profiles rank better than one" in str(learned).replace("\n", " ")
    one = icp.learn(FRAME.assign(segment=segment), outcome="stage=Won", split_by="segment", as_of=DAY)
    assert one.report.to_dict()["several_are_better"] is False and one.model is not None
    cut = icp.learn(FRAME, outcome="stage=Won", split_by="Company Size=60", as_of=DAY, without_signal=True)
    assert cut.model is not None and len(cut.model.icps) == 2
    with pytest.raises(icp.LearnError, match="numbers, which are no groups by themselves") as caught:
        icp.learn(FRAME, outcome="stage=Won", split_by="Company Size", as_of=DAY)
    assert caught.value.code == "learn.split"


def test_outcomes_in_every_form() -> None:
    flags = FRAME.assign(won=FRAME["stage"] == "Won").drop(columns="stage")
    assert icp.learn(flags, outcome="won", as_of=DAY).report.bands.equals(LEARNED.report.bands)
    named = icp.learn(FRAME, outcome=Outcome("stage", won=["Won"], lost=["Lost"]), as_of=DAY)
    assert named.report.bands.equals(LEARNED.report.bands)
    later = FRAME.assign(stage=np.where(np.arange(len(FRAME)) < 100, "Demo", FRAME["stage"]))
    opened = icp.learn(later, outcome=Outcome("stage", won=["Won"], open=["Demo"]), as_of=DAY)
    assert opened.report.to_dict()["left_out_rows"] == 100


def test_the_best_customers_against_all() -> None:
    best, everybody = FRAME[FRAME["stage"] == "Won"].drop(columns="stage"), FRAME.drop(columns="stage")
    learned = icp.learn(best, reference=everybody, as_of=DAY)
    assert learned.report.to_dict()["against"] == "reference"
    assert learned.model is not None and "company_size" in [one.id for one in learned.model.criteria]
    assert learned.report.to_dict()["won"] == len(best)


@pytest.mark.parametrize(
    ("options", "code", "text"),
    [
        ({"outcome": "stge"}, "learn.no_column", "there is no column `stge`: did you mean `stage`?"),
        ({"outcome": "stage=Won", "ignore": ["x"]}, "learn.no_column", "the columns are Company Size, country"),
        ({"outcome": "Company Size"}, "learn.outcome", "is neither true nor false"),
        ({"outcome": "stage=Won", "weight": "country"}, "learn.weight", "a weight is a number"),
        ({"outcome": "stage=Won", "decided_on": "country"}, "learn.no_days", "has no days that are read"),
        ({"outcome": "stage=Won", "points": "20"}, "learn.setting", "like 0..20 or total:100"),
        ({"outcome": "stage=Won", "monotone": "rising"}, "learn.setting", "`rising` is no direction"),
        ({"outcome": "stage=Won", "max_bands": 1}, "learn.setting", "expected 2 to 10"),
        ({"outcome": Outcome("stage", won=["Won", "Lost"])}, "learn.one_class", "both are needed"),
    ],
)
def test_what_cannot_be_learned_is_refused(options: dict[str, Any], code: str, text: str) -> None:
    with pytest.raises(icp.LearnError) as caught:
        icp.learn(FRAME, as_of=DAY, **options)
    assert caught.value.code == code and text in str(caught.value)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (copied.code, copied.message, copied.help) == (code, caught.value.message, caught.value.help)


SOLD = FRAME["stage"] == "Won"


@pytest.mark.parametrize(
    ("columns", "options", "text"),
    [
        ({"stage": "Won"}, {}, "1200 won and 0 lost rows"),
        ({"Company Size": 5.0, "country": "US", "founded": None, "hiring": True}, {}, "no column to learn from"),
        ({"Company Size": np.nan, "country": None, "founded": None, "hiring": None}, {}, "no column to learn from"),
        ({"w": 0.0}, {"weight": "w"}, "0 won and 0 lost rows"),
        ({"w": np.where(SOLD, 0.0, 1.0)}, {"weight": "w"}, "0 won and"),
        ({"w": np.nan}, {"weight": "w"}, "0 won and 0 lost rows"),
        ({"w": np.inf}, {"weight": "w"}, "a weight is a number, not `inf`"),
        ({"w": -1.0}, {"weight": "w"}, "expected a number from 0 to 1,000,000"),
    ],
)
def test_hostile_tables_end_in_a_sentence(columns: dict[str, Any], options: dict[str, Any], text: str) -> None:
    with pytest.raises(icp.LearnError, match=text):
        icp.learn(FRAME.assign(**columns), outcome="stage=Won", as_of=DAY, **options)


def test_tables_that_only_look_hostile_are_learned_from() -> None:
    size = FRAME["Company Size"]
    more = pd.DataFrame({f"c{at}": np.arange(len(FRAME)) % 7 for at in range(400)})
    tables = {
        "a text for each row": FRAME.assign(note=[f"text number {row}" for row in range(len(FRAME))]),
        "rows that are there often": pd.concat([FRAME.head(300)] * 5),
        "numbers that are none": FRAME.assign(**{"Company Size": size.where(size < 300)}),
        "numbers without an end": FRAME.assign(**{"Company Size": size.where(size < 300, np.inf)}),
        "more columns": pd.concat([FRAME, more], axis=1),
    }
    for name, table in tables.items():
        learned = icp.learn(table, outcome="stage=Won", as_of=DAY)
        assert learned.model is not None, (name, learned.nothing)
        assert "country" in [one.id for one in learned.model.criteria], name


def test_arguments_of_the_wrong_type() -> None:
    for options in ({}, {"outcome": "stage", "reference": FRAME}):
        with pytest.raises(TypeError, match="either outcome names a column, or reference"):
            icp.learn(FRAME, **options)
    with pytest.raises(TypeError, match="ignore is a list of columns, not the text `country`"):
        icp.learn(FRAME, outcome="stage=Won", ignore="country")
    with pytest.raises(TypeError, match="a table is"):
        icp.learn("accounts.csv", outcome="won")


def credit() -> Path | None:
    """The German credit data, where the shared tables are."""
    found = (parent / "shared" / "data" / "german_credit" / "germancredit.csv" for parent in ROOT.parents)
    return next((path for path in found if path.exists()), None)


def test_a_real_table() -> None:
    path = credit()
    if path is None:
        pytest.skip("not there: shared/data/german_credit")
    table = pd.read_csv(path, keep_default_na=False, na_values=[""])
    learned = icp.learn(table, outcome="creditability=bad", name="german credit")
    assert learned.model is not None and learned.signal is not None and learned.signal.found
    auc = learned.report.to_dict()["auc"]
    assert 0.74 < auc["auc"] < 0.82
    assert learned.report.bands["column"].iloc[0] == "status_of_existing_checking_account"
    # Tables that were read by another library give the same.
    other = pl.read_csv(path, null_values=[""], infer_schema_length=None)
    assert icp.learn(other, outcome="creditability=bad", name="german credit").document == learned.document

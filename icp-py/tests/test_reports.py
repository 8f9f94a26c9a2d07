"""Problems that people reported of tables and saved models; the index is tests/reports/README.md."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import io
import itertools
import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icp
import numpy as np
import pandas as pd
import polars as pl
import pytest

DAY = "2026-10-01"

KINDS = icp.Model.from_yaml("""
format: icp/1
name: kinds
attributes:
  married: {type: bool}
  grade:   {type: text}
  people:  {type: number}
  since:   {type: date}
  tools:   {type: set}
icps:
  - id: core
    fit:
      criteria:
        - {id: married, fit: {married: true}}
        - {id: grade, table: {attribute: grade, ratings: {"1": 1, "2": 0.5}, otherwise: -1}}
        - {id: people, fit: {people: {gte: 50}}}
        - {id: since, fit: {since: {before: 2015-01-01}}}
        - {id: tools, fit: {tools: {has: x}}}
      tiers: [{id: A, from: 50}, {id: B}]
""")


def alone(row: dict[str, Any]) -> float | None | str:
    """The score of one row as a dict, or that it is refused."""
    blank: Callable[[Any], bool] = lambda value: isinstance(value, float) and math.isnan(value)  # noqa: E731
    try:
        return KINDS.score({key: None if blank(value) else value for key, value in row.items()}, as_of=DAY).score
    except icp.AccountError:
        return "refused"


def in_table(frame: Any) -> list[float | None | str]:
    """The scores of a table, or that it is refused."""
    try:
        scores = KINDS.score_frame(frame, as_of=DAY, missing_columns="unknown")["score"]
    except icp.BatchError:
        return ["refused"]
    return [None if value is None or math.isnan(value) else value for value in scores]


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
@pytest.mark.parametrize("rows", [4, 2, 1])
def test_a_row_alone_and_in_its_table(rows: int) -> None:
    """The type of a column changes with the rows that are read; no row may get a second score."""
    text = "married,grade,people\nTrue,1,60\nFalse,2,60\n,x,\nTrue,3,60\n"
    text = "".join(itertools.islice(io.StringIO(text), rows + 1))
    # Refused are only codes that were read as numbers, which happens where no row has letters.
    scores: list[float | None | str] = [60.0, 30.0, 0.0, 20.0]
    for frame, records, codes in (
        (pd.read_csv(io.StringIO(text)), pd.read_csv(io.StringIO(text)).to_dict("records"), rows == 4),
        (pl.read_csv(io.StringIO(text)), pl.read_csv(io.StringIO(text)).to_dicts(), rows == 4),
        (pd.read_csv(io.StringIO(text), dtype=str), pd.read_csv(io.StringIO(text), dtype=str).to_dict("records"), True),
    ):
        expected = scores[:rows] if codes else ["refused"]
        assert in_table(frame) == expected
        assert [alone(row) for row in records] == (expected if codes else ["refused"] * rows)


def test_a_saved_model_is_the_same(tmp_path: Path) -> None:
    """Base, caps, limits and tiers are there again, in every form in which a model is kept."""
    model = icp.Model.from_yaml("""
format: icp/1
name: base-and-caps
attributes: {country: {type: text}, people: {type: number}}
icps:
  - id: core
    fit:
      scale: {points: {base: 750, min: 300, max: 1000}}
      dimensions: [{id: firm, cap: 60}]
      criteria:
        - {id: country, dimension: firm, table: {attribute: country, points: {US: 120.5, DE: 40}, otherwise: -400}}
        - {id: size, curve: {attribute: people, points: [[0, 0], [200, 35.25]]}}
      tiers: [{id: A, from: 800}, {id: B, from: 750}, {id: C}]
""")
    (tmp_path / "m.yaml").write_text(model.to_yaml(), encoding="utf-8")
    (tmp_path / "m.json").write_text(model.to_json(), encoding="utf-8")
    account = {"country": "US", "people": 33}
    first = model.score(account, as_of=DAY)
    assert (first.score, first.tier) == (815.81625, "A")
    for again in (
        icp.Model.from_yaml(model.to_yaml()),
        icp.Model.from_json(model.to_json()),
        icp.Model.from_dict(model.to_dict()),
        pickle.loads(pickle.dumps(model)),
        copy.deepcopy(model),
        icp.Model.from_file(tmp_path / "m.yaml"),
        icp.Model.from_file(tmp_path / "m.json"),
    ):
        assert again.fingerprint == model.fingerprint
        assert again.score(account, as_of=DAY).to_json() == first.to_json()


READ: dict[str, tuple[pd.DataFrame, list[float | None | str]]] = {
    "text": (pd.DataFrame({"grade": pd.Series(["1", None])}), [20.0, None]),
    "text of pyarrow": (pd.DataFrame({"grade": pd.Series(["1", None], dtype="string[pyarrow]")}), [20.0, None]),
    "categories of text": (pd.DataFrame({"grade": pd.Series(["1", None], dtype="category")}), [20.0, None]),
    "categories of numbers": (pd.DataFrame({"people": pd.Series([60, 10], dtype="category")}), [20.0, 0.0]),
    "codes that became numbers": (pd.read_csv(io.StringIO("grade\n1\n2\n")), ["refused"]),
    "checkboxes that became numbers": (pd.read_csv(io.StringIO("married\n1\n0\n")), ["refused"]),
    "true and blank": (pd.read_csv(io.StringIO("married,people\nTrue,60\n,10\n")), [40.0, 0.0]),
    "yes and no": (pd.read_csv(io.StringIO("married\nyes\nno\n")), [20.0, 0.0]),
    "nullable booleans": (pd.DataFrame({"married": pd.Series([True, None], dtype="boolean")}), [20.0, None]),
    "mixed booleans": (
        pd.DataFrame({"married": pd.Series([True, "True", np.nan, "no"], dtype=object)}),
        [20.0, 20.0, None, 0.0],
    ),
    "mixed numbers": (
        pd.DataFrame({"people": pd.Series([60, "70", None, 80.0, decimal.Decimal(9)], dtype=object)}),
        [20.0, 20.0, None, 20.0, 0.0],
    ),
    "nullable integers": (pd.DataFrame({"people": pd.Series([60, None], dtype="Int64")}), [20.0, None]),
    "infinite": (pd.DataFrame({"people": [60.0, np.inf]}), ["refused"]),
    "days": (pd.DataFrame({"since": pd.to_datetime(["2014-01-01 10:00", None])}), [20.0, None]),
    "days of UTC": (pd.DataFrame({"since": pd.to_datetime(["2014-01-01"]).tz_localize("UTC")}), [20.0]),
    "days of a zone": (pd.DataFrame({"since": pd.to_datetime(["2014-01-01"]).tz_localize("Europe/Berlin")}), ["refused"]),
    "dates": (pd.DataFrame({"since": [dt.date(2014, 1, 1)]}), [20.0]),
    "American dates": (pd.DataFrame({"since": ["1/2/2014"]}), ["refused"]),
    "months": (pd.DataFrame({"since": pd.PeriodIndex(["2014-01"], freq="M")}), ["refused"]),
    "lists": (pd.DataFrame({"tools": [["x", "y"], [], None]}), [20.0, 0.0, None]),
    "lists of a file": (pd.read_csv(io.StringIO('tools\n"[""x"", ""y""]"\n')), [20.0]),
    "lists as Python prints them": (pd.DataFrame({"tools": [str(["x", "y"])]}), ["refused"]),
}


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
@pytest.mark.parametrize("kind", READ)
def test_kinds_of_pandas_columns(kind: str) -> None:
    frame, expected = READ[kind]
    assert in_table(frame) == expected

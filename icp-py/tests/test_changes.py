"""Models made and changed in code: numbers and arrays of other libraries, rounded numbers, new weights, a criterion less."""

from __future__ import annotations

import copy
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import icp
import numpy as np
import pandas as pd
import pytest

DOCUMENT: dict[str, Any] = {
    "format": "icp/1",
    "name": "demo",
    "attributes": {"size": {"type": "number"}, "trade": {"type": "text"}, "since": {"type": "date"}},
    "icps": [
        {
            "id": "smb",
            "fit": {
                "criteria": [
                    {"id": "size", "weight": 3, "fit": {"size": {"between": [20, 200]}}},
                    {"id": "trade", "fit": {"trade": {"in": ["retail", "food"]}}},
                    {"id": "young", "fit": {"since": {"after": "2020-01-01"}}},
                ],
                "tiers": [{"id": "A", "from": 70, "requires": ["size"]}, {"id": "B"}],
            },
        }
    ],
}
MODEL = icp.Model.from_dict(DOCUMENT)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The document with another value at a path of keys and places."""
    document = copy.deepcopy(DOCUMENT)
    part: Any = document
    *before, last = path.split("/")
    for step in before:
        part = part[int(step) if step.isdigit() else step]
    part[int(last) if last.isdigit() else last] = value
    return document


WEIGHT = "icps/0/fit/criteria/0/weight"
LIST = "icps/0/fit/criteria/1/fit/trade/in"
DAY = "icps/0/fit/criteria/2/fit/since/after"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (WEIGHT, np.int64(3)),
        (WEIGHT, np.float32(3)),
        (WEIGHT, Decimal(3)),
        (WEIGHT, pd.Series([1, 3]).max()),
        (LIST, np.array(["retail", "food"])),
        (LIST, pd.Series(["retail", "food"])),
        (LIST, pd.Index(["retail", "food"])),
        (LIST, pd.array(["retail", "food"], dtype="string")),
        ("icps/0/fit/criteria/0/fit/size/between", np.array([20, 200])),
        (DAY, datetime.date(2020, 1, 1)),
        (DAY, pd.Timestamp("2020-01-01")),
        ("icps/0/fit/criteria/0/required", np.bool_(False)),
    ],
)
def test_values_of_other_libraries_are_those_of_python(path: str, value: Any) -> None:
    assert icp.Model.from_dict(changed(path, value)) == MODEL


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (WEIGHT, float("nan"), r"`icps\[0\].fit.criteria\[0\].weight` is nan, which is no number of a model"),
        (WEIGHT, object(), r"`icps\[0\].fit.criteria\[0\].weight` is of type `object`, which a model cannot hold"),
        (WEIGHT, pd.NA, r"weight` is of type `NAType`, which a model cannot hold"),
        (LIST, {"retail"}, r"trade.in` is a `set`, which has no order: write a list"),
        (LIST, ["retail", b"food"], r"trade.in\[1\]` is of type `bytes`, which a model cannot hold"),
        (DAY, pd.Timestamp("2020-01-01 08:00"), r"after` is the time 2020-01-01T08:00:00: a model has days, such as 2020-01-01"),
        (DAY, pd.NaT, r"after` is NaT, which is no day"),
    ],
)
def test_what_no_model_holds_is_refused_with_its_path(path: str, value: Any, told: str) -> None:
    with pytest.raises((TypeError, ValueError), match=told):
        icp.Model.from_dict(changed(path, value))


def test_a_computed_number_counts_as_the_one_that_was_meant() -> None:
    computed = 8.37 + 1e-15
    assert computed != 8.37
    model = icp.Model.from_dict(changed(WEIGHT, computed))
    assert model.to_dict()["icps"][0]["fit"]["criteria"][0]["weight"] == 8.37
    (found,) = (finding for finding in model.findings() if finding.code == "number_rounded")
    assert (found.severity, found.path) == ("info", "icps[0].fit.criteria[0].weight")
    assert found.message == f"the number {computed} counts as 8.37"
    # A number that is farther away is a mistake, as is any in a text that people wrote.
    with pytest.raises(icp.ModelError, match="more than six decimals"):
        icp.Model.from_dict(changed(WEIGHT, 8.3700001))
    text = MODEL.to_json().replace('"weight":3', f'"weight":{computed}')
    with pytest.raises(icp.ModelError, match="write `8.37`"):
        icp.Model.from_json(text)


def test_weights_and_tiers_are_set_anew() -> None:
    other = MODEL.replace(weights={"size": 5, "smb/trade": np.float64(2)}, tiers={"A": 80}, version="2")
    assert [criterion.weight for criterion in other.criteria] == [5, 2, 1]
    assert (other.version, other.to_dict()["icps"][0]["fit"]["tiers"][0]["from"]) == ("2", 80)
    assert MODEL.replace() == MODEL
    with pytest.raises(icp.ModelError, match="no scorecard has a criterion `sise`.*did you mean `size`"):
        MODEL.replace(weights={"sise": 1})


def test_a_criterion_less() -> None:
    left, also = MODEL.without("size")
    assert [criterion.id for criterion in left.criteria] == ["trade", "young"]
    assert also == ["icp `smb`: tier `A` of `fit` no longer requires it"]
    only, _ = left.without("trade")
    with pytest.raises(icp.ModelError, match="the only one of its scorecard"):
        only.without("young")


def test_criteria_name_their_attributes() -> None:
    first = MODEL.criteria[0]
    assert (first.icp, first.scorecard, first.rule, first.attributes) == ("smb", "fit", "fit", ["size"])


@pytest.mark.parametrize("name", ["model.yaml", "model.json", "model.JSON"])
def test_a_file_has_the_model(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("old")
    MODEL.to_file(path)
    assert icp.Model.from_file(path) == MODEL
    assert path.read_text().startswith("{") == (path.suffix.lower() == ".json")
    assert [other.name for other in tmp_path.iterdir()] == [name]
    with pytest.raises(FileNotFoundError):
        MODEL.to_file(tmp_path / "no" / name)

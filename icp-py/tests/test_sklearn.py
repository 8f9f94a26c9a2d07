"""The transformer."""

from __future__ import annotations

import pickle
from typing import Any

import accounts
import icp
import numpy as np
import pandas as pd
import polars as pl
import pytest
from icp.sklearn import IcpScorer
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

# scikit-learn's checks come with arrays of numbers of any width, and without names: each is an attribute.
WIDE = icp.Model.from_dict(
    {
        "format": "icp/1",
        "name": "wide",
        "attributes": {f"x{at}": {"type": "number"} for at in range(40)},
        "icps": [
            {
                "id": "only",
                "priority": 1,
                "fit": {
                    "criteria": [{"id": f"c{at}", "fit": {f"x{at}": {"gt": 0.1}}} for at in range(40)],
                    "tiers": [{"id": "A", "from": 50}, {"id": "B"}],
                },
            }
        ],
    }
)


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
@parametrize_with_checks([IcpScorer(WIDE, as_of=accounts.AS_OF, missing_columns="unknown")])
def test_what_scikit_learn_asks_for(estimator: Any, check: Any) -> None:
    check(estimator)


def scorer(**options: Any) -> IcpScorer:
    return IcpScorer(accounts.MODEL, as_of=accounts.AS_OF, **options)


def frame() -> pd.DataFrame:
    return pd.DataFrame(accounts.ACCOUNTS, index=list("abcdef"))


def scores() -> list[float | None]:
    return [score for _, _, score, _ in accounts.answers()]


def test_numbers_of_a_dataframe() -> None:
    made = scorer().fit(frame())
    found = made.transform(frame())
    assert found.dtype == np.float64 and found.shape == (6, 4)
    assert list(made.get_feature_names_out()) == ["score", "coverage", "lower", "upper"]
    assert [None if np.isnan(one) else one for one in found[:, 0]] == scores()
    assert list(made.feature_names_in_) == accounts.NAMES and made.n_features_in_ == 6  # type: ignore[attr-defined]


def test_words_and_tables() -> None:
    outputs = ["score", "tier"]
    found = scorer(outputs=outputs).set_output(transform="pandas").fit_transform(frame())
    assert list(found.index) == list("abcdef") and found["score"].dtype == np.float64
    tiers = [None if pd.isna(tier) else tier for tier in found["tier"]]
    assert tiers == [tier for _, _, _, tier in accounts.answers()]
    polars = pl.DataFrame(accounts.ACCOUNTS)
    there = scorer(outputs=outputs).set_output(transform="polars").fit_transform(polars)
    assert there.schema == {"score": pl.Float64, "tier": pl.String}
    assert there["score"].fill_nan(None).to_list() == scores()
    array = scorer(outputs=outputs).fit_transform(polars)
    assert array.dtype == object and array[3, 1] is None


def test_numbers_in_tables() -> None:
    found = scorer(per_criterion=True).set_output(transform="pandas").fit_transform(frame())
    assert "mid-market.size.points" in found.columns and set(found.dtypes) == {np.dtype("float64")}
    assert list(found.index) == list("abcdef")


def test_an_array_is_the_attributes_in_their_order() -> None:
    array = np.array(accounts.ROWS, dtype=object)
    array[:, 5] = [account["visits"] for account in accounts.ACCOUNTS]
    assert np.array_equal(scorer().fit_transform(array), scorer().fit_transform(frame()), equal_nan=True)
    with pytest.raises(ValueError, match="6 attributes, not 7 columns"):
        scorer().fit(np.zeros((3, 7)))


def test_in_a_pipeline_that_is_searched() -> None:
    many = pd.concat([frame()] * 10, ignore_index=True)
    wanted = np.asarray([score is not None and score > 50 for score in scores()] * 10)
    steps = make_pipeline(make_column_transformer((scorer(), accounts.NAMES)), _Filled(), LogisticRegression())
    grid = {"columntransformer__icpscorer__per_criterion": [False, True]}
    found = GridSearchCV(steps, grid, cv=2, error_score="raise").fit(many, wanted)
    assert found.best_score_ > 0.9


def test_clones_and_copies() -> None:
    made = scorer(per_icp=True).fit(frame())
    other = clone(made)
    assert other.model == made.model and other.get_params() == made.get_params()
    there = pickle.loads(pickle.dumps(made))
    assert np.array_equal(there.transform(frame()), made.transform(frame()), equal_nan=True)


def test_what_is_wrong_is_said_by_fit() -> None:
    with pytest.raises(ValueError, match="no result is named `scor`; there are `score`"):
        scorer(outputs=["scor"]).fit(frame())
    with pytest.raises(icp.BatchError, match="`country`"):
        scorer().fit(frame().drop(columns="country"))
    with pytest.raises(TypeError, match="an icp.Model, not `str`"):
        IcpScorer("model.yaml").fit(frame())  # type: ignore[arg-type]


def test_attributes_that_no_rule_uses_may_stand_first() -> None:
    document = accounts.MODEL.to_dict()
    document["attributes"] = {"note": {"type": "text"}, **document["attributes"]}
    step = IcpScorer(icp.Model.from_dict(document), as_of=accounts.AS_OF)
    assert np.array_equal(step.fit_transform(frame()), scorer().fit_transform(frame()), equal_nan=True)


def _Filled() -> Any:
    from sklearn.impute import SimpleImputer

    return SimpleImputer()

"""The classifier that learns: scikit-learn's own checks, and cross-validation that is honest."""

from __future__ import annotations

import pickle
from typing import Any

import icp
import numpy as np
import pandas as pd
import polars as pl
import pytest
from icp.sklearn import IcpLearner
from sklearn.base import clone
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_predict, cross_val_score
from sklearn.utils.estimator_checks import parametrize_with_checks
from test_learn import DAY, made

pytestmark = pytest.mark.filterwarnings("ignore::icp.IcpWarning")


def learner(**limits: Any) -> IcpLearner:
    return IcpLearner(as_of=DAY, **limits)


def split(rows: int = 1200) -> tuple[pd.DataFrame, Any]:
    frame = made(rows)
    return frame.drop(columns="stage"), (frame["stage"] == "Won").to_numpy()


@parametrize_with_checks([learner()])
def test_what_scikit_learn_asks_for(estimator: Any, check: Any) -> None:
    check(estimator)


def test_it_learns_what_icp_learn_does() -> None:
    accounts, won = split()
    fitted = learner().fit(accounts, won)
    alone = icp.learn(accounts.assign(won=won), outcome="won", as_of=DAY)
    assert fitted.document_ is not None and alone.document is not None
    assert fitted.document_.replace("`y`", "`won`") == alone.document
    assert fitted.model_ is not None and fitted.report_ is not None and fitted.nothing_ is None
    assert fitted.report_.bands.equals(alone.report.bands)
    scores = fitted.model_.score_frame(accounts, as_of=DAY)["score"].to_numpy()
    assert fitted.line_ is not None
    decisions = fitted.decision_function(accounts)
    assert decisions == pytest.approx(fitted.line_[0] + fitted.line_[1] * scores)
    proba = fitted.predict_proba(accounts)
    assert (proba.argmax(axis=1) == fitted.predict(accounts)).all() and ((decisions > 0) == fitted.predict(accounts)).all()
    assert proba[:, 1].mean() == pytest.approx(won.mean(), abs=0.02)


def test_cross_validation_is_honest() -> None:
    accounts, won = split()
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    aucs = cross_val_score(learner(), accounts, won, scoring="roc_auc", cv=folds)
    assert 0.72 < aucs.mean() < 0.85
    # On its own rows it looks better than it is; the report's own figure does not.
    fitted = learner().fit(accounts, won)
    assert fitted.report_ is not None
    judged = fitted.report_.to_dict()["auc"]
    assert judged["auc"] == pytest.approx(aucs.mean(), abs=0.03) and judged["low"] < aucs.mean() < judged["high"]
    assert roc_auc_score(won, fitted.decision_function(accounts)) > judged["auc"]
    chances = cross_val_predict(learner(), accounts, won, method="predict_proba", cv=folds)[:, 1]
    assert chances[chances > 0.6].size and won[chances > 0.6].mean() == pytest.approx(chances[chances > 0.6].mean(), abs=0.08)


def test_noise_gives_the_rate_of_all_rows() -> None:
    accounts, won = split(600)
    noise = np.random.default_rng(3).permutation(won)
    fitted = learner().fit(accounts, noise)
    assert fitted.model_ is None and fitted.document_ is None and fitted.line_ is None
    assert fitted.nothing_ is not None and "no signal found" in fitted.nothing_
    assert fitted.predict_proba(accounts)[:, 1] == pytest.approx(noise.mean())
    assert (fitted.predict(accounts) == (noise.mean() > 0.5)).all()
    assert set(cross_val_score(learner(), accounts, noise, scoring="roc_auc", cv=3)) == {0.5}


def test_few_rows_and_one_class() -> None:
    accounts, won = split(12)
    assert "too few" in str(learner().fit(accounts, won).nothing_)
    single = learner().fit(accounts, np.zeros(12))
    assert single.model_ is None and single.report_ is None and single.nothing_ == "all rows have one class"
    assert single.predict_proba(accounts).tolist() == [[1.0]] * 12
    with pytest.raises(ValueError, match="Only binary classification is supported"):
        learner().fit(accounts, np.arange(12) % 3)


def test_columns_that_tell_too_well_are_left_out_unless_they_were_known() -> None:
    accounts, won = split(600)
    leaking = accounts.assign(leak=np.where(won, 1.0, 0.0) + np.random.default_rng(0).normal(0, 0.2, len(won)))
    fitted, known = learner().fit(leaking, won), learner(known_before=["leak"]).fit(leaking, won)
    assert fitted.model_ is not None and known.model_ is not None
    assert "leak" not in [one.name for one in fitted.model_.attributes]
    assert "leak" in [one.name for one in known.model_.attributes] and known.score(leaking, won) > 0.95


@pytest.mark.parametrize("kind", [pl.from_pandas, lambda frame: pl.from_pandas(frame).to_arrow(), pd.DataFrame.to_numpy])
def test_other_kinds_of_tables(kind: Any) -> None:
    accounts, won = split(600)
    accounts = accounts.drop(columns="founded")
    given = kind(accounts)
    fitted = learner().fit(given, won)
    assert fitted.model_ is not None and fitted.report_ is not None
    # Folds are made by the names of columns, too.
    if list(fitted.report_.columns["column"])[0] == "x0":
        accounts = accounts.set_axis(["x0", "x1", "x2"], axis=1)
    assert (fitted.predict_proba(given) == learner().fit(accounts, won).predict_proba(accounts)).all()


def test_weights_words_and_copies() -> None:
    accounts, won = split(600)
    weight = np.where(won, 2.0, 1.0)
    assert learner().fit(accounts, won, sample_weight=weight).rate_ == pytest.approx(np.average(won, weights=weight))
    fitted = learner().fit(accounts, np.where(won, "won", "lost"))
    assert fitted.classes_.tolist() == ["lost", "won"] and set(fitted.predict(accounts)) == {"lost", "won"}
    copied = pickle.loads(pickle.dumps(fitted))
    assert (copied.predict_proba(accounts) == fitted.predict_proba(accounts)).all()
    assert copied.report_.to_text() == fitted.report_.to_text() and copied.report_.columns.equals(fitted.report_.columns)
    fresh = clone(fitted)
    assert fresh.get_params() == fitted.get_params() and not hasattr(fresh, "model_")
    search = GridSearchCV(learner(), {"ignore": [["Company Size"], []]}, scoring="roc_auc", cv=3).fit(accounts, won)
    assert search.best_params_ == {"ignore": []}


def test_days_of_decisions_are_those_of_the_rows() -> None:
    accounts, won = split(900)
    days = np.datetime64("2024-01-01") + np.arange(900).astype("timedelta64[D]")
    dated = accounts.assign(decided=days)
    fitted = IcpLearner(decided_on="decided").fit(dated, won)
    assert fitted.report_ is not None and fitted.report_.to_dict()["time"]["from"] > "2025-01-01"
    assert len(fitted.predict_proba(dated)) == 900

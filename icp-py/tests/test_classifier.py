"""The classifier: scikit-learn's own checks, the order of ranks, and rates by tier."""

from __future__ import annotations

import pickle
from typing import Any

import icp
import icp.evidence
import numpy as np
import pandas as pd
import polars as pl
import pytest
from icp.sklearn import IcpClassifier
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.inspection import permutation_importance
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks
from test_sklearn import WIDE

DAY = "2026-10-01"
MODEL = icp.Model.from_yaml("""
format: icp/1
name: two
attributes: {size: {type: number}, country: {type: text}, use: {type: text}}
icps:
  - id: large
    priority: 1
    exclusions: [{id: rival, reason: a rival, when: {use: rival}}]
    qualifies_from: B
    fit:
      criteria: [{id: size, weight: 3, fit: {size: {gte: 100}}}, {id: home, fit: {country: {in: [US, CA]}}}]
      tiers: [{id: A, from: 90}, {id: B, from: 70}, {id: C}]
  - id: small
    priority: 2
    exclusions: [{id: rival, reason: a rival, when: {use: rival}}]
    qualifies_from: B
    fit:
      criteria: [{id: size, fit: {size: {lte: 50}}}, {id: home, fit: {country: {in: [US, CA]}}}]
      tiers: [{id: A, from: 90}, {id: B, from: 50}, {id: C}]
      min_coverage: 0.4
""")
RATES = {"large A": 0.7, "large B": 0.4, "small A": 0.3, "small B": 0.2, "unqualified": 0.1}


def accounts(rows: int = 600, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    sizes = random.choice([5.0, 20.0, 70.0, 200.0, np.nan], rows)
    countries = random.choice(np.array(["US", "CA", "FR", None], dtype=object), rows)
    return pd.DataFrame({"size": sizes, "country": countries, "use": random.choice(["none", "rival"], rows, p=[0.9, 0.1])})


def groups(frame: pd.DataFrame) -> list[str]:
    scored = MODEL.score_frame(frame, as_of=DAY)
    status = scored.status.astype(str)
    return list(np.where(status == "qualified", scored.icp.astype(str) + " " + scored.tier.astype(str), status))


def outcomes(frame: pd.DataFrame, seed: int = 2) -> Any:
    chance = np.array([RATES.get(group, 0.05) for group in groups(frame)])
    return np.random.default_rng(seed).random(len(frame)) < chance


def classifier() -> IcpClassifier:
    return IcpClassifier(MODEL, as_of=DAY)


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
@parametrize_with_checks([IcpClassifier(WIDE, as_of=DAY, missing_columns="unknown")])
def test_what_scikit_learn_asks_for(estimator: Any, check: Any) -> None:
    check(estimator)


def test_decisions_have_the_order_of_ranks() -> None:
    frame = accounts()
    fitted = classifier().fit(frame, outcomes(frame))
    ranks = MODEL.score_frame(frame, as_of=DAY, rank=True)["rank"].to_numpy()
    decisions = fitted.decision_function(frame)
    # Rows of one rank keep their order, which a number does not have.
    assert (np.argsort(-decisions, kind="stable") == np.argsort(ranks, kind="stable")).all()
    assert len(np.unique(decisions)) > 8
    alone = [fitted.decision_function(frame.iloc[[at]])[0] for at in range(40)]
    assert (alone == decisions[:40]).all()
    status = MODEL.score_frame(frame, as_of=DAY).status
    assert ((decisions > 0) == (status == "qualified")).all()
    assert (fitted.predict(frame) == (status == "qualified")).all()
    assert {"qualified", "unqualified", "insufficient_data", "disqualified"} == set(status)


def test_rates_are_those_of_groups_drawn_towards_all() -> None:
    frame = accounts()
    won = outcomes(frame)
    fitted = classifier().fit(frame, won)
    assert fitted.groups_ == [
        *("large A", "large B", "large C", "large", "small A", "small B", "small C", "small"),
        *("unqualified", "insufficient_data", "disqualified"),
    ]
    own = np.array(groups(frame))
    for group in set(own):
        rows, of = (own == group).sum(), won[own == group].sum()
        wanted = (of + fitted.strength_ * won.mean()) / (rows + fitted.strength_)
        proba = fitted.predict_proba(frame)[own == group]
        assert proba[:, 1] == pytest.approx(wanted, abs=1e-14) and (proba.sum(axis=1) == 1).all()
    # A group of which there is nobody has the rate of all.
    assert fitted.rates_[fitted.groups_.index("large")] == pytest.approx(won.mean())
    weight = np.arange(len(frame)) % 3
    repeated = np.repeat(np.arange(len(frame)), weight)
    weighted = classifier().fit(frame, won, sample_weight=weight)
    plain = classifier().fit(frame.iloc[repeated], won[repeated])
    if weighted.strength_ == plain.strength_:
        assert weighted.rates_ == pytest.approx(plain.rates_)


def test_noise_is_drawn_to_the_rate_of_all() -> None:
    frame = accounts()
    noise = np.random.default_rng(3).random(len(frame)) < 0.3
    real = outcomes(frame)
    assert classifier().fit(frame, noise).strength_ > classifier().fit(frame, real).strength_
    spread = [np.ptp(classifier().fit(frame, y).predict_proba(frame)[:, 1]) for y in (noise, real)]
    assert spread[0] < 0.1 < 0.4 < spread[1]


def test_words_as_classes() -> None:
    frame = accounts()
    words = np.where(outcomes(frame), "won", "lost")
    fitted = classifier().fit(frame, words)
    assert fitted.classes_.tolist() == ["lost", "won"] and set(fitted.predict(frame)) == {"lost", "won"}
    assert fitted.feature_names_in_.tolist() == ["size", "country", "use"] and fitted.n_features_in_ == 3
    with pytest.raises(ValueError, match="Only binary classification is supported"):
        classifier().fit(frame, np.arange(len(frame)) % 3)


@pytest.mark.parametrize("kind", [pl.from_pandas, pd.DataFrame.to_numpy, lambda frame: frame.convert_dtypes(dtype_backend="pyarrow")])
def test_other_kinds_of_tables(kind: Any) -> None:
    frame = accounts(200)
    given, won = kind(frame), outcomes(frame)
    assert (classifier().fit(given, won).predict_proba(given) == classifier().fit(frame, won).predict_proba(frame)).all()


def test_with_the_tools_of_scikit_learn() -> None:
    frame = accounts()
    won = outcomes(frame)
    aucs = cross_val_score(classifier(), frame, won, scoring="roc_auc")
    assert aucs.mean() > 0.65 and not np.isnan(aucs).any()
    assert cross_val_score(classifier(), frame, won, scoring="neg_log_loss").mean() > -0.6
    report = icp.evidence.report(MODEL, frame.assign(won=won), outcome="won", as_of=DAY)
    decisions = classifier().fit(frame, won).decision_function(frame)
    assert report.outcomes.auc[0] == pytest.approx(roc_auc_score(won, decisions), abs=1e-12)

    calibrated = CalibratedClassifierCV(classifier(), method="isotonic", cv=3).fit(frame, won)
    assert roc_auc_score(won, calibrated.predict_proba(frame)[:, 1]) > 0.65
    importance = permutation_importance(classifier().fit(frame, won), frame, won, scoring="roc_auc", random_state=0)
    assert importance.importances_mean[0] > 0.02
    pipeline = make_pipeline(FunctionTransformer(), classifier())
    assert cross_val_score(pipeline, frame, won, scoring="roc_auc") == pytest.approx(aucs)
    other = MODEL.replace(tiers={"A": 95})
    search = GridSearchCV(classifier(), {"model": [MODEL, other]}, scoring="roc_auc").fit(frame, won)
    assert search.best_score_ == pytest.approx(aucs.mean())


def test_copies() -> None:
    frame = accounts(100)
    fitted = classifier().fit(frame, outcomes(frame))
    copied = pickle.loads(pickle.dumps(fitted))
    assert (copied.predict_proba(frame) == fitted.predict_proba(frame)).all()
    fresh = clone(fitted)
    assert fresh.get_params() == fitted.get_params() and not hasattr(fresh, "rates_")
    with pytest.raises(ValueError, match="at least one non-zero"):
        classifier().fit(frame, outcomes(frame), sample_weight=np.zeros(100))
    with pytest.raises(icp.BatchError, match="`size`"):
        classifier().fit(frame.assign(size="big"), outcomes(frame))

"""A classifier of scikit-learn that learns a model: what `icp.learn` does, judged by scikit-learn's own tools."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from icp._estimator import TwoClasses, np, table, validation
from icp._found import maker_like
from icp._icp import Model, _Lesson
from icp._init import fill
from icp._learn import LearnReport, Limits, asked
from icp._table_scorer import TableScorer


class IcpLearner(TwoClasses):
    """A classifier of accounts into won and lost that learns a model as `icp.learn` does.

    Each `fit` learns from its rows alone, with everything that belongs to it: which columns are used, their bands and their
    points. So `cross_val_score(IcpLearner(), X, y)` judges the learning, and not a model that has seen the rows.

    Parameters
    ----------
    group, decided_on, as_of, ignore, known_before, monotone, keep_bands, max_criteria, max_bands, points, interactions, \
lean, permutations, base_rate, without_signal, seed, threads
        As in `icp.learn`. ``group`` and ``decided_on`` are columns of ``X``.

    Attributes
    ----------
    classes_ : ndarray
        Both classes in their order; the second is won.
    model_ : Model or None
        The model; None where nothing was learned.
    document_ : str or None
        Its document.
    report_ : LearnReport or None
        The report; None where `fit` saw one class alone.
    nothing_ : str or None
        Why there is no model.
    rate_ : float
        The share of won accounts.
    line_ : tuple of float or None
        The log odds of a score of 0, and what a point adds.
    n_features_in_ : int
        How many columns there were in `fit`.
    feature_names_in_ : ndarray of str
        Their names, if they had any.

    Notes
    -----
    `decision_function` is the log odds that the model's score stands for, ``line_[0] + line_[1] * score``; the line is the one that
    was judged on rows left out. `predict` is won above 0, and `predict_proba` has the chance itself. Where nothing was learned, and
    for an account without a score, all have the rate of the rows of `fit`.

    A table without names (an array, a list of lists) has the columns ``x0``, ``x1`` and so on. What is missing may be NaN or
    None. A value that `fit` has not seen counts as the model says; one of another type is missing.

    Examples
    --------
    >>> from icp.sklearn import IcpLearner
    >>> from sklearn.model_selection import cross_val_score
    >>> accounts = [[at * 37 % 100] for at in range(400)]
    >>> won = [(at * 37 % 100 >= 50) == (at % 4 != 0) for at in range(400)]
    >>> cross_val_score(IcpLearner(as_of="2026-10-01"), accounts, won, scoring="roc_auc").mean() > 0.7
    np.True_
    """

    def __init__(
        self,
        *,
        group: str | None = None,
        decided_on: str | None = None,
        as_of: datetime.date | str | None = None,
        ignore: Iterable[str] = (),
        known_before: Iterable[str] = (),
        monotone: str | Mapping[str, str] | None = None,
        keep_bands: Model | None = None,
        max_criteria: int | None = None,
        max_bands: int | None = None,
        points: str | None = None,
        interactions: bool = True,
        lean: bool = False,
        permutations: int | None = None,
        base_rate: float | None = None,
        without_signal: bool = False,
        seed: int | None = None,
        threads: int | None = None,
    ) -> None:
        self.group = group
        self.decided_on = decided_on
        self.as_of = as_of
        self.ignore = ignore
        self.known_before = known_before
        self.monotone = monotone
        self.keep_bands = keep_bands
        self.max_criteria = max_criteria
        self.max_bands = max_bands
        self.points = points
        self.interactions = interactions
        self.lean = lean
        self.permutations = permutations
        self.base_rate = base_rate
        self.without_signal = without_signal
        self.seed = seed
        self.threads = threads

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> IcpLearner:
        """Learns a model.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts.
        y : array of shape (n_accounts,)
            Whether each was won: two classes.
        sample_weight : array of shape (n_accounts,), optional
            How many accounts each row stands for.

        Returns
        -------
        IcpLearner
            Itself.

        Raises
        ------
        ValueError, TypeError, LearnError
            For parameters that are wrong, and outcomes of more than two classes.
        """
        given = table(self, None, X, reset=True)
        won, weight = self._outcomes(X, y, sample_weight)
        self.rate_ = float(np.average(won, weights=weight))
        self.model_: Model | None = None
        self.document_: str | None = None
        self.report_: LearnReport | None = None
        self.line_: tuple[float, float] | None = None
        self.nothing_: str | None = None
        if not 0 < self.rate_ < 1:
            self.nothing_ = "all rows have one class"
            return self
        lesson = _Lesson()
        fill(lesson, given)
        limits: Limits = self.get_params(deep=False)  # type: ignore[assignment]
        asks = asked(limits, name="accounts", said="y")
        self.document_, found, self.nothing_, self.line_, _ = lesson.learn(asks, ((won == 1).tolist(), weight.tolist()))
        self.report_ = LearnReport(found, maker_like(X if given is X else {}))
        if self.document_ is not None:
            self.model_ = Model.from_yaml(self.document_)
        if self.base_rate is not None:
            self.rate_ = self.base_rate
        return self

    if TYPE_CHECKING:

        def set_fit_request(self, *, sample_weight: bool | None | str = "$UNCHANGED$") -> Any: ...

    def decision_function(self, X: Any) -> Any:
        """The log odds of each account: larger is better, and above 0 is won.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts,)
        """
        validation.check_is_fitted(self)
        given = table(self, None, X, reset=False)
        with np.errstate(divide="ignore"):
            usual = float(np.log(self.rate_) - np.log1p(-self.rate_))
        if self.model_ is None or self.line_ is None:
            return np.full(validation._num_samples(X), usual)
        options: Any = {
            "as_of": self.decided_on or self.as_of,
            "on_invalid": "missing",
            "missing_columns": "unknown",
            "allow_empty_columns": [one.name for one in self.model_.attributes],
        }
        scores = np.asarray(TableScorer(self.model_, options).score(given)["score"], dtype=np.float64)
        odds = self.line_[0] + self.line_[1] * scores
        return np.where(np.isnan(odds), usual, odds)

    def predict_proba(self, X: Any) -> Any:
        """The chance of each account to be lost and to be won.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts, n_classes)
        """
        odds = self.decision_function(X)
        if len(self.classes_) == 1:
            return np.ones((len(odds), 1))
        # exp(-odds) of very low odds is infinite, which is a chance of 0.
        with np.errstate(over="ignore"):
            won = 1 / (1 + np.exp(-odds))
        return np.column_stack([1 - won, won])

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "rate_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        # Columns that tell the classes apart too well seem to be written after the outcome, and are left out.
        tags.classifier_tags.poor_score = True
        return tags

"""A model as a classifier of scikit-learn: ranks, qualified or not, and how often accounts like these were won."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, cast

from icp._check import check
from icp._estimator import TwoClasses, np, table, validation
from icp._icp import Model, _Judge
from icp._table_scorer import TableScorer
from icp._tables import tell_notices

# How many rows of the average account stand beside those of a group. `fit` takes the one that says best what it has not seen.
STRENGTHS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
FOLDS = 5


class IcpClassifier(TwoClasses):
    """A classifier of accounts into won and lost that ranks and decides as the model does.

    The model itself learns nothing. `fit` learns how often accounts of each tier were won, which `predict_proba` says of
    others. So `cross_val_score(.., scoring="roc_auc")`, `CalibratedClassifierCV` and `permutation_importance` judge the
    model as it is.

    Parameters
    ----------
    model : Model
        The model.
    as_of : datetime.date, datetime.datetime or str, optional
        The day on which the accounts are judged, or the column with each row's own. Today when left out.
    columns : dict, optional
        Columns by the attributes that they are for.
    on_invalid : {"error", "missing"}
        What a value does that its attribute does not take.
    missing_columns : {"error", "unknown"}
        What an attribute does without a column.
    allow_empty_columns : list of str, optional
        Columns that may be without a valid value.

    Attributes
    ----------
    classes_ : ndarray
        Both classes in their order; the second is won. ``True``, ``1`` and ``"won"`` come after ``False``, ``0`` and
        ``"lost"``.
    groups_ : list of str
        The groups that have rates of their own: for qualified accounts the icp and the tier, for others the status.
    rates_ : ndarray
        The rate of each.
    strength_ : float
        How many rows of the average account were added to those of each group.
    n_features_in_ : int
        How many columns there were in `fit`.
    feature_names_in_ : ndarray of str
        Their names, if they had any.

    Notes
    -----
    `decision_function` is the order of ``rank`` as one number a row: 1 + score for an account that qualifies (less the lowest
    score that the model can give), and one whole step less or more for each step of the order before the score (icps in
    their priority, then unqualified, insufficient data, disqualified). It is above 0 for those that qualify, and `predict`
    says the same. `predict_proba` is the rate of a group, (won + m r) / (rows + m), where r is the rate of all rows: a group of a
    few rows says little, and is drawn towards r. The strength m is the one of 1, 2, 5 .. 1000 with the lowest logarithmic
    loss on folds that were left out; row i is of fold i modulo 5, counted within each class. With ``sample_weight`` all
    counts are sums of weights. A rate below one half may go with an account that qualifies: whoever wants decisions by
    rates sets a threshold on `predict_proba`.

    A table without names (an array, a list of lists) has the model's attributes in their order as its columns, those with
    formulas left out. What is missing may be NaN or None.

    Examples
    --------
    >>> from icp.sklearn import IcpClassifier
    >>> from sklearn.model_selection import cross_val_score
    >>> accounts = [[320, "US"], [450, "CA"], [90, "FR"], [12, "DE"]] * 5
    >>> won = [1, 1, 0, 0] * 5
    >>> cross_val_score(IcpClassifier(model, as_of="2026-10-01"), accounts, won, scoring="roc_auc").tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """

    def __init__(
        self,
        model: Model,
        *,
        as_of: datetime.date | str | None = None,
        columns: dict[str, str] | None = None,
        on_invalid: Literal["error", "missing"] = "error",
        missing_columns: Literal["error", "unknown"] = "error",
        allow_empty_columns: Iterable[str] | None = None,
    ) -> None:
        self.model = model
        self.as_of = as_of
        self.columns = columns
        self.on_invalid: Literal["error", "missing"] = on_invalid
        self.missing_columns: Literal["error", "unknown"] = missing_columns
        self.allow_empty_columns = allow_empty_columns

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> IcpClassifier:
        """Learns how often accounts of each group were won.

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
        IcpClassifier
            Itself.

        Raises
        ------
        ValueError, TypeError, BatchError
            For parameters that are wrong, columns that do not suit the model, and outcomes of more than two classes.
        """
        given = self._table(X, reset=True)
        won, weight = self._outcomes(X, y, sample_weight)
        _, groups = self._judged(given)
        self.groups_ = self._judge().groups()
        self._learn(groups, won, weight)
        return self

    if TYPE_CHECKING:

        def set_fit_request(self, *, sample_weight: bool | None | str = "$UNCHANGED$") -> Any: ...

    def decision_function(self, X: Any) -> Any:
        """The rank of each account as a number: larger is better, and above 0 is qualified.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts,)

        Raises
        ------
        BatchError
            For a value that its attribute does not take.
        """
        validation.check_is_fitted(self)
        return self._judged(self._table(X, reset=False))[0]

    def predict_proba(self, X: Any) -> Any:
        """How often accounts like each were lost and won.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts, n_classes)
        """
        validation.check_is_fitted(self)
        _, groups = self._judged(self._table(X, reset=False))
        if len(self.classes_) == 1:
            return np.ones((len(groups), 1))
        won = self.rates_[groups]
        return np.column_stack([1 - won, won])

    def _learn(self, groups: Any, won: Any, weight: Any) -> None:
        """The rates of the groups, with the strength that does best on rows that were left out."""
        many = len(self.groups_)
        fold = np.empty(len(won), dtype=int)
        for one in (0, 1):
            fold[won == one] = np.arange(np.count_nonzero(won == one)) % FOLDS
        losses = np.zeros(len(STRENGTHS))
        for out in range(FOLDS):
            kept, left = fold != out, fold == out
            if not weight[kept].sum() or not weight[left].sum():
                continue
            for at, strength in enumerate(STRENGTHS):
                chance = _rates(groups[kept], won[kept], weight[kept], many, strength)[groups[left]]
                # Nobody was won, or everybody: a certainty that one row would refute.
                chance = np.clip(chance, 1e-9, 1 - 1e-9)
                losses[at] -= np.sum(weight[left] * np.log(np.where(won[left] == 1, chance, 1 - chance)))
        self.strength_ = STRENGTHS[int(np.argmin(losses))]
        self.rates_ = _rates(groups, won, weight, many, self.strength_)

    def _judge(self) -> _Judge:
        day = self._table_scorer().options.get("as_of")
        return _Judge(
            self.model, day, self.columns, self.on_invalid, self.missing_columns, self.allow_empty_columns, None
        )

    def _judged(self, given: Any) -> tuple[Any, Any]:
        """The rank and the group of each account."""
        ranks, groups, notices = cast("tuple[Any, Any, Any]", check(cast("Any", self._judge()), given, None))
        tell_notices(notices)
        return np.frombuffer(ranks, dtype="f8"), np.frombuffer(groups, dtype="i4")

    def _table_scorer(self) -> TableScorer:
        return TableScorer(self.model, {"as_of": self.as_of, "columns": self.columns})

    def _table(self, X: Any, *, reset: bool) -> Any:
        return table(self, list(self._table_scorer().inputs()), X, reset=reset)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "rates_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        # The rules are the model's, whatever the rows would teach.
        tags.classifier_tags.poor_score = True
        return tags


def _rates(groups: Any, won: Any, weight: Any, many: int, strength: float) -> Any:
    """The rate of each group, drawn towards that of all."""
    rows = np.bincount(groups, weights=weight, minlength=many)
    of = np.bincount(groups, weights=weight * won, minlength=many)
    return (of + strength * of.sum() / rows.sum()) / (rows + strength)

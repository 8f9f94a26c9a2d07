"""Scores as a step of scikit-learn, a model as a classifier, and a classifier that learns a model.

>>> from icp.sklearn import IcpScorer
>>> from sklearn.linear_model import LogisticRegression
>>> from sklearn.pipeline import make_pipeline
>>> won_or_lost = make_pipeline(IcpScorer(model, as_of="2026-10-01", per_criterion=True), LogisticRegression())
>>> accounts = [[320, "US"], [450, "CA"], [90, "FR"], [12, "DE"]]
>>> won_or_lost.fit(accounts, [1, 1, 0, 0]).predict([[250, "US"]]).tolist()
[1]
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal, cast

from icp._classifier import IcpClassifier
from icp._estimator import Transformer, accepts, np, set_output, table, validation
from icp._icp import Model, _Scorer
from icp._learner import IcpLearner
from icp._table_scorer import TableScorer

__all__ = ["IcpClassifier", "IcpLearner", "IcpScorer"]


class IcpScorer(Transformer):
    """A transformer from accounts to their scores: one row in, one row of numbers out.

    It learns nothing from the rows: `fit` looks at the columns alone.

    Parameters
    ----------
    model : Model
        The model.
    as_of : datetime.date, datetime.datetime or str, optional
        The day on which the accounts are judged, or the column with each row's own. Today when left out, the day of
        `transform`: give one, and the numbers of today come back tomorrow.
    columns : dict, optional
        Columns by the attributes that they are for.
    outputs : sequence of str, optional
        Which results come out, by their names in `Model.score_frame`. When left out, all that are numbers: ``score``,
        ``coverage``, ``lower`` and ``upper``, ``intent`` for models that have it, and those that ``per_icp`` and
        ``per_criterion`` add. With words among them (``tier``), the array holds objects. ``qualified`` is 1 or 0. A
        rank needs the whole table, and a step sees parts of it: ask `Model.score_frame` for it.
    per_icp : bool
        Every icp's results.
    per_criterion : bool, str or sequence of str
        What is told of every criterion of fit and of intent, as in `Model.score_frame`: ``True`` is its points, what a
        classifier may weigh anew; ``"rating"`` is NaN while a criterion is unknown.
    on_invalid : {"error", "missing"}
        What a value does that its attribute does not take.
    missing_columns : {"error", "unknown"}
        What an attribute does without a column.

    Attributes
    ----------
    n_features_in_ : int
        How many columns there were in `fit`.
    feature_names_in_ : ndarray of str
        Their names, if they had any.

    Notes
    -----
    A table without names (an array, a list of lists) has the model's attributes in their order as its columns, those
    with formulas left out. What is missing may be NaN or None, and an unknown score is NaN.

    Examples
    --------
    >>> import pandas as pd
    >>> from icp.sklearn import IcpScorer
    >>> accounts = pd.DataFrame({"employees": [320, 90], "country": ["US", "FR"]})
    >>> step = IcpScorer(model, as_of="2026-10-01", outputs=["score", "tier"]).set_output(transform="pandas")
    >>> step.fit_transform(accounts)["tier"].tolist()
    ['A', 'C']
    """

    def __init__(
        self,
        model: Model,
        *,
        as_of: datetime.date | str | None = None,
        columns: dict[str, str] | None = None,
        outputs: Sequence[str] | None = None,
        per_icp: bool = False,
        per_criterion: bool | str | Sequence[str] = False,
        on_invalid: Literal["error", "missing"] = "error",
        missing_columns: Literal["error", "unknown"] = "error",
    ) -> None:
        self.model = model
        self.as_of = as_of
        self.columns = columns
        self.outputs = outputs
        self.per_icp = per_icp
        self.per_criterion = per_criterion
        self.on_invalid: Literal["error", "missing"] = on_invalid
        self.missing_columns: Literal["error", "unknown"] = missing_columns

    def fit(self, X: Any, y: Any = None) -> IcpScorer:
        """Looks at the columns and the parameters.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts.
        y : object, optional
            Not looked at.

        Returns
        -------
        IcpScorer
            Itself.

        Raises
        ------
        ValueError, TypeError, BatchError
            For parameters that are wrong, and columns that do not suit the model.
        """
        scorer = self._table_scorer()
        given: Any = self._table(scorer, X, reset=True)
        numbers, flags, words = self._results()
        self._outputs = list(numbers if self.outputs is None else self.outputs)
        every = [*numbers, *flags, *words]
        unknown = [name for name in self._outputs if name not in every]
        if unknown:
            known = ", ".join(f"`{name}`" for name in every)
            raise ValueError(f"no result is named `{unknown[0]}`; there are {known}")
        self._words = [name for name in self._outputs if name in words]
        scorer.score(_nothing(given))
        return self

    def transform(self, X: Any) -> Any:
        """The scores.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts, n_results)
            Floats, or objects when there are words among the results; a DataFrame if `set_output` says so.

        Raises
        ------
        BatchError
            For a value that its attribute does not take.
        """
        validation.check_is_fitted(self)
        scorer = self._table_scorer()
        answers = scorer.score(self._table(scorer, X, reset=False))
        found = {name: _values(answers[name], name in self._words) for name in self._outputs}
        kind = set_output._get_output_config("transform", self)["dense"]
        if self._words and kind != "default":
            # scikit-learn would make one table of objects of them.
            index = {"index": X.index} if kind == "pandas" and hasattr(X, "iloc") else {}
            return import_module(kind).DataFrame(found, **index)
        return np.column_stack(list(found.values()))

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the results.

        Parameters
        ----------
        input_features : array of str, optional
            Not looked at.

        Returns
        -------
        ndarray of str
        """
        validation.check_is_fitted(self)
        return np.asarray(self._outputs, dtype=object)

    def _table_scorer(self) -> TableScorer:
        return TableScorer(
            self.model,
            {
                "as_of": self.as_of,
                "columns": self.columns,
                "per_icp": self.per_icp,
                "per_criterion": cast("Any", self.per_criterion),
                "qualified": "qualified" in _end(self.outputs),
                "on_invalid": self.on_invalid,
                "allow_empty_columns": None,
                "missing_columns": self.missing_columns,
            },
        )

    def _results(self) -> tuple[list[str], list[str], list[str]]:
        """The names of the results that are numbers, of those that are yes or no, and of those that are words."""
        scorer = _Scorer(
            self.model,
            datetime.date.min,
            None,
            "error",
            "unknown",
            None,
            allow_empty_columns=None,
            per_icp=self.per_icp,
            per_criterion=cast("Any", self.per_criterion),
            verdicts=False,
            labels=False,
            bounds=True,
            reasons=True,
            qualified=True,
            rank=False,
            keep=False,
            prefix=None,
        )
        # A table without any of the columns that rules use is refused.
        every = [(one.name, ("objects", list[Any]())) for one in self.model.attributes if one.formula is None]
        scored = scorer.columns(0, every, [], None)
        kinds = list(zip(scored.names(), scored.take(), strict=True))
        numbers = [name for name, (_, kind, _) in kinds if kind == "f8"]
        flags = [name for name, (_, kind, _) in kinds if kind == "?"]
        return numbers, flags, [name for name, (_, _, words) in kinds if words is not None]

    def _table(self, scorer: TableScorer, X: Any, *, reset: bool) -> Any:
        return table(self, list(scorer.inputs()), X, reset=reset)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_outputs")

    def __sklearn_tags__(self) -> Any:
        tags = accepts(super().__sklearn_tags__())
        tags.transformer_tags.preserves_dtype = []
        return tags


def _end(outputs: Sequence[str] | None) -> list[str]:
    """The last parts of the names of the results."""
    return [name.rsplit(".", 1)[-1] for name in outputs or []]


def _values(column: Any, words: bool) -> Any:
    """One result as an array."""
    if not words:
        return np.asarray(column, dtype=np.float64)
    return np.array([word if isinstance(word, str) else None for word in column], dtype=object)


def _nothing(table: Any) -> Any:
    """The same columns without rows."""
    if not isinstance(table, dict):
        return table[:0]
    columns: Any = cast("Any", table)
    return {name: columns[name][:0] for name in columns}

"""Steps of scikit-learn have this in common: which tables they take, and what they tell of themselves."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

try:
    np: Any = import_module("numpy")
    base: Any = import_module("sklearn.base")
    set_output: Any = import_module("sklearn.utils._set_output")
    multiclass: Any = import_module("sklearn.utils.multiclass")
    validation: Any = import_module("sklearn.utils.validation")
except ImportError as _missing:
    raise ImportError("icp.sklearn needs scikit-learn: pip install 'icp-scoring[sklearn]'") from _missing

if TYPE_CHECKING:

    class Transformer:
        """Stands for scikit-learn's own classes, as they have no types."""

        def fit_transform(self, X: Any, y: Any = None) -> Any: ...
        def set_output(self, *, transform: Any = None) -> Any: ...
        def get_params(self, deep: bool = True) -> dict[str, Any]: ...
        def set_params(self, **params: Any) -> Any: ...
        def __sklearn_tags__(self) -> Any: ...

    class Binary:
        """Stands for scikit-learn's own classes, as they have no types."""

        def score(self, X: Any, y: Any, sample_weight: Any = None) -> float: ...
        def set_score_request(self, *, sample_weight: bool | None | str = "$UNCHANGED$") -> Any: ...
        def get_params(self, deep: bool = True) -> dict[str, Any]: ...
        def set_params(self, **params: Any) -> Any: ...
        def __sklearn_tags__(self) -> Any: ...

else:

    class Transformer(base.TransformerMixin, base.BaseEstimator):
        pass

    class Binary(base.ClassifierMixin, base.BaseEstimator):
        pass


class TwoClasses(Binary):
    """A classifier of accounts into two classes by the sign of its `decision_function`."""

    classes_: Any

    def decision_function(self, X: Any) -> Any:
        """A number for each account: larger is better, and above 0 is the second class."""
        raise NotImplementedError

    def predict(self, X: Any) -> Any:
        """The second class for accounts whose `decision_function` is above 0, the first for all others.

        Parameters
        ----------
        X : DataFrame or array of shape (n_accounts, n_columns)
            Accounts, with the columns that `fit` saw.

        Returns
        -------
        ndarray of shape (n_accounts,)
        """
        won = self.decision_function(X) > 0
        # Who saw one class alone knows no other.
        return self.classes_[won.astype(int) if len(self.classes_) > 1 else np.zeros(len(won), dtype=int)]

    def _outcomes(self, X: Any, y: Any, sample_weight: Any) -> tuple[Any, Any]:
        """Reads the classes: for each row whether it is of the second one, and its weight."""
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        y = validation.column_or_1d(y, warn=True)
        validation.assert_all_finite(y, input_name="y")
        validation.check_consistent_length(X, y)
        kind = multiclass.type_of_target(y, input_name="y", raise_unknown=True)
        if kind != "binary":
            raise ValueError(f"Only binary classification is supported. The type of the target is {kind}.")
        weight = validation._check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        self.classes_, won = np.unique(y, return_inverse=True)
        return won, weight

    def __sklearn_tags__(self) -> Any:
        tags = accepts(super().__sklearn_tags__())
        tags.classifier_tags.multi_class = False
        return tags


def table(step: Any, names: list[str] | None, X: Any, *, reset: bool) -> Any:
    """A DataFrame as it is; of an array, its columns by the names of the attributes, or x0, x1 .. where there are none."""
    # As scikit-learn has it, numbers are no names of columns.
    if hasattr(X, "__arrow_c_stream__") and all(isinstance(name, str) for name in getattr(X, "columns", [0])):
        validation.validate_data(step, X, reset=reset, skip_check_array=True)
        return X
    array = validation.validate_data(step, X, reset=reset, dtype=None, ensure_all_finite=False)
    if names is None:
        names = [f"x{at}" for at in range(array.shape[1])]
    if array.shape[1] > len(names):
        raise ValueError(f"an array's columns are the model's {len(names)} attributes, not {array.shape[1]} columns")
    return {name: array[:, at] for at, name in enumerate(names[: array.shape[1]])}


def accepts(tags: Any) -> Any:
    """The tags of a step that takes accounts."""
    tags.input_tags.allow_nan = True
    tags.input_tags.string = True
    tags.input_tags.categorical = True
    return tags

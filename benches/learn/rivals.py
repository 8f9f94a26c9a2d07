"""Scores of other ways to learn a card: from two tables, the scores of the second's rows."""

import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")


def split(table):
    x = table.drop(columns=["row", "won"])
    texts = {name: object for name in x if not pd.api.types.is_numeric_dtype(x[name])}
    return x.astype(texts), table.won.to_numpy()


def woe(train, test, bins):
    """Columns as weights of evidence after optbinning's groups. A category that was not in training has none."""
    from optbinning import BinningProcess

    (x, y), (unseen, _) = split(train), split(test)
    texts = [c for c in x if x[c].dtype == object]
    limit = {} if bins is None else {"max_n_bins": bins}
    process = BinningProcess(list(x), categorical_variables=texts, **limit)
    process.fit(x, y)
    out = []
    for half in (x, unseen):
        columns = {}
        for name in x:
            binned = process.get_binned_variable(name)
            columns[name] = np.nan_to_num(np.asarray(
                binned.transform(half[name].to_numpy(), metric="woe", metric_missing="empirical"), dtype=float))
        out.append(pd.DataFrame(columns))
    values = {name: process.get_binned_variable(name).binning_table.build()["IV"].iloc[-1] for name in x}
    return out[0], out[1], y, values


def logistic(x, y):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=2000).fit(x, y)


def optbinning(train, test):
    """Its groups as it chooses them, all columns, real coefficients."""
    x, unseen, y, _ = woe(train, test, None)
    return logistic(x, y).decision_function(unseen)


def optbinning_card(train, test):
    """In the form of our cards: the nine columns of the highest information value, five groups, whole points up to 20."""
    x, unseen, y, values = woe(train, test, 5)
    chosen = sorted(values, key=lambda name: -values[name])[:9]
    coefficients = logistic(x[chosen], y).coef_[0]
    parts = {c: (x[c] * b, unseen[c] * b) for c, b in zip(chosen, coefficients)}
    span = max(part.max() - part.min() for part, _ in parts.values()) or 1
    return sum(np.round((later - part.min()) * 20 / span) for part, later in parts.values()).to_numpy()


RIVALS = {"optbinning": optbinning, "optbinning 9 x 5": optbinning_card}

"""Scores of Ray's Datasets.

>>> import icp.ray
>>> import ray.data
>>> accounts = ray.data.from_items([{"employees": 320, "country": "US"}, {"employees": 90, "country": "FR"}])
>>> sorted(row["tier"] for row in icp.ray.score(accounts, model, as_of="2026-10-01").take_all())
['A', 'C']
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Unpack

from icp._icp import Model
from icp._table_scorer import Options, TableScorer, plain


def score(ds: Any, model: Model, *, keep: bool = True, **options: Unpack[Options]) -> Any:
    """The answers for each row, beside the given columns; nothing runs before the result is asked for.

    The model travels with the work; this package has to be installed where the blocks are.

    Parameters
    ----------
    ds : ray.data.Dataset
        The accounts.
    model : Model
        The model.
    keep : bool
        Whether the given columns come back too.
    **options
        As in `icp.spark.score`: those of `Model.score_frame` but ``rank``, which needs the whole table, and ``progress``. Without
        ``as_of`` it is the day of this call. ``threads`` is 1 when left out: Ray gives each task one core.

    Returns
    -------
    ray.data.Dataset
        The results are doubles, strings, and booleans (``qualified``).

    Raises
    ------
    TypeError, ValueError
        At once for options that do not suit the model.
    BatchError
        Within Ray's own error, while it runs, for columns and values that the model does not take.

    Examples
    --------
    >>> import icp.ray
    >>> import ray.data
    >>> accounts = ray.data.from_items([{"employees": 320, "country": "US"}])
    >>> icp.ray.score(accounts, model, as_of="2026-10-01").take(1)[0]["tier"]
    'A'
    """
    scorer = TableScorer(model, {"threads": 1, **options})
    return ds.map_batches(_Block(scorer, keep), batch_format="pyarrow", zero_copy_batch=True)


class _Block:
    """Scores a block where it is."""

    def __init__(self, scorer: TableScorer, keep: bool) -> None:
        self._scorer = scorer
        self._keep = keep

    def __call__(self, block: Any) -> Any:
        pa: Any = import_module("pyarrow")
        answers = self._scorer.score(block, self._keep)
        # Blocks that are joined may not differ in their dictionaries.
        return pa.Table.from_arrays([plain(column) for column in answers.columns], names=answers.schema.names)


__all__ = ["score"]

"""Scores of dask's DataFrames.

>>> import dask.dataframe as dd
>>> import icp.dask
>>> import pandas as pd
>>> frame = pd.DataFrame({"name": ["Acme", "Bolt"], "employees": [320, 90], "country": ["US", "FR"]})
>>> accounts = dd.from_pandas(frame, npartitions=2)
>>> icp.dask.score(accounts, model, as_of="2026-10-01").compute().tier.tolist()
['A', 'C']
"""

from __future__ import annotations

import copy
import datetime
import warnings
from importlib import import_module
from typing import Any, Unpack

try:
    # Neither has types.
    dask: Any = import_module("dask")
    import_module("dask.dataframe")
except ImportError as _missing:
    raise ImportError("icp.dask needs dask with its DataFrame: pip install 'icp-scoring[dask]'") from _missing

from icp._errors import IcpWarning
from icp._feed import Reading, tell
from icp._icp import Model
from icp._table_scorer import Options, TableScorer
from icp.evidence import Outcomes, Population, Report


def score(df: Any, model: Model, *, keep: bool = True, **options: Unpack[Options]) -> Any:
    """The answers for each row, beside the given columns; nothing runs before the result is asked for.

    The model travels with the work; this package has to be installed where the partitions are. Rows keep their order,
    their index and their partitions.

    Parameters
    ----------
    df : dask.dataframe.DataFrame
        The accounts.
    model : Model
        The model.
    keep : bool
        Whether the given columns come back too. Without them, only those that are read are loaded.
    **options
        As in `icp.spark.score`: those of `Model.score_frame` but ``rank``, which needs the whole table, and ``progress``. Without
        ``as_of`` it is the day of this call. ``threads`` is 1 when left out: dask gives each core a partition.

    Returns
    -------
    dask.dataframe.DataFrame
        Its types are those that `Model.score_frame` gives for pandas.

    Raises
    ------
    TypeError, ValueError, BatchError
        At once for options and columns that do not suit the model; while it is computed for a value that it does not take.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> import icp.dask
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"name": ["Acme", "Bolt"], "employees": [320, 90], "country": ["US", "FR"]})
    >>> scored = icp.dask.score(dd.from_pandas(frame, npartitions=2), model, as_of="2026-10-01")
    >>> scored[scored.tier == "A"].name.compute().tolist()
    ['Acme']
    """
    scorer = TableScorer(model, {"threads": 1, **options})
    if not keep:
        df = df[_read(df, list(scorer.readable()))]
    with warnings.catch_warnings():
        # An empty table says of every column that it is empty.
        warnings.simplefilter("ignore", IcpWarning)
        meta = scorer.score(df._meta, keep)
    return df.map_partitions(scorer.score, keep, meta=meta)


def report(
    df: Any,
    model: Model,
    *,
    outcome: Outcomes = None,
    weight: str | None = None,
    **reading: Unpack[Reading],
) -> Report:
    """A population in dask under a model, as `icp.evidence.report` has it, to the same bits.

    Each partition is counted where it is, and its counts come back as bytes; this process adds them up and judges. Only
    the columns that are read are loaded. It runs at once.

    Parameters
    ----------
    df : dask.dataframe.DataFrame
        The accounts.
    model : Model
        The model.
    outcome, weight, **reading
        As in `icp.evidence.report`; ``threads`` is 1 when left out.

    Returns
    -------
    icp.evidence.Report
        Its frames are of pandas.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> import icp.dask
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"employees": [320, 90], "country": ["US", "FR"], "won": [True, False]})
    >>> counted = icp.dask.report(dd.from_pandas(frame, npartitions=2), model, outcome="won", as_of="2026-10-01")
    >>> float(counted.outcomes.auc[0])
    1.0
    """
    # Today is settled here: rows may be counted on other machines, and after midnight.
    as_of = reading.get("as_of")
    settled: Reading = {"threads": 1, **reading, "as_of": datetime.date.today() if as_of is None else as_of}
    whole = Population(model, outcome=outcome, weight=weight)
    names: list[str] = whole.reads(list(df.columns), **settled)
    parts = [dask.delayed(_counts)(whole, settled, part) for part in df[names].to_delayed()]
    for counts in dask.compute(*parts):
        if counts:
            whole.merge(Population.from_bytes(model, counts))
    # What each partition told of its columns, judged over all of them.
    counted: Any = whole
    tell(counted._counts)
    return whole.report()


def _read(df: Any, readable: list[str]) -> list[str]:
    """The columns that are read; the first one where none is, which tells the number of rows."""
    known = set(readable)
    return [name for name in df.columns if name in known] or list(df.columns[:1])


def _counts(empty: Population, reading: Reading, part: Any) -> bytes:
    """The counts of a partition; nothing for an empty one."""
    return copy.copy(empty).add(part, **reading).to_bytes() if len(part) else b""

"""`icp.tune`: other weights, points and tier cuts for a model that people wrote. Everything is decided in the compiled part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack

from icp._found import Found, Maker, maker_like
from icp._icp import Model, _Counts

if TYPE_CHECKING:
    from icp._feed import Reading
    from icp.evidence import Outcome


class Tuned(Found):
    """What tuning found. Its main table has the numbers that change; it is empty where nothing gains more than chance.

    Further tables: ``tiers``, ``gains`` and ``left_alone``.
    """

    def __init__(self, counts: _Counts, make: Maker) -> None:
        super().__init__(counts.found(None), make)
        self._counts = counts

    @property
    def changes(self) -> Any:
        """The numbers that change: of which criterion or tier, which number, and from what to what."""
        return self._table("changes")

    @property
    def tiers(self) -> Any:
        """Each tier before and after: its accounts, and how many were won. Those after are cross-fitted."""
        return self._table("tiers")

    @property
    def gains(self) -> Any:
        """What the new numbers gain on accounts that they were not fitted to, each with its 95 % interval."""
        return self._table("gains")

    @property
    def model(self) -> Model | None:
        """The model with the new numbers; None where nothing changes."""
        tuned = self._counts.tuned(None)
        return None if tuned is None else Model.from_yaml(tuned[0])

    def document(self, text: str | None = None) -> str | None:
        """The model's document with the new numbers; None where nothing changes.

        Parameters
        ----------
        text : str, optional
            The document that the model was read from, in YAML or JSON. Where each number that changes is written in it, it stays
            as it is but for these numbers, with its comments. Without it the document is written anew.

        Raises
        ------
        ModelError
            A text that is no model, or another model.
        """
        tuned = self._counts.tuned(text)
        return None if tuned is None else tuned[0]


def tune(
    model: Model,
    frame: Any,
    *,
    outcome: str | Outcome,
    icp: str | None = None,
    only: Literal["scores", "tiers"] | None = None,
    weight: str | None = None,
    group: str | None = None,
    **reading: Unpack[Reading],
) -> Tuned:
    """Other weights, points and tier cuts for a model that people wrote, where they gain more than chance; its rules stay.

    Every gain is measured on accounts that the numbers were not fitted to (ten folds): the AUC for weights and points, the log
    likelihood of an account by the win rate of its tier for cuts.

    Parameters
    ----------
    model : Model
        The model.
    frame : table
        What `Model.score_frame` takes. It is read twice, so it is no stream that can be read once only.
    outcome : str or Outcome
        ``"won"`` for a column of true and false or of 0 and 1, ``"Stage=Won"`` where a word is won, an
        `icp.evidence.Outcome` for everything else. A row without an outcome is left out.
    icp : str, optional
        The icp to tune; a model with one icp needs none.
    only : str, optional
        ``"scores"`` for weights and points alone (each tier then keeps its share of the accounts), ``"tiers"`` for cuts alone.
    weight : str, optional
        The column that says how many accounts each row stands for.
    group : str, optional
        The column that names the account of each row: its rows stay in one fold.
    **reading
        ``as_of``, ``columns``, ``on_invalid``, ``missing_columns``, ``allow_empty_columns``, ``threads`` and ``progress``, as
        in `Model.score_frame`.

    Returns
    -------
    Tuned
        Its ``model`` is None where the numbers that people wrote are as good as these accounts can tell.

    Raises
    ------
    EvidenceError
        An outcome, a weight or a group that cannot be read, an icp that is not there, fewer than 20 won or 20 lost accounts.
    BatchError
        A table that cannot be scored.

    Examples
    --------
    >>> ours = icp.Model.from_yaml('''
    ... format: icp/1
    ... name: ours
    ... attributes: {size: {type: number}, cloud: {type: bool}}
    ... icps:
    ...   - id: ours
    ...     fit:
    ...       criteria:
    ...         - {id: size, weight: 1, fit: {size: {gte: 50}}} # cloud decides, size does not
    ...         - {id: cloud, weight: 1.0, fit: {cloud: {is: true}}}
    ...       tiers: [{id: A, from: 60}, {id: B}]
    ... ''')
    >>> rows = range(400)
    >>> accounts = {"size": [at % 2 * 60 for at in rows], "cloud": [at // 2 % 2 == 1 for at in rows]}
    >>> accounts["won"] = [(at // 2 % 2 == 1) != (at // 4 % 4 == 0) for at in rows]
    >>> tuned = icp.tune(ours, accounts, outcome="won", as_of="2026-10-01")
    >>> size, cloud = tuned.model.criteria
    >>> size.weight < 0.1 < 1.9 < cloud.weight
    True
    >>> tuned.gains["measure"][0], tuned.gains["above_noise"][0]
    ('auc', True)
    """
    from icp._feed import feed
    from icp.evidence import outcomes_of

    counts = _Counts.tune(model, outcomes_of(outcome), icp, only, weight, group)
    for _ in ("what each criterion gives", "what other numbers would give"):
        feed(counts, frame, reading)
        counts.next()
    return Tuned(counts, maker_like(frame))


__all__ = ["Tuned", "tune"]

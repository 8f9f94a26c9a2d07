"""What can go wrong, with what is known about it as attributes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from icp._parts import Problem, problem


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
    """

    code: str
    attribute: str | None
    expected: str
    found: str

    def __init__(
        self, message: str, code: str = "account.value", attribute: str | None = None, expected: str = "", found: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.attribute = attribute
        self.expected = expected
        self.found = found


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
    """

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
    ) -> None:
        super().__init__(text)
        self.code = code
        self.column = column
        self.row = row
        self.message = text if message is None else message
        self.help = help


class IcpWarning(UserWarning):
    """Answers that rest on less than the caller may think: values that were invalid, columns that are missing."""


class InternalError(IcpError, RuntimeError):
    """A mistake of this package. Please report it, with what led to it."""

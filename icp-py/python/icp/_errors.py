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
    """Columns that cannot be scored."""


class InternalError(IcpError, RuntimeError):
    """A mistake of this package. Please report it, with what led to it."""

"""`ById`: a sequence whose items can also be had by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, SupportsIndex, TypeVar, cast, overload

T = TypeVar("T")


class ById(Generic[T]):
    """Things in their order: by place, by slice, and by id.

    Iterating gives the things themselves, in their order; `keys` gives their ids.

    Examples
    --------
    >>> answer.criteria["size"] == answer.criteria[0]
    True
    >>> answer.criteria.keys(), [criterion.points for criterion in answer.criteria]
    (('size', 'market'), [3.0, 0.0])
    """

    __slots__ = ("_key", "_things")

    def __init__(self, key: str, things: Iterable[T]) -> None:
        self._key = key
        self._things = tuple(things)

    @overload
    def __getitem__(self, at: str | SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: str | SupportsIndex | slice) -> T | tuple[T, ...]:
        if not isinstance(at, str):
            return self._things[at]
        for thing in self._things:
            if getattr(thing, self._key) == at:
                return thing
        raise KeyError(at)

    def get(self, id: str) -> T | None:
        """The thing with an id, or None."""
        return self[id] if id in self.keys() else None

    def keys(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(getattr(thing, self._key) for thing in self._things)

    def values(self) -> tuple[T, ...]:
        """The things, in order."""
        return self._things

    def items(self) -> tuple[tuple[str, T], ...]:
        """Ids with their things, in order."""
        return tuple(zip(self.keys(), self._things))

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._things)

    def __contains__(self, what: object) -> bool:
        return what in self.keys() if isinstance(what, str) else what in self._things

    def __len__(self) -> int:
        return len(self._things)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and self._things == tuple(cast("ById[object]", other))

    def __hash__(self) -> int:
        return hash(self.keys())

    def __repr__(self) -> str:
        things = ", ".join(f"{key!r}: {thing!r}" for key, thing in self.items())
        return f"ById({{{things}}})"


def by_id(key: str, things: Iterable[Any]) -> ById[Any]:
    """The constructor that the compiled part calls."""
    return ById(key, things)

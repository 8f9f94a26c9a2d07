"""Compares an assessment with the expectations of people, key by key."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

OF_ICP = "status score bounds coverage tier missing verdicts labels stage base adjustments priority to_next_tier kept_out_by reason_codes".split()


def same(one: Any, other: Any) -> bool:
    """Equal as JSON: numbers by their bits as doubles, so that 1 is 1.0 and -0.0 is not 0.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def failures(expect: dict[str, Any], assessment: dict[str, Any]) -> list[str]:
    """The mistakes; empty when all expectations hold. Keys that speak of one icp look at the first."""
    return list(_failures(expect, assessment))


def part_failures(expect: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The mistakes of a value of which only some keys are expected."""
    return [wrong for key, expected in expect.items() for wrong in _compare(key, expected, _part(expected, found[key]))]


def _failures(expect: dict[str, Any], assessment: dict[str, Any]) -> Iterator[str]:
    icps = assessment["icps"]
    for key, expected in expect.items():
        if key == "icps":
            for id, of_icp in expected.items():
                for inner, value in of_icp.items():
                    yield from _of_icp(inner, value, _named("icp", id, icps))
        elif key in ("best", "headline"):
            yield from _compare(key, expected, assessment[key])
        elif key == "order":
            yield from _compare(key, expected, _pick("icp", icps))
        elif key == "issues":
            yield from _compare(key, expected, _pick("attribute", assessment["issues"]))
        elif key in ("scores", "statuses"):
            field = "score" if key == "scores" else "status"
            yield from _compare(key, expected, _each(expected, lambda id: _named("icp", id, icps)[field]))
        else:
            yield from _of_icp(key, expected, icps[0])


def _of_icp(key: str, expected: Any, icp: dict[str, Any]) -> Iterator[str]:
    if key in OF_ICP:
        yield from _compare(key, expected, icp[key])
    elif key == "reason":
        yield from _compare(key, expected, icp["reason"]["code"])
    elif key in ("exclusions", "possible_exclusions") and isinstance(expected, dict):
        for id, of_exclusion in expected.items():
            exclusion = _named("id", id, icp[key])
            found = exclusion["missing"] if isinstance(of_exclusion, list) else _part(of_exclusion, exclusion)
            yield from _compare(id, of_exclusion, found)
    elif key in ("exclusions", "possible_exclusions"):
        yield from _compare(key, expected, _pick("id", icp[key]))
    elif key == "tally":
        yield from _compare(key, expected, _each(expected, lambda status: icp["tally"][status]))
    elif key == "intent" and expected is not None:
        for inner, value in expected.items():
            yield from _of_icp(inner, value, icp["intent"])
    elif key == "intent":
        yield from _compare(key, expected, icp["intent"])
    elif key == "criteria":
        for id, of_criterion in expected.items():
            criterion = _named("id", id, icp["criteria"])
            yield from _compare(id, of_criterion, _part(of_criterion, criterion))
    else:
        raise AssertionError(f"cases expect nothing called {key}")


def _part(expected: Any, found: Any) -> Any:
    """Of objects only the keys that are expected, also of those in lists."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: _part(value, found[key]) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [_part(*both) for both in zip(expected, found, strict=True)]
    return found


def _compare(key: str, expected: Any, found: Any) -> Iterator[str]:
    if not same(expected, found):
        yield f"{key}: expected {expected!r}, found {found!r}"


def _named(field: str, id: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return next(entry for entry in entries if entry[field] == id)


def _pick(field: str, entries: list[dict[str, Any]]) -> list[Any]:
    return [entry[field] for entry in entries]


def _each(expected: dict[str, Any], found: Callable[[str], Any]) -> dict[str, Any]:
    return {key: found(key) for key in expected}

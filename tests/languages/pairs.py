"""Random pairs through the Python package, byte by byte: `python tests/languages/pairs.py FILE`."""

from __future__ import annotations

import json
import sys
from typing import Any

import icp
import tables


def revive(entries: dict[str, Any]) -> Any:
    digits = entries.get("$bigint")
    return int(digits) if isinstance(digits, str) else entries


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def refusal(error: icp.AccountError) -> str:
    names = ("code", "message", "attribute", "expected", "found", "help")
    return text({name: str(error) if name == "message" else getattr(error, name) for name in names})


def opened(document: str) -> str:
    """The result of reading a model: its fingerprint, or the mistakes."""
    try:
        return icp.Model.from_json(document).fingerprint
    except icp.ModelError as error:
        problems = [problem._asdict() for problem in error.problems]
        return text({"message": str(error), "problems": problems, "more": error.more})


def scored(model: icp.Model, account: Any, as_of: str, on_invalid: Any) -> str:
    try:
        return model.score(account, as_of, on_invalid=on_invalid).to_json()
    except icp.AccountError as error:
        return refusal(error)


def main(file: str) -> None:
    pairs, models, scored_tables, wrong = 0, 0, 0, 0

    def compare(what: str, expected: str, found: str) -> None:
        nonlocal wrong
        if found != expected:
            wrong += 1
            if wrong <= 5:
                print(f"{what}:\n  expected {expected}\n  found    {found}")

    with open(file, encoding="utf-8") as lines:
        for line in lines:
            given = json.loads(line, object_hook=revive)
            model = icp.Model.from_json(given["model"])
            compare(f"seed {given['seed']}, fingerprint", given["fingerprint"], model.fingerprint)
            if corrupted := given.get("corrupted"):
                models += 1
                expected = corrupted.get("refusal") or corrupted["fingerprint"]
                compare(f"seed {given['seed']}, corrupted", expected, opened(corrupted["model"]))
            for place, case in enumerate(given["cases"]):
                pairs += 1
                found = scored(model, case["account"], given["as_of"], given["on_invalid"])
                compare(f"seed {given['seed']}, account {place}", case["gives"], found)
            scored_tables += 1
            for what, expected, found in tables.compare(model, given):
                compare(f"seed {given['seed']}, table as {what}", repr(expected), repr(found))
    print(f"python: {pairs} pairs, {scored_tables} tables and {models} corrupted models, {wrong} differ")
    sys.exit(wrong > 0 or pairs == 0)


if __name__ == "__main__":
    main(sys.argv[1])

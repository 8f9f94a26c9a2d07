"""A program that mypy and pyright check in strict mode; a test runs it too."""

from __future__ import annotations

import dataclasses
import datetime

import icp

MODEL = """
format: icp/1
name: demo
attributes:
  employees: {type: number}
  country: {type: text}
icps:
  - id: mid-market
    fit:
      criteria:
        - {id: size, weight: 3, fit: {employees: {between: [200, 500]}}}
        - {id: market, fit: {country: {in: [US, CA]}}}
      tiers: [{id: A, from: 80}, {id: B, from: 50}, {id: C}]
"""


@dataclasses.dataclass
class Lead:
    employees: int | None
    country: str | None


def describe(answer: icp.Assessment) -> str:
    score: float = answer.score if answer.score is not None else 0.0
    low, high = answer.bounds or (0.0, 100.0)
    helped: list[str] = [criterion.id for criterion in answer.criteria if criterion.points > 0]
    missing: list[str] = answer.missing
    return f"{answer.best or answer.status}: {score} ({low} to {high}), {helped}, {missing}"


def size(answer: icp.Assessment) -> icp.CriterionAssessment:
    result: icp.IcpAssessment = answer.icps["mid-market"]
    return result.criteria["size"]


def mistakes(text: str) -> list[tuple[str, int | None]]:
    try:
        icp.Model.from_yaml(text)
    except icp.ModelError as error:
        return [(problem.code, problem.line) for problem in error.problems]
    return []


def main() -> str:
    model = icp.Model.from_yaml(MODEL)
    today = datetime.date(2026, 10, 1)
    answer = model.score(Lead(employees=320, country=None), as_of=today)
    assert size(answer).status == "fit"
    try:
        model.score({"employees": "many"}, as_of="2026-10-01")
    except icp.AccountError as error:
        attribute: str | None = error.attribute
        assert attribute == "employees"
    issues: list[icp.IssueNote] = model.score({"employees": "many"}, today, on_invalid="missing").issues
    assert [issue.attribute for issue in issues] == ["employees"]
    sets: list[icp.ChangeSet] = model.changes({"employees": 120, "country": "US"}, "A", today, max_changes=1).sets
    to: str = sets[0].changes["employees"].to
    assert to == "200 to 500"
    assert mistakes("format: icp/1")[0] == ("missing_field", 1)
    units: list[str | None] = [attribute.unit for attribute in model.attributes]
    assert len(units) == len(model.attributes.keys())
    return describe(answer)


if __name__ == "__main__":
    print(main())

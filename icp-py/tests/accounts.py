"""A model and accounts that the tests of several libraries share."""

from __future__ import annotations

import datetime

import icp

AS_OF = "2026-10-01"
MODEL = icp.Model.from_yaml("""
format: icp/1
name: shared
attributes:
  employees: {type: number, aliases: [headcount]}
  country: {type: text}
  paying: {type: bool}
  funded_on: {type: date}
  tech_stack: {type: set}
  visits: {type: events}
  per_head: {formula: employees / 100}
icps:
  - id: mid-market
    priority: 1
    fit:
      criteria:
        - {id: size, weight: 3, fit: {employees: {between: [200, 500]}}}
        - {id: market, fit: {country: {in: [US, CA]}}}
        - {id: pays, fit: {paying: true}}
        - {id: funded, fit: {funded_on: {within_last: 1 year}}}
        - {id: stack, weight: 2, fit: {tech_stack: {has: HubSpot}}}
        - {id: heads, fit: {per_head: {gte: 2}}}
        - {id: seen, fit: {visits: {happened: {event: demo, within_last: 90 days}}}}
      tiers: [{id: A, from: 80}, {id: B, from: 40}, {id: C}]
  - id: small
    priority: 2
    exclusions: [{id: barred, reason: barred, when: {country: {in: [XX]}}}]
    fit:
      criteria: [{id: size, fit: {employees: {lte: 50}}}]
      tiers: [{id: A, from: 50}, {id: B}]
""")
NAMES = ["employees", "country", "paying", "funded_on", "tech_stack", "visits"]
ROWS = [
    (320.0, "US", True, datetime.date(2026, 3, 1), ["HubSpot", "Slack"], [("demo", datetime.date(2026, 9, 1), 2.0)]),
    (320.0, "DE", False, datetime.date(2020, 3, 1), [], []),
    (20.0, None, None, None, None, None),
    (None, None, None, None, None, None),
    (210.0, "CA", None, datetime.date(2026, 9, 30), ["HubSpot"], None),
    (9.0, "XX", True, None, ["Slack"], [("demo", datetime.date(2019, 9, 1), None)]),
]
ACCOUNTS = [
    dict(zip(NAMES, row, strict=True))
    | {"visits": row[5] and [dict(zip(("event", "on", "count"), visit, strict=True)) for visit in row[5]]}
    for row in ROWS
]


def answers() -> list[tuple[str | None, str, float | None, str | None]]:
    """The answers of `Model.score` for each."""
    each = [MODEL.score(account, AS_OF) for account in ACCOUNTS]
    return [(one.best, one.status, one.score, one.tier) for one in each]

"""One account: `model.score(dict)` against the same rules as a plain Python function over the dict.

    python icp-py/benches/row.py

Processor time, the best of many passes over the same accounts; the two take turns, and must agree on every account.
"""

from __future__ import annotations

import argparse
import datetime
import platform
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icp

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "benches" / "task" / "model.yaml"
AS_OF = datetime.date(2026, 11, 21)

Account = dict[str, Any]
Answer = tuple[str | None, str, float | None, str | None]


def among(value: str | None, of: tuple[str, ...]) -> float | None:
    return None if value is None else 1.0 if value in of else 0.0


def count(items: list[str], of: tuple[str, ...]) -> int:
    return sum(1 for item in of if item in items)


def answer(
    parts: tuple[tuple[float, float | None], ...],
    excluded: bool,
    tiers: tuple[float, float],
    required: float | None = 1.0,
) -> tuple[str, float | None, str | None]:
    points = weights = 0.0
    known = False
    for weight, rating in parts:
        weights += weight
        if rating is not None:
            points += weight * rating
            known = True
    score = round(max(100.0 * points / weights, 0.0), 6) if known else None
    if excluded:
        return "disqualified", score, None
    if score is None or required is None:
        return "insufficient_data", score, None
    tier = "A" if score >= tiers[0] else "B" if score >= tiers[1] else "C"
    return "qualified" if required > 0.0 and tier != "C" else "unqualified", score, tier


def by_hand(account: Account) -> Answer:
    """As an engineer would write it into a backend; texts are compared as they are spelt."""
    get = account.get
    industry, country, stage, buyer = get("industry"), get("country"), get("stage"), get("buyer")
    employees, arr, growth, sales_team = get("employees"), get("arr"), get("growth"), get("sales_team")
    cs_team, regulated, tools, pains = get("cs_team"), get("regulated"), get("tools"), get("pains")

    revenue = None if arr is None else 1.0 if arr >= 5_000_000 else 0.5 if arr > 2_000_000 else 0.0
    if industry is None:
        line = None
    else:
        line = {"saas": 1.0, "fintech": 0.8, "ecommerce": 0.6, "media": 0.2}.get(industry, 0.0)
    mid_market = answer(
        (
            (3.0, None if employees is None else 1.0 if 200 <= employees <= 500 else 0.0),
            (2.0, revenue),
            (
                2.0,
                None
                if tools is None
                else 1.0
                if "hubspot" in tools and ("amplitude" in tools or "mixpanel" in tools)
                else 0.0,
            ),
            (1.5, line),
            (1.0, None if cs_team is None else 1.0 if cs_team else 0.0),
            (
                2.0,
                None
                if pains is None
                else min(0.4 * count(pains, ("churn", "onboarding", "manual reporting", "slow sales")), 1.0),
            ),
            (1.0, among(stage, ("series a", "series b"))),
            (0.5, among(buyer, ("vp sales", "cro", "head of revenue"))),
        ),
        (employees is not None and employees < 20)
        or (country is not None and country not in ("US", "CA", "GB", "DE", "FR", "NL"))
        or industry == "agency"
        or regulated is True,
        (80.0, 50.0),
        revenue,
    )

    if sales_team is not None and sales_team < 50 or cs_team is False:
        sales_led = 0.0
    elif sales_team is not None and cs_team:
        sales_led = 1.0
    else:
        sales_led = None
    if growth is None:
        pace = None
    elif growth <= 0:
        pace = 0.0
    elif growth <= 20:
        pace = 0.5 * growth / 20
    elif growth < 60:
        pace = 0.5 + 0.5 * (growth - 20) / 40
    else:
        pace = 1.0
    enterprise = answer(
        (
            (4.0, None if employees is None else 1.0 if employees >= 5_000 else 0.7 if employees >= 1_000 else 0.0),
            (3.0, None if arr is None else -0.5 if arr < 5_000_000 else 1.0 if arr >= 50_000_000 else 0.0),
            (2.0, None if tools is None else 1.0 if "salesforce" in tools or "dynamics" in tools else 0.0),
            (1.0, among(industry, ("fintech", "healthcare", "logistics", "manufacturing"))),
            (2.0, sales_led),
            (1.0, pace),
            (1.0, None if pains is None else 1.0 if "slow sales" in pains or "forecasting" in pains else 0.0),
            (0.5, among(buyer, ("cro", "cfo"))),
        ),
        (employees is not None and employees < 500)
        or (country is not None and country not in ("US", "GB", "DE"))
        or stage in ("pre-seed", "seed")
        or (sales_team is not None and sales_team < 10),
        (75.0, 50.0),
    )

    founders = answer(
        (
            (3.0, None if employees is None else 1.0 if employees < 20 else 0.0),
            (2.0, among(stage, ("pre-seed", "seed", "series a"))),
            (
                2.0,
                None if tools is None else min(0.34 * count(tools, ("stripe", "segment", "hubspot", "notion")), 1.0),
            ),
            (1.0, among(industry, ("saas", "ecommerce"))),
            (2.0, None if growth is None else 1.0 if growth >= 50 else 0.5 if growth >= 20 else 0.0),
            (1.0, None if arr is None else 1.0 if 100_000 <= arr <= 2_000_000 else 0.0),
            (1.0, None if pains is None else 1.0 if "onboarding" in pains else 0.0),
            (1.0, among(country, ("US", "CA", "GB"))),
        ),
        (employees is not None and employees > 100)
        or industry == "agency"
        or regulated is True
        or stage in ("series b", "series c"),
        (70.0, 45.0),
    )

    answers = (("mid-market", mid_market), ("enterprise", enterprise), ("founders", founders))
    for name, (status, score, tier) in answers:
        if status == "qualified":
            return name, status, score, tier
    near = ("insufficient_data", "unqualified", "disqualified")
    _, (status, score, tier) = min(
        answers, key=lambda one: (near.index(one[1][0]), -1e9 if one[1][1] is None else -one[1][1])
    )
    return None, status, score, tier


def accounts(number: int) -> list[Account]:
    """Always the same ones; about one value in twelve is missing."""
    dice = random.Random(7)
    industries = "saas fintech ecommerce media agency healthcare logistics manufacturing education retail".split()
    stages = ["pre-seed", "seed", "series a", "series b", "series c", "public"]
    buyers = ["vp sales", "cro", "head of revenue", "cfo", "founder", "office manager"]
    tools = "hubspot salesforce amplitude mixpanel segment stripe notion dynamics slack zendesk jira intercom".split()
    pains = ["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "compliance", "costs"]

    def some(of: list[str]) -> list[str]:
        return dice.sample(of, dice.randrange(6))

    found: list[Account] = []
    for _ in range(number):
        employees = round(dice.choice([5, 20, 80, 400, 2_000]) * (1 + 3 * dice.random()))
        account = {
            "industry": dice.choice(industries),
            "country": dice.choice("US CA GB DE FR NL SE BR IN AU".split()),
            "stage": dice.choice(stages),
            "buyer": dice.choice(buyers),
            "employees": employees,
            "arr": round(employees * (40_000 + 120_000 * dice.random())),
            "growth": round(90 * dice.random() - 10),
            "sales_team": employees // 8,
            "cs_team": dice.random() < 0.5,
            "regulated": dice.random() < 0.125,
            "tools": some(tools),
            "pains": some(pains),
        }
        found.append({key: value for key, value in account.items() if dice.random() >= 1 / 12})
    return found


def best_of(passes: int, over: list[Account], ways: dict[str, Callable[[Account], Any]]) -> dict[str, float]:
    """Nanoseconds an account, by way."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(passes):
        for name, way in ways.items():
            start = time.process_time_ns()
            for account in over:
                way(account)
            best[name] = min(best[name], (time.process_time_ns() - start) / len(over))
    return best


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--accounts", type=int, default=2_000)
    options.add_argument("--passes", type=int, default=100)
    given = options.parse_args()
    model = icp.Model.from_file(MODEL)

    def engine(account: Account) -> Answer:
        found = model.score(account, AS_OF)
        return found.best, found.status, found.score, found.tier

    def engine_today(account: Account) -> Answer:
        found = model.score(account)
        return found.best, found.status, found.score, found.tier

    over = accounts(given.accounts)
    qualified = 0
    for account in over:
        hand, found = by_hand(account), engine(account)
        qualified += hand[0] is not None
        near = hand[2] is found[2] or (
            hand[2] is not None and found[2] is not None and abs(hand[2] - found[2]) <= 1.000001e-6
        )
        assert near and hand[:2] == found[:2] and hand[3] == found[3], (account, hand, found)
    ways: dict[str, Callable[[Account], Any]] = {
        "by hand": by_hand,
        "model.score(account, as_of), four answers read": engine,
        "model.score(account), today": engine_today,
        "model.score(account, as_of) alone": lambda account: model.score(account, AS_OF),
        "model.score({}, as_of), the call itself": lambda _: model.score({}, AS_OF),
        "an empty function": lambda _: None,
    }
    best = best_of(given.passes, over, ways)
    print(f"{len(over)} accounts, {qualified} qualified, equal answers; Python {platform.python_version()}")
    for name, nanoseconds in best.items():
        print(f"{nanoseconds:8.0f} ns  {nanoseconds / best['by hand']:5.2f}x  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

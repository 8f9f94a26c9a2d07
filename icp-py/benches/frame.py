"""A million accounts: `model.score_frame` against the same rules as Polars expressions, and against the engine alone.

    python icp-py/benches/frame.py

Processor time of one thread, the least of a few passes; the ways take turns in one run. First the expressions and the
engine must agree on every account.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["POLARS_MAX_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

import icp
from icp._icp import _Scorer

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "benches" / "task" / "model.yaml"
AS_OF = "2026-11-21"

INDUSTRIES = "saas fintech ecommerce media agency healthcare logistics manufacturing education retail".split()
COUNTRIES = "US CA GB DE FR NL SE BR IN AU".split()
STAGES = ["pre-seed", "seed", "series a", "series b", "series c", "public"]
BUYERS = ["vp sales", "cro", "head of revenue", "cfo", "founder", "office manager"]
TOOLS = "hubspot salesforce amplitude mixpanel segment stripe notion dynamics slack zendesk jira intercom".split()
PAINS = ["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "compliance", "costs"]


def accounts(rows: int) -> pl.DataFrame:
    """The accounts of the other benches, by their distributions; about one value in twelve is missing."""
    dice = np.random.default_rng(7)

    def maybe(values: pl.Series) -> pl.Series:
        missing = pl.Series(dice.integers(0, 12, rows) == 0)
        return pl.select(pl.when(~missing).then(values)).to_series().alias(values.name)

    def text(name: str, of: list[str]) -> pl.Series:
        return maybe(pl.Series(name, of).gather(dice.integers(0, len(of), rows)))

    def some(name: str, of: list[str]) -> pl.Series:
        """Up to five draws, sorted, each once."""
        counts = dice.integers(0, 6, rows)
        row = np.repeat(np.arange(rows), counts)
        drawn = pl.DataFrame({"row": row, "item": pl.Series(sorted(of)).gather(dice.integers(0, len(of), len(row)))})
        lists = drawn.unique().sort("row", "item").group_by("row", maintain_order=True).agg("item")
        every = pl.DataFrame({"row": np.arange(rows)}).join(lists, on="row", how="left", maintain_order="left")
        empty = pl.lit([], dtype=pl.List(pl.String))
        return maybe(every.select(pl.col("item").fill_null(empty)).to_series().alias(name))

    employees = np.array([5.0, 20.0, 80.0, 400.0])[dice.integers(0, 4, rows)]
    employees = np.round(employees * (1 + 3 * dice.random(rows)))
    arr = np.round(employees * (40_000 + 120_000 * dice.random(rows)))
    growth = np.round(90 * dice.random(rows) - 10)
    table = pl.DataFrame(
        [
            text("industry", INDUSTRIES),
            text("country", COUNTRIES),
            text("stage", STAGES),
            text("buyer", BUYERS),
            maybe(pl.Series("employees", employees)),
            maybe(pl.Series("arr", arr)),
            maybe(pl.Series("growth", growth)),
            maybe(pl.Series("sales_team", np.floor(employees / 8))),
            maybe(pl.Series("cs_team", dice.integers(0, 2, rows) == 0)),
            maybe(pl.Series("regulated", dice.integers(0, 8, rows) == 0)),
            some("tools", TOOLS),
            some("pains", PAINS),
        ]
    )
    return table.rechunk()


C = pl.col
Rated = tuple[float, pl.Expr]
#: Of each profile: its name, criteria, exclusions, and the required rating.
PARTS: list[tuple[str, list[Rated], list[pl.Expr], pl.Expr | None]] = []


def yes(holds: pl.Expr) -> pl.Expr:
    return holds.cast(pl.Float64)


def has(column: str, *items: str) -> pl.Expr:
    return pl.any_horizontal([C(column).list.contains(item) for item in items])


def matches(column: str, each: float, items: list[str]) -> pl.Expr:
    count = pl.sum_horizontal([C(column).list.contains(item).cast(pl.Float64) for item in items], ignore_nulls=False)
    return (each * count).clip(upper_bound=1.0)


def rated(column: str, *steps: tuple[pl.Expr, float], otherwise: float = 0.0) -> pl.Expr:
    """The rating of the first step that holds; null where the column is."""
    chain: Any = pl.when(C(column).is_null()).then(None)
    for holds, rating in steps:
        chain = chain.when(holds).then(rating)
    found: pl.Expr = chain.otherwise(otherwise)
    return found.cast(pl.Float64)


def card(
    name: str, criteria: list[Rated], excluded: list[pl.Expr], tiers: tuple[float, float], required: pl.Expr | None = None
) -> list[list[pl.Expr]]:
    """Columns of one profile, in steps that build on each other."""
    PARTS.append((name, criteria, excluded, required))
    points, known, out = f"{name}.points", f"{name}.known", f"{name}.excluded"
    total = sum(weight for weight, _ in criteria)
    score, tier, status = C(f"{name}.score"), C(f"{name}.tier"), f"{name}.status"
    first = [
        pl.sum_horizontal([weight * rating for weight, rating in criteria]).alias(points),
        pl.any_horizontal([rating.is_not_null() for _, rating in criteria]).alias(known),
        pl.any_horizontal([one.fill_null(False) for one in excluded]).alias(out),
    ]
    if required is not None:
        first.append(required.alias(f"{name}.required"))
    second = [pl.when(C(known)).then((100 * C(points) / total).clip(lower_bound=0.0).round(6)).alias(f"{name}.score")]
    rated = ~C(out) & C(known)
    if required is not None:
        rated &= C(f"{name}.required").is_not_null()
    third = [
        pl.when(rated)
        .then(pl.when(score >= tiers[0]).then(pl.lit("A")).when(score >= tiers[1]).then(pl.lit("B")).otherwise(pl.lit("C")))
        .alias(f"{name}.tier")
    ]
    good = tier != "C"
    if required is not None:
        good &= C(f"{name}.required") > 0
    fourth = [
        pl.when(C(out))
        .then(pl.lit("disqualified"))
        .when(~rated)
        .then(pl.lit("insufficient_data"))
        .when(good)
        .then(pl.lit("qualified"))
        .otherwise(pl.lit("unqualified"))
        .alias(status)
    ]
    return [first, second, third, fourth]


def cards() -> list[list[list[pl.Expr]]]:
    revenue = rated("arr", (C("arr") >= 5e6, 1.0), (C("arr") > 2e6, 0.5))
    growth = C("growth")
    mid_market = card(
        "mid-market",
        [
            (3, yes(C("employees").is_between(200, 500))),
            (2, revenue),
            (2, yes(C("tools").list.contains("hubspot") & has("tools", "amplitude", "mixpanel"))),
            (
                1.5,
                rated(
                    "industry",
                    (C("industry") == "saas", 1.0),
                    (C("industry") == "fintech", 0.8),
                    (C("industry") == "ecommerce", 0.6),
                    (C("industry") == "media", 0.2),
                ),
            ),
            (1, yes(C("cs_team"))),
            (2, matches("pains", 0.4, ["churn", "onboarding", "manual reporting", "slow sales"])),
            (1, yes(C("stage").is_in(["series a", "series b"]))),
            (0.5, yes(C("buyer").is_in(["vp sales", "cro", "head of revenue"]))),
        ],
        [
            C("employees") < 20,
            ~C("country").is_in(["US", "CA", "GB", "DE", "FR", "NL"]),
            C("industry") == "agency",
            C("regulated"),
        ],
        (80, 50),
        revenue,
    )
    enterprise = card(
        "enterprise",
        [
            (4, rated("employees", (C("employees") >= 5_000, 1.0), (C("employees") >= 1_000, 0.7))),
            (3, rated("arr", (C("arr") < 5e6, -0.5), (C("arr") >= 5e7, 1.0))),
            (2, yes(has("tools", "salesforce", "dynamics"))),
            (1, yes(C("industry").is_in(["fintech", "healthcare", "logistics", "manufacturing"]))),
            (2, yes((C("sales_team") >= 50) & C("cs_team"))),
            (
                1,
                pl.when(growth <= 0)
                .then(0.0)
                .when(growth <= 20)
                .then(0.5 * growth / 20)
                .when(growth < 60)
                .then(0.5 + 0.5 * (growth - 20) / 40)
                .when(growth >= 60)
                .then(1.0),
            ),
            (1, yes(has("pains", "slow sales", "forecasting"))),
            (0.5, yes(C("buyer").is_in(["cro", "cfo"]))),
        ],
        [
            C("employees") < 500,
            ~C("country").is_in(["US", "GB", "DE"]),
            C("stage").is_in(["pre-seed", "seed"]),
            C("sales_team") < 10,
        ],
        (75, 50),
    )
    founders = card(
        "founders",
        [
            (3, yes(C("employees") < 20)),
            (2, yes(C("stage").is_in(["pre-seed", "seed", "series a"]))),
            (2, matches("tools", 0.34, ["stripe", "segment", "hubspot", "notion"])),
            (1, yes(C("industry").is_in(["saas", "ecommerce"]))),
            (2, rated("growth", (growth >= 50, 1.0), (growth >= 20, 0.5))),
            (1, yes(C("arr").is_between(100_000, 2_000_000))),
            (1, yes(C("pains").list.contains("onboarding"))),
            (1, yes(C("country").is_in(["US", "CA", "GB"]))),
        ],
        [
            C("employees") > 100,
            C("industry") == "agency",
            C("regulated"),
            C("stage").is_in(["series b", "series c"]),
        ],
        (70, 45),
    )
    return [mid_market, enterprise, founders]


NAMES = ["mid-market", "enterprise", "founders"]
STEPS = cards()
#: The reasons of the exclusions, in the order of `cards`.
REASONS = {
    "mid-market": ["too small to pay", "no sales there", "agencies churn", "cannot meet the regulation"],
    "enterprise": ["too small for the enterprise plan", "no field sales there", "too early", "nobody to use it"],
    "founders": ["outgrown the plan", "agencies churn", "cannot meet the regulation", "past the founder stage"],
}
#: The lowest rating of criteria whose lowest is not 0.
LOWEST = {("enterprise", 1): -0.5}


def whole_steps() -> list[list[pl.Expr]]:
    """The engine's other results: coverage, bounds, the reason, and all of it for the icp nearest to a yes."""
    first: list[pl.Expr] = []
    second: list[pl.Expr] = []
    third: list[pl.Expr] = []
    for name, criteria, excluded, required in PARTS:
        total = sum(weight for weight, _ in criteria)
        known = pl.sum_horizontal([weight * rating.is_not_null() for weight, rating in criteria])
        low = [weight * rating.fill_null(LOWEST.get((name, at), 0.0)) for at, (weight, rating) in enumerate(criteria)]
        high = [weight * rating.fill_null(1.0) for weight, rating in criteria]

        def bound(points: list[pl.Expr], total: float = total) -> pl.Expr:
            return (100 * pl.sum_horizontal(points) / total).clip(lower_bound=0.0).round(6)

        first += [
            (known / total).round(6).alias(f"{name}.coverage"),
            bound(low).alias(f"{name}.lower"),
            bound(high).alias(f"{name}.upper"),
        ]
        reason: Any = pl.when(excluded[0].fill_null(False)).then(pl.lit("excluded: " + REASONS[name][0]))
        for holds, text in zip(excluded[1:], REASONS[name][1:], strict=True):
            reason = reason.when(holds.fill_null(False)).then(pl.lit("excluded: " + text))
        reason = reason.when(~C(f"{name}.known")).then(pl.lit("nothing that this profile asks about is known"))
        if required is not None:
            needed = C(f"{name}.required")
            reason = reason.when(needed <= 0).then(pl.lit("required criterion `revenue` is not met"))
            reason = reason.when(needed.is_null()).then(pl.lit("required criterion `revenue` is unknown"))
        second.append(reason.otherwise(pl.lit("tier ") + C(f"{name}.tier")).alias(f"{name}.reason"))
        status = C(f"{name}.status")
        near = pl.when(status == "qualified").then(3000.0)
        near = near.when(status == "insufficient_data").then(2000.0).when(status == "unqualified").then(1000.0)
        by_score = pl.when(status == "qualified").then(0.0).otherwise(C(f"{name}.score").fill_null(-1.0))
        third.append((near.otherwise(0.0) + by_score).alias(f"{name}.key"))
    keys = [C(f"{name}.key") for name in NAMES]
    shown = pl.when((keys[0] >= keys[1]) & (keys[0] >= keys[2])).then(pl.lit(0))
    fourth = [shown.when(keys[1] >= keys[2]).then(pl.lit(1)).otherwise(pl.lit(2)).alias("shown")]

    def of_shown(what: str) -> pl.Expr:
        own = [C(f"{name}.{what}") for name in NAMES]
        return pl.when(C("shown") == 0).then(own[0]).when(C("shown") == 1).then(own[1]).otherwise(own[2]).alias(what)

    fifth = [of_shown(what) for what in WHOLE]
    return [first, second, third, fourth, fifth]


WHOLE = ["score", "tier", "status", "coverage", "lower", "upper", "reason"]
WHOLE_STEPS = whole_steps()


def folded() -> list[pl.Expr]:
    """The texts as the model compares them: in any case, without outer blanks."""
    lists = pl.element().str.strip_chars().str.to_lowercase()
    return [
        C("industry", "stage", "buyer").str.strip_chars().str.to_lowercase(),
        C("country").str.strip_chars().str.to_uppercase(),
        C("tools", "pains").list.eval(lists),
    ]


def by_hand(table: pl.DataFrame, any_case: bool, whole: bool = False) -> pl.DataFrame:
    """As someone would write it who wants it fast: lazily; every profile's score, tier and status, and the best
    profile. With `whole` what `score_frame` gives: the best profile, and score, tier, status, coverage, bounds and
    reason of the profile that is nearest to a yes. Texts are compared as they are spelt, or in any case."""
    lazy = table.lazy()
    if any_case:
        lazy = lazy.with_columns(folded())
    for step in zip(*STEPS, strict=True):
        lazy = lazy.with_columns([one for of_icp in step for one in of_icp])
    best: Any = pl.when(C("mid-market.status") == "qualified").then(pl.lit("mid-market"))
    for name in NAMES[1:]:
        best = best.when(C(f"{name}.status") == "qualified").then(pl.lit(name))
    results = [f"{name}.{what}" for name in NAMES for what in ("score", "tier", "status")]
    if whole:
        results = WHOLE
        for one in WHOLE_STEPS:
            lazy = lazy.with_columns(one)
    return table.hstack(lazy.select(best.alias("best"), *results).collect())


def agree(model: icp.Model, table: pl.DataFrame) -> int:
    """Compares every answer; the number of accounts that qualify."""
    hand, found = by_hand(table, any_case=True), model.score_frame(table, as_of=AS_OF, per_icp=True, prefix="icp_")
    assert hand.drop(table.columns).equals(by_hand(table, any_case=False).drop(table.columns))
    texts = ["best", *(f"{name}.{what}" for name in NAMES for what in ("tier", "status"))]
    for name in texts:
        differ = hand[name].ne_missing(found[f"icp_{name}"].cast(pl.String)).sum()
        assert differ == 0, f"{name}: {differ} differ"
    for name in NAMES:
        one, other = hand[f"{name}.score"], found[f"icp_{name}.score"]
        # Floats are added here, whole numbers there: they may part in the last of six decimals.
        apart = ((one - other).abs() > 1.5e-6) | (one.is_null() != other.is_null())
        assert not apart.fill_null(False).any(), name
    whole = by_hand(table, any_case=True, whole=True)
    for name in ["best", *WHOLE]:
        one, other = whole[name], found[f"icp_{name}"]
        if one.dtype == pl.Float64:
            differ = ((one - other).abs() > 1.5e-6) | (one.is_null() != other.is_null())
        else:
            differ = one.ne_missing(other.cast(pl.String))
        # Scores that are apart in the last of six decimals may show another of two equal profiles.
        assert differ.fill_null(False).sum() <= table.height // 10_000, f"{name}: {differ.sum()} differ"
    return int(found["icp_best"].is_not_null().sum())


def least(passes: int, ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of processor time, by way."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(passes):
        for name, way in ways.items():
            start = time.process_time()
            way()
            best[name] = min(best[name], 1_000 * (time.process_time() - start))
    return best


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--accounts", type=int, default=1_000_000)
    options.add_argument("--passes", type=int, default=3)
    given = options.parse_args()
    model = icp.Model.from_file(MODEL)
    table = accounts(given.accounts)
    qualified = agree(model, table.head(200_000))

    arrow: Any = pa.table(table)
    backed = table.to_pandas(use_pyarrow_extension_array=True)
    strings = pd.DataFrame(
        {name: backed[name].astype("str") if name in table.columns[:4] else backed[name] for name in backed.columns}
    )
    scorer = _Scorer(model, AS_OF, None, "error", "error", 1, **dict(
        per_icp=False, per_criterion=False, verdicts=False, bounds=True, reasons=True, keep=True, prefix="icp_"
    ))
    engine = "the engine and its answers, Arrow data that lie ready"
    hand = "Polars expressions, texts in any case, all that is given"
    ways: dict[str, Callable[[], object]] = {
        engine: lambda: scorer.stream(arrow, [], None),
        "Polars in and out": lambda: model.score_frame(table, as_of=AS_OF, prefix="icp_", threads=1),
        "  of this the way in: a stream of Polars": lambda: scorer.stream(table.clear(), [], None) and pa.table(table),
        "  of this the way out: answers as Polars": (lambda found: lambda: table.hstack(pl.DataFrame(found)))(
            scorer.stream(arrow, [], None)
        ),
        "pyarrow in and out": lambda: model.score_frame(arrow, as_of=AS_OF, prefix="icp_", threads=1),
        "pandas of Arrow types in and out": lambda: model.score_frame(backed, as_of=AS_OF, prefix="icp_", threads=1),
        "pandas of its own strings in and out": lambda: model.score_frame(strings, as_of=AS_OF, prefix="icp_", threads=1),
        "Polars in and out, every icp": lambda: model.score_frame(table, as_of=AS_OF, prefix="icp_", threads=1, per_icp=True),
        "Polars in and out, no bounds, no reasons": lambda: model.score_frame(
            table, as_of=AS_OF, prefix="icp_", threads=1, bounds=False, reasons=False
        ),
        hand: lambda: by_hand(table, any_case=True, whole=True),
        "  texts as they are spelt": lambda: by_hand(table, any_case=False, whole=True),
        "  only score, tier and status of every icp, and the best": lambda: by_hand(table, any_case=True),
        "  only that, texts as they are spelt": lambda: by_hand(table, any_case=False),
    }
    best = least(given.passes, ways)
    print(
        f"{given.accounts:,} accounts, {qualified:,} of 200,000 qualify, equal answers; Python {platform.python_version()}, "
        f"Polars {pl.__version__}, pandas {pd.__version__}, pyarrow {pa.__version__}; least of {given.passes} passes"
    )
    print("       ms  of the engine  of the hand")
    for name, milliseconds in best.items():
        print(f"{milliseconds:9.1f}  {milliseconds / best[engine]:12.2f}x  {milliseconds / best[hand]:10.3f}x  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The tables that learning is measured on, each with a column `won` of 0 and 1 and a column `row`, and their halves."""

from pathlib import Path

import numpy as np
import pandas as pd

SHARED = next((p / "shared/data" for p in Path(__file__).resolve().parents if (p / "shared/data").exists()), None)

# Known only while a deal runs, or afterwards.
LATE = [
    "Opportunity Number",
    "Elapsed Days In Sales Stage",
    "Sales Stage Change Count",
    "Total Days Identified Through Closing",
    "Total Days Identified Through Qualified",
    "Ratio Days Identified To Total Days",
    "Ratio Days Validated To Total Days",
    "Ratio Days Qualified To Total Days",
]


def read(name):
    return pd.read_csv(SHARED / name, keep_default_na=False, na_values=[""])


def german():
    table = read("german_credit/germancredit.csv")
    return table.assign(won=(table.pop("creditability") == "bad").astype(int))


def win_loss():
    table = read("ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv").drop(columns=LATE)
    return table.assign(won=(table.pop("Opportunity Result") == "Won").astype(int))


def olist():
    table = read("olist_funnel/olist_marketing_qualified_leads_dataset.csv")
    deals = read("olist_funnel/olist_closed_deals_dataset.csv")
    won = table.mql_id.isin(deals.mql_id).astype(int)
    return table.drop(columns=["mql_id", "first_contact_date"]).assign(won=won)


def made(rows, seed, *, pair=False, noise=False):
    """Nine columns of numbers and six of texts; six of them matter. With `pair`, two matter only together."""
    random = np.random.default_rng(seed)
    table, logit = {}, np.full(rows, -1.6)
    for place in range(9):
        values = np.round(np.exp(random.normal(4, 1, rows)), place % 3)
        if place < 3 and not noise:
            logit += (0.5 - 0.1 * place) * np.tanh((np.log(values + 0.1) - 4) * (1 if place else -1))
        values[random.random(rows) < 0.02 * place] = np.nan
        table[f"number_{place}"] = values
    words = np.array([f"w{word:02}" for word in range(40)])
    for place in range(6):
        many = [3, 5, 8, 12, 20, 40][place]
        codes = np.minimum(random.geometric(2.5 / many, rows) - 1, many - 1)
        if place % 2 == 0 and not noise:
            logit += random.normal(0, 0.5, many)[codes]
        table[f"text_{place}"] = words[codes]
    if pair:
        logit += 1.2 * ((table["number_7"] > 80) & (table["text_1"] == "w01"))
    won = random.random(rows) < 1 / (1 + np.exp(-logit))
    return pd.DataFrame(table).assign(won=won.astype(int))


SETS = {
    "german": german,
    "win_loss": win_loss,
    "olist": olist,
    "made": lambda: made(22_600, 1),
    "made_small": lambda: made(1_000, 2),
    "made_pair": lambda: made(10_000, 3, pair=True),
}


def halves(table, seed):
    """Two halves of the rows, each with half of the won and half of the lost ones."""
    random = np.random.default_rng(seed)
    first = np.zeros(len(table), dtype=bool)
    for value in (0, 1):
        rows = random.permutation(np.flatnonzero(table.won.to_numpy() == value))
        first[rows[: len(rows) // 2]] = True
    return table[first], table[~first]


def written(name, seeds, folder):
    """The halves of a set as files, written once: `folder/name/SEED-train.csv` and `SEED-test.csv`."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    wanted = [s for s in seeds if not (home / f"{s}-test.csv").exists()]
    if wanted:
        table = SETS[name]().reset_index(drop=True)
        table.insert(0, "row", [f"r{row}" for row in range(len(table))])
        for seed in wanted:
            for part, half in zip(("train", "test"), halves(table, seed)):
                path = home / f"{seed}-{part}.csv"
                half.to_csv(path.with_suffix(".tmp"), index=False)
                path.with_suffix(".tmp").rename(path)
    return home

"""Makes cards with optbinning and scorecardpy, and lets them score accounts: `bin_cards.py KIND FOLDER`.

    python3 -m venv a && a/bin/pip install optbinning==1.0.0 pandas==3.1.1 numpy==2.4.6 scikit-learn==1.9.1
    a/bin/python tests/languages/bin_cards.py optbinning icp-exchange/samples/tools
    python3 -m venv b && b/bin/pip install scorecardpy==0.1.9.7 pandas==2.1.4 numpy==1.26.4 scikit-learn==1.3.2 'matplotlib<3.9' setuptools
    b/bin/python tests/languages/bin_cards.py scorecardpy icp-exchange/samples/tools

KIND-NUMBER.csv or .json is a card, its .rows.json has accounts, each with the score that its package gives. The test of
`icp-exchange` imports every card and compares every score, without Python.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

ROWS = 200


def population(seed, count=2000):
    dice = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "employees": dice.exponential(100, count).round(0),
            "country": dice.choice(["DE", "AT", "US", "New York", "Cote d'Ivoire"], count).astype(object),
            "age": dice.integers(1, 40, count).astype(float),
        }
    )
    frame.loc[dice.random(count) < 0.1, "employees"] = np.nan
    frame.loc[dice.random(count) < 0.05, "age"] = -1
    tilt = frame["employees"].fillna(50) / 100 - 1 + (frame["country"] == "DE") * 1.0 - (frame["age"] > 20) * 0.7
    won = (dice.random(count) < 1 / (1 + np.exp(-tilt))).astype(int)
    return frame, won


def accounts(seed):
    dice = np.random.default_rng(500 + seed)
    frame, _ = population(900 + seed, ROWS)
    frame.loc[dice.random(ROWS) < 0.1, "age"] = np.nan
    frame.loc[dice.random(ROWS) < 0.05, "country"] = "elsewhere"
    return frame


def write(folder, name, text, frame, scores):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    lines = []
    for row, score in zip(frame.to_dict("records"), scores, strict=True):
        known = {key: value for key, value in row.items() if value is not None and value == value}
        lines.append(json.dumps([known, float(score)], separators=(",", ":")))
    (folder / name).with_suffix("").with_suffix(".rows.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(f"{name}: {len(lines)} accounts")


def optbinning(folder):
    from optbinning import BinningProcess, Scorecard

    scales = [
        (None, None, False),
        ("min_max", {"min": 0, "max": 100}, True),
        ("pdo_odds", {"pdo": 20, "odds": 1, "scorecard_points": 50}, False),
    ]
    for number, (method, params, rounding) in enumerate(scales):
        frame, won = population(number)
        names = list(frame)
        process = BinningProcess(names, categorical_variables=["country"])
        card = Scorecard(
            process, LogisticRegression(), scaling_method=method, scaling_method_params=params, rounding=rounding
        )
        missing = 0 if number == 0 else "empirical"
        card.fit(frame, won, metric_missing=missing)
        rows = accounts(number)
        table = card.table(style="detailed" if number == 2 else "summary")
        if number == 1:
            text = table.astype({"Bin": str, "Variable": str}).reset_index(drop=True).to_json(orient="records", double_precision=15, indent=1) + "\n"
            name = f"optbinning-{number}.json"
        else:
            text, name = table.to_csv(), f"optbinning-{number}.csv"
        write(folder, name, text, rows, card.score(rows))
    for number in range(2):
        frame, won = population(20 + number)
        names = list(frame)
        process = BinningProcess(names, categorical_variables=["country"], special_codes=[-1] if number else None)
        process.fit(frame, won)
        document = {name: process.get_binned_variable(name).to_dict() for name in names}
        rows = accounts(20 + number)
        scores = -process.transform(rows).sum(axis=1)
        write(folder, f"optbinning-process-{number}.json", json.dumps(document, indent=1) + "\n", rows, scores)


def scorecardpy(folder):
    import scorecardpy as sc

    for number in range(3):
        frame, won = population(40 + number)
        data = frame.assign(won=won)
        special = {"age": [-1]} if number else None
        bins = sc.woebin(data, y="won", special_values=special, print_info=False)
        weights = sc.woebin_ply(data, bins, print_info=False)
        names = [name for name in weights if name.endswith("_woe")]
        model = LogisticRegression().fit(weights[names], weights["won"])
        card = sc.scorecard(bins, model, names, basepoints_eq0=number == 2)
        rows = accounts(40 + number)
        scores = sc.scorecard_ply(rows, card, print_step=0)["score"]
        frames = pd.concat(card.values(), ignore_index=True)
        if number == 1:
            text, name = frames.to_json(orient="records", indent=1) + "\n", f"scorecardpy-{number}.json"
        else:
            text, name = frames.to_csv(index=False), f"scorecardpy-{number}.csv"
        write(folder, name, text, rows, scores)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    {"optbinning": optbinning, "scorecardpy": scorecardpy}[sys.argv[1]](Path(sys.argv[2]))

"""The figures of a report and a drift by pandas, scikit-learn and optbinning's monitoring, beside ours, in processor time.

    cargo build --release -p icp-benches --example evidence
    python -m venv target/peers && target/peers/bin/pip install -r benches/evidence/requirements.txt
    target/peers/bin/python benches/evidence/peers.py target/release/examples/evidence ibm DIRECTORY

DIRECTORY has the public tables. Both sides have the table in memory and use one thread. The peers get scores, tiers, statuses and ratings
as they are; we score. Both work out: statuses and tiers with rates, Wilson intervals, lift and captured share; AUC, KS, gains; for each criterion
its bands with rate, weight of evidence and information value, its own AUC, and the AUC without it; correlations of ratings; exclusions, near misses
with the quartiles of their distances; shares of what is known of each attribute; and between both halves the stability of score, tier,
status, ratings and attributes with a test. Ours alone has intervals of AUC and of contributions, verdicts and the overlap of icps. The
peers' part by optbinning is its monitoring of a card of the ratings; fitting that card is not in its time.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import warnings

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"

import numpy as np
import pandas as pd
from optbinning import BinningProcess, Scorecard
from optbinning.scorecard import ScorecardMonitoring
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

warnings.filterwarnings("ignore")
Z = 1.959963984540054


def table(name, directory):
    """The rows as they are, and whether each was won, in the order of the dump."""
    if name == "ibm":
        rows = pd.read_csv(f"{directory}/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv")
        return rows, (rows["Opportunity Result"] == "Won").to_numpy()
    leads = pd.read_csv(f"{directory}/olist_funnel/olist_marketing_qualified_leads_dataset.csv")
    deals = pd.read_csv(f"{directory}/olist_funnel/olist_closed_deals_dataset.csv")
    rows = leads.merge(deals, on="mql_id", how="left")
    return rows, leads["mql_id"].isin(deals["mql_id"]).to_numpy()


def rated(groups, base, all_won):
    """Rates with Wilson's interval, lift and captured share."""
    n, won = groups["size"], groups["sum"]
    rate, wide = won / n, 1 + Z * Z / n
    middle = (rate + Z * Z / (2 * n)) / wide
    half = Z / wide * np.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return groups.assign(rate=rate, low=middle - half, high=middle + half, lift=rate / base, captured=won / all_won)


def weights_of_evidence(answers, all_won, all_lost):
    won_share = (answers["sum"] + 0.5) / all_won
    lost_share = (answers["size"] - answers["sum"] + 0.5) / all_lost
    woe = np.log(won_share / lost_share)
    return woe, ((won_share - lost_share) * woe).sum()


def by_pandas(scored, raw, won, model):
    """Everything about the whole population."""
    icp = model["icps"][0]
    criteria = [one["id"] for one in icp["fit"]["criteria"]]
    scored = scored.assign(won=won)
    base, all_won, all_lost = won.mean(), won.sum(), (~won).sum()
    found = {}
    for column in ("status", "tier"):
        found[column] = rated(scored.groupby(column, dropna=False)["won"].agg(["size", "sum"]), base, all_won)
    known = scored["score"].notna().to_numpy()
    score, outcome = scored["score"].to_numpy()[known], won[known]
    fall, rise, _ = roc_curve(outcome, score)
    found["auc"], found["ks"] = roc_auc_score(outcome, score), max(rise - fall)
    captured = outcome[np.argsort(-score, kind="stable")].cumsum() / all_won
    found["gains"] = captured[(np.linspace(0.05, 1, 20) * len(captured)).astype(int) - 1]
    found["deciles"] = scored[known].groupby(pd.qcut(score, 10, duplicates="drop"))["won"].agg(["size", "mean"])
    found["quantiles"], found["histogram"] = np.quantile(score, [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]), np.histogram(score, 20)
    found["correlation"] = scored[criteria].corr()
    weights = np.array([one["weight"] for one in icp["fit"]["criteria"]], dtype=float)
    counts = np.array([one.get("if_unknown") != "skip" for one in icp["fit"]["criteria"]])
    ratings = scored[criteria].to_numpy()
    points = np.nan_to_num(ratings) * weights
    full = (~np.isnan(ratings) | counts) * weights
    bar = next(tier["from"] for tier in icp["fit"]["tiers"] if tier["id"] == icp["qualifies_from"])
    unfit = (scored["status"] == "unqualified").to_numpy()
    columns = {alias: name for name, one in model["attributes"].items() for alias in one.get("aliases", [])}
    raw = raw.rename(columns=columns)
    for at, (criterion, name) in enumerate(zip(icp["fit"]["criteria"], criteria, strict=True)):
        answers = rated(scored.groupby(name, dropna=False)["won"].agg(["size", "sum"]), base, all_won)
        woe, iv = weights_of_evidence(answers, all_won, all_lost)
        own = ~np.isnan(ratings[:, at])
        alone = roc_auc_score(won[own], ratings[own, at]) if len(set(won[own])) == 2 else None
        without = np.nan_to_num((points.sum(1) - points[:, at]) / (full.sum(1) - full[:, at]))
        contribution = found["auc"] - roc_auc_score(won, without)
        # Who it alone keeps out: with its most, the score would reach the bar.
        reached = (points.sum(1) - points[:, at] + weights[at]) / full.sum(1) * 100 >= bar
        kept = unfit & own & (ratings[:, at] < 1) & reached
        found[name] = (answers, woe, iv, alone, contribution, kept.sum(), distances(criterion, raw, kept))
    for exclusion in model.get("exclusions", []):
        ((attribute, test),) = exclusion["when"].items()
        holds = (raw[attribute] > test["gt"]).to_numpy()
        kept = holds & (points.sum(1) / full.sum(1) * 100 >= bar)
        far = np.quantile(raw[attribute][kept] - test["gt"], [0.25, 0.5, 0.75]) if kept.any() else None
        found[exclusion["id"]] = (holds.sum(), won[holds].mean(), kept.sum(), far)
    for attribute in model["attributes"]:
        if attribute in raw:
            filled = raw[attribute].notna().to_numpy()
            found["known " + attribute] = (filled.mean(), won[filled].mean(), won[~filled].mean() if (~filled).any() else None)
    return found


def distances(criterion, raw, kept):
    """The quartiles of how far the best band is, where a criterion reads one number."""
    bands = criterion.get("bands")
    if not bands or not kept.any():
        return None
    ((attribute, test),) = bands[0]["when"].items()
    ((operator, edge),) = test.items()
    if attribute not in raw or not pd.api.types.is_numeric_dtype(raw[attribute]):
        return None
    values = raw[attribute].to_numpy()[kept]
    return np.quantile(np.maximum(edge - values if operator in ("gt", "gte") else values - edge, 0), [0.25, 0.5, 0.75])


def cut(rows, won):
    """The ratings that optbinning can monitor: it refuses a variable that is known of one class alone."""
    return [name for name in rows if rows[name].nunique() > 1 and len(set(won[rows[name].notna()])) == 2]


def by_monitoring(ratings, won):
    """A card of the ratings, monitored: the first half of the rows against the second. Its processor time."""
    varied = cut(ratings, won)
    card = Scorecard(binning_process=BinningProcess(varied), estimator=LogisticRegression(), scaling_method=None)
    y, half = won.astype(int), len(ratings) // 2
    card.fit(ratings[varied], y)
    start = time.process_time()
    monitoring = ScorecardMonitoring(scorecard=card)
    monitoring.fit(ratings[varied].iloc[half:], y[half:], ratings[varied].iloc[:half], y[:half])
    monitoring.psi_table()
    monitoring.psi_variable_table()
    monitoring.tests_table()
    return time.process_time() - start


def ours(program, name, directory, dumped):
    """What our program prints, and its seconds for 100,000 rows."""
    subprocess.run([program, name, directory, "--dump", dumped], check=True)
    said = subprocess.run([program, name, directory, "10"], check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("report and drift"))
    return said, float(line.split()[-2])


def main(program, name, directory):
    model = json.loads((pathlib.Path(__file__).parent / f"{name}.json").read_text())
    raw, won = table(name, directory)
    with tempfile.TemporaryDirectory() as folder:
        said, own = ours(program, name, directory, f"{folder}/dump.csv")
        scored = pd.read_csv(f"{folder}/dump.csv")
    assert len(scored) == len(won) == len(raw)
    least = []
    for _ in range(5):
        start = time.process_time()
        found = by_pandas(scored, raw, won, model)
        least.append(time.process_time() - start)
    scale = 1e5 / len(scored)
    pandas = min(least) * scale
    ratings = scored[[one["id"] for one in model["icps"][0]["fit"]["criteria"]]]
    monitoring = min(by_monitoring(ratings, won) for _ in range(3)) * scale
    print(said, end="")
    print(f"{len(scored)} rows, AUC {found['auc']:.4f}, KS {found['ks']:.4f}")
    print("processor seconds for 100,000 rows:")
    print(f"  pandas and scikit-learn {pandas:.3f}, optbinning's monitoring {monitoring:.3f}, both {pandas + monitoring:.3f}")
    print(f"  ours {own:.3f}: {(pandas + monitoring) / own:.1f} times faster")


if __name__ == "__main__":
    main(*sys.argv[1:4])

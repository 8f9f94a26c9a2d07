"""The figures of a report by pandas, scikit-learn and optbinning's monitoring, with their processor time.

    cargo run --release -p icp-benches --example evidence -- ibm DIRECTORY 1 --dump target/ibm.csv
    python -m venv target/peers && target/peers/bin/pip install -r benches/evidence/requirements.txt
    target/peers/bin/python benches/evidence/peers.py ibm DIRECTORY target/ibm.csv

DIRECTORY has the public tables. Both get the scores and ratings that the example dumped, so scoring is not in their time; it is in ours.
What they leave out: near misses, exclusions, intervals of the differences, attributes.
"""

import sys
import time
import warnings

import numpy as np
import pandas as pd
from optbinning import BinningProcess, Scorecard
from optbinning.scorecard import ScorecardMonitoring
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

warnings.filterwarnings("ignore")


def outcome(table, directory):
    """Whether each row was won, in the order of the dump."""
    if table == "ibm":
        rows = pd.read_csv(f"{directory}/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv")
        return (rows["Opportunity Result"] == "Won").to_numpy()
    leads = pd.read_csv(f"{directory}/olist_funnel/olist_marketing_qualified_leads_dataset.csv")
    deals = pd.read_csv(f"{directory}/olist_funnel/olist_closed_deals_dataset.csv")
    return leads["mql_id"].isin(deals["mql_id"]).to_numpy()


def by_pandas(rows, won, criteria):
    """Tiers and answers with their rates, weights of evidence, and the AUC of the score and of each rating."""
    rows = rows.assign(won=won)
    rates = rows.groupby(["status", "tier"], dropna=False)["won"].agg(["size", "mean"])
    known = rows["score"].notna()
    fall, rise, _ = roc_curve(rows["won"][known], rows["score"][known])
    found = {"rates": rates, "auc": roc_auc_score(rows["won"][known], rows["score"][known]), "ks": max(rise - fall)}
    found["correlation"] = rows[criteria].corr()
    for criterion in criteria:
        answers = rows.groupby(criterion, dropna=False)["won"].agg(["size", "sum"])
        won_share = (answers["sum"] + 0.5) / rows["won"].sum()
        lost_share = (answers["size"] - answers["sum"] + 0.5) / (~rows["won"]).sum()
        woe = np.log(won_share / lost_share)
        own = rows[criterion].notna()
        auc = roc_auc_score(rows["won"][own], rows[criterion][own]) if rows["won"][own].nunique() == 2 else None
        found[criterion] = (answers, woe, ((won_share - lost_share) * woe).sum(), auc)
    return found


def by_monitoring(rows, won, criteria):
    """A card of the ratings, monitored: the first half of the rows against the second."""
    # optbinning refuses a variable that is known of one class alone.
    varied = [name for name in criteria if rows[name].nunique() > 1 and len(set(won[rows[name].notna()])) == 2]
    card = Scorecard(
        binning_process=BinningProcess(varied), estimator=LogisticRegression(), scaling_method=None
    )
    card.fit(rows[varied], won.astype(int))
    half = len(rows) // 2
    start = time.process_time()
    monitoring = ScorecardMonitoring(scorecard=card)
    y = won.astype(int)
    monitoring.fit(rows[varied].iloc[half:], y[half:], rows[varied].iloc[:half], y[:half])
    monitoring.psi_table()
    monitoring.psi_variable_table()
    monitoring.tests_table()
    return time.process_time() - start


def main(table, directory, dumped):
    rows = pd.read_csv(dumped)
    won = outcome(table, directory)
    assert len(rows) == len(won)
    criteria = [name for name in rows.columns if name not in ("score", "tier", "status")]
    least = []
    for _ in range(3):
        start = time.process_time()
        found = by_pandas(rows, won, criteria)
        least.append(time.process_time() - start)
    scale = 1e5 / len(rows)
    monitoring = min(by_monitoring(rows, won, criteria) for _ in range(2))
    print(f"{len(rows)} rows, AUC {found['auc']:.4f}, KS {found['ks']:.4f}")
    print(f"for 100,000 rows: pandas and scikit-learn {min(least) * scale:.3f} s, optbinning's monitoring {monitoring * scale:.3f} s")


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""Makes peers.json again: the numbers that other packages give for the cases of peers.rs.

    pip install scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0 optbinning==1.0.0 toad==0.1.7 pandas==3.1.1 numpy==2.4.6
    python icp-evidence/tests/peers.py > icp-evidence/tests/peers.json

Cases are made by a fixed seed. Where a package is known to be wrong (the Wilson interval at 0 in statsmodels, bins of one class
in optbinning), another one is asked or the case is left out; findings/ has these.
"""

import json

import numpy as np
from optbinning import OptimalBinning
from optbinning.binning.metrics import jeffrey
from scipy import stats
from sklearn.metrics import roc_auc_score, roc_curve
from statsmodels.stats.proportion import proportion_confint
import toad

rng = np.random.default_rng(20)


def ranked():
    """AUC, KS, Gini and quantiles, with ties and weights."""
    for rows, keys, weighted in [(6, 3, False), (40, 5, False), (200, 500, False), (300, 9, True), (997, 50, True)]:
        score = rng.integers(0, keys, rows)
        won = rng.random(rows) < 0.2 + 0.5 * score / keys
        won[:2] = [True, False]
        weight = rng.integers(0, 8, rows) / 4 if weighted else np.ones(rows)
        weight[:2] = 1
        fall, rise, _ = roc_curve(won, score, sample_weight=weight, drop_intermediate=False)
        auc = roc_auc_score(won, score, sample_weight=weight)
        quantiles = [
            int(np.quantile(score, share, weights=weight, method="inverted_cdf")) for share in (0.1, 0.25, 0.5, 0.75, 0.9)
        ]
        case = {"score": score.tolist(), "won": won.tolist(), "weight": weight.tolist(), "auc": auc, "gini": 2 * auc - 1}
        case |= {"ks": float(max(rise - fall)) if max(rise - fall) > max(fall - rise) else float(max(fall - rise))}
        if not weighted:
            found = stats.ks_2samp(score[won], score[~won]).statistic
            assert abs(found - case["ks"]) < 1e-14
            test = stats.mannwhitneyu(score[won], score[~won], use_continuity=False, method="asymptotic")
            case["rank_p"] = float(test.pvalue)
            # What the best 30 % capture: the mean over orders of the ties.
            order = np.argsort(-score, kind="stable")
            captured = []
            for _ in range(2000):
                mixed = rng.permutation(rows)
                order = mixed[np.argsort(-score[mixed], kind="stable")]
                captured.append(won[order][: round(rows * 0.3)].sum() / won.sum())
            case["captured_about"] = float(np.mean(captured))
        yield case | {"quantiles": quantiles}


def wilson():
    for won, rows in [(0, 7), (3, 7), (7, 7), (1, 20), (500, 1000), (17, 20000), (19999, 20000)]:
        for confidence in (0.9, 0.95, 0.99):
            low, high = stats.binomtest(won, rows).proportion_ci(confidence, method="wilson")
            if 0 < won < rows:
                other = proportion_confint(won, rows, 1 - confidence, method="wilson")
                assert np.allclose(other, (low, high), rtol=0, atol=1e-14)
            yield {"won": won, "rows": rows, "confidence": confidence, "low": float(low), "high": float(high)}


def bins():
    """Information value, weight of evidence and stability over bins that both sides have."""
    for count in (2, 3, 7):
        won, lost = rng.integers(5, 60, count), rng.integers(5, 200, count)
        x = np.repeat(np.arange(count), won + lost).astype(float)
        y = np.concatenate([[1] * a + [0] * b for a, b in zip(won, lost)])
        splits = np.arange(count - 1) + 0.5
        fixed = {"user_splits": splits, "user_splits_fixed": [True] * len(splits), "min_prebin_size": 0.001, "monotonic_trend": None}
        table = OptimalBinning(dtype="numerical", **fixed).fit(x, y).binning_table
        built = table.build().iloc[:count]
        assert len(built) == count, built
        assert list(built["Count"]) == list(won + lost)
        value = float(sum(built["IV"]))
        assert abs(toad.stats.IV(x, y) - value) < 1e-12
        shares = jeffrey(won / won.sum(), lost / lost.sum(), return_sum=True)
        # Its weight of evidence has the opposite sign.
        woe = [-float(woe) for woe in built["WoE"]]
        yield {"won": won.tolist(), "lost": lost.tolist(), "iv": value, "psi": float(shares), "woe": woe}


def tables():
    for groups in ([[10, 20], [20, 10]], [[30, 70], [50, 50], [20, 80]], [[200, 1800], [210, 1790], [400, 1600], [90, 910]]):
        found = stats.chi2_contingency(groups, correction=False)
        yield {"groups": groups, "statistic": float(found.statistic), "p": float(found.pvalue)}
    for groups in ([[3, 0], [1, 4]], [[0, 9], [4, 6]], [[2, 40], [5, 30]], [[1, 1], [1, 1]], [[1, 300], [6, 290]]):
        yield {"groups": groups, "statistic": None, "p": float(stats.fisher_exact(groups).pvalue)}


def numbers():
    for n, m in [(3, 3), (5, 40), (200, 150)]:
        one, other = rng.normal(10, 3, n).round(3), rng.normal(11, 6, m).round(3)
        found = stats.ttest_ind(one, other, equal_var=False)
        sides = [[len(side), float(np.mean(side)), float(np.var(side, ddof=1))] for side in (one, other)]
        yield {"sides": sides, "statistic": float(found.statistic), "freedom": float(found.df), "p": float(found.pvalue)}


made = {f.__name__: list(f()) for f in (ranked, wilson, bins, tables, numbers)}
print(json.dumps(made))

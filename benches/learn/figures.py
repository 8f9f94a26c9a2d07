"""Figures of a ranking, and the table of them."""

import numpy as np


def figures(scores, won):
    """AUC (ties count half), KS, and the lift of the best tenth, where a tie at its edge counts in part."""
    scores, won = np.asarray(scores, float), np.asarray(won)
    keys, group = np.unique(-scores, return_inverse=True)
    wins, rows = np.bincount(group, won, len(keys)), np.bincount(group, minlength=len(keys))
    losses = rows - wins
    above, below = np.cumsum(wins), np.cumsum(losses)
    auc = np.sum(losses * (above - wins / 2)) / (above[-1] * below[-1])
    ks = np.max(np.abs(above / above[-1] - below / below[-1]))
    tenth = len(won) / 10
    taken = np.clip((tenth - (np.cumsum(rows) - rows)) / rows, 0, 1)
    return {"auc": float(auc), "ks": float(ks), "lift": float(np.sum(taken * wins) / tenth / np.mean(won))}


def paired(ours, theirs):
    """The mean difference over halves and its standard error."""
    gap = np.array(ours) - np.array(theirs)
    error = gap.std(ddof=1) / np.sqrt(len(gap)) if len(gap) > 1 else float("nan")
    return f"{gap.mean():+.4f} ± {error:.4f}"


def rows(results, sets, methods, against):
    """Lines of Markdown: the means, then differences of AUC, each method less each of `against`."""
    known = lambda name, method: {s: r for (n, m, s), r in results.items() if (n, m) == (name, method)}
    out = ["| AUC / KS / lift of the best tenth / seconds | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    for method in methods:
        cells = []
        for name in sets:
            found = list(known(name, method).values())
            mean = lambda key: np.mean([f[key] for f in found])
            cells.append(f"{mean('auc'):.4f} / {mean('ks'):.3f} / {mean('lift'):.2f} / {mean('seconds'):.2f}" if found else "-")
        out.append(f"| {method} | " + " | ".join(cells) + " |")
    for rival in against:
        for key in ("auc", "lift"):
            out += ["", f"| {key} less that of {rival} | " + " | ".join(sets) + " | mean |", "|---" * (len(sets) + 2) + "|"]
            for method in methods:
                if method == rival:
                    continue
                cells, means = [], []
                for name in sets:
                    ours, theirs = known(name, method), known(name, rival)
                    seeds = sorted(set(ours) & set(theirs))
                    if seeds:
                        a, b = [ours[s][key] for s in seeds], [theirs[s][key] for s in seeds]
                        cells.append(paired(a, b))
                        means.append(np.mean(a) - np.mean(b))
                    else:
                        cells.append("-")
                out.append(f"| {method} | " + " | ".join(cells) + f" | {np.mean(means) if means else float('nan'):+.4f} |")
    return out

#!/usr/bin/env bash
# scikit-learn 1.9.1: the AUC of "closed" and "open" is that of the alphabet.
# Behaviour: `roc_auc_score` with text labels takes the one that comes later in the alphabet as the positive one.
# The same scores and outcomes give 1.0 for "won"/"lost" and for "yes"/"no", and 0.0 for "closed"/"open" and for
# "accepted"/"declined". `brier_score_loss` and `average_precision_score` of the same labels raise until they are
# told `pos_label`, which `roc_auc_score` does not have.
# Surprise: the pairs that one tries first happen to be in the right order, so it looks as if the function knew.
# Seen: 1.0, 1.0, 0.0, 0.0; two ValueErrors.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

scores = [0.9, 0.2, 0.8, 0.1]
auc = lambda good, bad: float(roc_auc_score([good, bad, good, bad], scores))
pairs = [("won", "lost"), ("yes", "no"), ("closed", "open"), ("accepted", "declined")]
check("AUC", [auc(*pair) for pair in pairs], [1.0, 1.0, 0.0, 0.0])
for metric in (brier_score_loss, average_precision_score):
    try:
        metric(["won", "lost", "won", "lost"], scores)
        raise SystemExit(f"changed: {metric.__name__} takes text labels without pos_label")
    except ValueError as error:
        print(f"{metric.__name__}: {error}")
PY

#!/usr/bin/env bash
# statsmodels 0.15.0: the Wilson interval of 0 in 7 does not hold 0.
# Behaviour: `proportion_confint(0, 7, method="wilson")` begins at 2.8e-17, and that of 7 in 7 ends at
# 0.9999999999999999. Among the sizes 1 to 199 some are off and most are not: 7 and 9 are, 8 and 10 are not.
# Surprise: the lower end at no successes is exactly 0 by the formula, and a test such as `low <= rate <= high`
# fails for the observed rate itself, for some group sizes only. SciPy 1.17.1's `binomtest` gives 0.0 and 1.0.
# Seen: 2.7755575615628914e-17 and 0.9999999999999999 for 7; [7, 9, 14, 18, 19] are the first sizes off at zero.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check statsmodels==0.15.0 scipy==1.17.1 pandas==3.1.1 numpy==2.4.6
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

wilson = lambda won, n: tuple(float(end) for end in proportion_confint(won, n, method="wilson"))
scipy = lambda won, n: binomtest(won, n).proportion_ci(method="wilson")
check("0 of 7, lower end is above 0", 0 < wilson(0, 7)[0] < 1e-15, True)
check("7 of 7, upper end is below 1", 1 - 1e-15 < wilson(7, 7)[1] < 1, True)
check("0 of 8, lower end", wilson(0, 8)[0], 0.0)
check("sizes off at zero", [n for n in range(1, 20) if wilson(0, n)[0] > 0], [7, 9, 14, 18, 19])
check("SciPy, sizes off", [n for n in range(1, 200) if scipy(0, n).low > 0 or scipy(n, n).high < 1], [])
PY

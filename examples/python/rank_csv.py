"""From a CSV file to a ranked list: who to call first, and why.

    python examples/python/rank_csv.py

takes the 18,000 companies of the Crunchbase export of 2013 when that is at hand (its folder is an argument, or
`../shared/data/crunchbase_2013`), else the made-up companies of this folder. It needs pandas.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path

import icp
import pandas as pd

EXAMPLES = Path(__file__).resolve().parents[1]
CRUNCHBASE = EXAMPLES.parents[1] / "shared" / "data" / "crunchbase_2013"


def crunchbase(folder: Path) -> tuple[icp.Model, pd.DataFrame, str]:
    """Real data, as it is: some totals were spoilt by a spreadsheet, and count as missing."""
    accounts = pd.read_csv(folder / "crunchbase-companies.csv", encoding="cp1252", encoding_errors="replace", dtype={"funding_total_usd": "str"})
    return icp.Model.from_file(EXAMPLES / "models" / "crunchbase-software.yaml"), accounts, "2013-10-31"


def made_up() -> tuple[icp.Model, pd.DataFrame, str]:
    accounts = pd.read_csv(EXAMPLES / "accounts.csv").rename(columns={"company": "name"})
    return icp.Model.from_file(EXAMPLES / "models" / "acme-gtm.yaml"), accounts, "2026-10-01"


def ranked(model: icp.Model, accounts: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The accounts that qualify, icp by icp in priority order, the best first."""
    scored = model.score_frame(accounts, as_of=as_of, on_invalid="missing", prefix="icp_")
    qualified = scored[scored["icp_status"] == "qualified"].copy()
    qualified["icp_best"] = qualified["icp_best"].cat.set_categories(model.icps, ordered=True)
    return qualified.sort_values(["icp_best", "icp_score", "icp_coverage"], ascending=[True, False, False], kind="stable")


def main(arguments: list[str] | None = None) -> pd.DataFrame:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=CRUNCHBASE)
    options.add_argument("--top", type=int, default=5, help="so many of each icp")
    given = options.parse_args(arguments)
    model, accounts, as_of = crunchbase(given.folder) if given.folder.is_dir() else made_up()

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", icp.IcpWarning)
        found = ranked(model, accounts, as_of)
    for warning in told:
        print(f"note: {warning.message}")
    print(f"{len(found):,} of {len(accounts):,} accounts qualify, as of {as_of}")
    shown = ["name", "icp_score", "icp_tier", "icp_lower", "icp_upper", "icp_coverage"]
    for name, of_icp in found.groupby("icp_best", observed=True):
        print(f"\n{name}: {len(of_icp):,}")
        top = of_icp[shown].head(given.top).rename(columns=lambda column: column.removeprefix("icp_"))
        print(top.round(2).to_string(index=False))

    first = accounts.loc[found.index[0]]
    print("\nwhy the first one:\n")
    print(model.score(first.to_dict(), as_of, on_invalid="missing").explain())
    return found


if __name__ == "__main__":
    main()

"""How much of people's time a school's initiatives take, and what that time serves."""

import pandas as pd

NONE = "No priority"


def initiative_load(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Return hours a week by the priority they serve, the heaviest first, those that serve none last.

    Parameters
    ----------
    initiatives
        Columns `name`, `priority` (its title, empty where it serves none) and `hours` (empty where
        nobody knows).

    Returns
    -------
    Columns `priority`, `hours`, `share` of all known hours, `initiatives`, `unknown` (how many have no
    hours) and `serves` (False for the row of those that serve none).
    """
    table = initiatives[["name", "priority", "hours"]].copy()
    blank = table["priority"].isna() | (table["priority"].astype("string").str.strip() == "")
    table["serves"] = ~blank.fillna(True).astype(bool)
    table["priority"] = table["priority"].where(table["serves"], NONE)
    table["hours"] = pd.to_numeric(table["hours"])
    groups = table.groupby(["serves", "priority"], sort=False)
    load = groups.agg(
        hours=("hours", "sum"), initiatives=("name", "size"), unknown=("hours", lambda h: int(h.isna().sum()))
    ).reset_index()
    total = float(load["hours"].sum())
    load["share"] = load["hours"] / total if total else 0.0
    load = load.sort_values(["serves", "hours"], ascending=False, kind="stable", ignore_index=True)
    return load[["priority", "hours", "share", "initiatives", "unknown", "serves"]]

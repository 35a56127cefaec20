"""Tables from outside: school lists, rosters, visits, answers, read whole and taken in whole or not at all.

`read_schools` and `read_roster` only read; `import_schools` and `import_roster` write through a view and
say what changed (with `check` they only say it). What is wrong in a file is named with its line, its
column, its value and the remedy.

Visits to classrooms (`visits`) and answers to a survey (`responses`) are packages of their own; what both
read alike stands in `cells`, `days`, `scales`, `seats` and `forms`, and `keying` writes sheets for typing in.

To build another kind of import on this: `columns` opens a file for a purpose and shows how, `values`
reads numbers and the codes that stand for none, `taken` holds what was read, `report` writes it and says what
changed, `mapping` is what an institute remembers of its files, and `cadence.cli.importing` is the command.
"""

from cadence.exchange.columns import Columns, Field, HeadingsUnclear, Source, Wanted, open_table
from cadence.exchange.entry import Entry, Terms
from cadence.exchange.importing import import_schools
from cadence.exchange.names import display_name, short_name
from cadence.exchange.outcome_columns import INDICATORS
from cadence.exchange.outcome_sheet import read_outcomes
from cadence.exchange.outcomes import import_outcomes
from cadence.exchange.report import Ledger, Report
from cadence.exchange.roster import ROSTER, read_roster
from cadence.exchange.rostering import import_roster
from cadence.exchange.schools import SCHOOLS, read_schools
from cadence.exchange.taken import Taken

__all__ = [
    "INDICATORS", "ROSTER", "SCHOOLS", "Columns", "Entry", "Field", "HeadingsUnclear", "Ledger", "Report",
    "Source", "Taken", "Terms", "Wanted", "display_name", "import_outcomes", "import_roster",
    "import_schools", "open_table", "read_outcomes", "read_roster", "read_schools", "short_name",
]  # fmt: skip

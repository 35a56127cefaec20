"""Tables from outside: school lists, rosters, visits, answers, read whole and taken in whole or not at all.

`read_schools` and `read_roster` only read; `import_schools` and `import_roster` write through a view and
say what changed (with `check` they only say it). What is wrong in a file is named with its line, its
column, its value and the remedy.

How a file is written and what its cells mean is found out in `tables`. `schools`, `outcomes`, `rosters`,
`oneroster`, `visits` and `responses` each know one kind of content; `export` is the way out, and in again.

To build another kind of import on this: `tables.columns` opens a file for a purpose and shows how,
`tables.values` reads numbers and the codes that stand for none, `tables.taken` holds what was read, `report`
writes it and says what changed, `tables.mapping` is what an institute remembers of its files, and
`cadence.cli.importing` is the command.
"""

from cadence.exchange.outcomes.columns import INDICATORS
from cadence.exchange.outcomes.importing import import_outcomes
from cadence.exchange.outcomes.sheet import read_outcomes
from cadence.exchange.report import Ledger, Report
from cadence.exchange.rosters.entry import Entry, Terms
from cadence.exchange.rosters.fields import ROSTER
from cadence.exchange.rosters.importing import import_roster
from cadence.exchange.rosters.reading import read_roster
from cadence.exchange.schools.importing import import_schools
from cadence.exchange.schools.names import display_name, short_name
from cadence.exchange.schools.reading import SCHOOLS, read_schools
from cadence.exchange.tables.columns import Columns, Field, HeadingsUnclear, Source, Wanted, open_table
from cadence.exchange.tables.taken import Taken

__all__ = [
    "INDICATORS", "ROSTER", "SCHOOLS", "Columns", "Entry", "Field", "HeadingsUnclear", "Ledger", "Report",
    "Source", "Taken", "Terms", "Wanted", "display_name", "import_outcomes", "import_roster",
    "import_schools", "open_table", "read_outcomes", "read_roster", "read_schools", "short_name",
]  # fmt: skip

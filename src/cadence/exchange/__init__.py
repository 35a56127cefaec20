"""Tables from outside: school lists and rosters, read whole and taken in whole or not at all.

`read_schools` and `read_roster` only read; `import_schools` and `import_roster` write through a view and
say what changed. What is wrong in a file is named with its line, its column, its value and the remedy.
"""

from cadence.exchange.importing import import_roster, import_schools
from cadence.exchange.names import display_name, short_name
from cadence.exchange.report import Report
from cadence.exchange.roster import Entry, read_roster
from cadence.exchange.schools import read_schools
from cadence.exchange.taken import Taken

__all__ = [
    "Entry", "Report", "Taken", "display_name", "import_roster", "import_schools", "read_roster",
    "read_schools", "short_name",
]  # fmt: skip

"""Which column of a table holds what: headings known by themselves, NCES names first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cadence.errors import Complaint
from cadence.exchange.sheet import Row, Sheet

Known = Mapping[str, tuple[str, ...]]  # field -> headings, folded, the most telling first

SCHOOL: Known = {
    "nces": ("ncessch", "ncesid", "ncesschoolid", "ncesschoolnumber", "nces"),
    "own_id": ("schoolid", "schoolnumber", "schoolcode", "campusid", "campusnumber", "campus", "id"),
    "name": ("schnam", "schname", "schoolname", "campname", "campusname", "school", "name"),
    "district": ("leanm", "leaname", "districtname", "distname", "district"),
    "city": ("lcity", "city", "town"),
    "grade_low": ("gslo", "lowgrade", "lowestgrade", "gradelow"),
    "grade_high": ("gshi", "highgrade", "highestgrade", "gradehigh"),
    "span": ("gradespan", "grdspan", "graderange", "grades"),
    "kind": ("type", "schtype", "schooltype", "kind"),
    "status": ("status", "systatus", "schoolstatus"),
}

ROSTER: Known = {
    "school": ("ncessch", "ncesid", "ncesschoolid", "schoolid", "schoolname", "school", "campus"),
    "team": ("team", "teamname", "teamid"),
    "name": ("name", "fullname", "person", "staffname"),
    "given": ("firstname", "givenname", "first"),
    "family": ("lastname", "familyname", "surname", "last"),
    "email": ("email", "emailaddress", "mail", "workemail"),
    "role": ("role",),
    "position": ("position", "positiontitle", "title", "jobtitle"),
}


def folded(text: str) -> str:
    """Return letters and digits alone, in lower case: how headings and names are compared."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@dataclass(frozen=True)
class Columns:
    """The columns found in one sheet: field -> heading as it is written there."""

    sheet: Sheet
    found: Mapping[str, str]

    def __contains__(self, field: str) -> bool:
        """Return whether the sheet speaks of this field."""
        return field in self.found

    def __getitem__(self, field: str) -> str:
        """Return the heading of a field, or the field itself where there is no such column."""
        return self.found.get(field, field)

    def value(self, row: Row, field: str) -> str:
        """Return a row's text for a field, '' where there is no such column."""
        return row.cells.get(self.found[field], "") if field in self.found else ""

    def ignored(self) -> tuple[str, ...]:
        """Return the headings that nothing was read from."""
        return tuple(header for header in self.sheet.headers if header not in self.found.values())

    def complain(self, row: Row, field: str, message: str, remedy: str) -> Complaint:
        """Return a complaint about one cell."""
        return self.sheet.complain(row.line, self[field], message, remedy)

    def lacking(self, *choices: tuple[str, ...]) -> Iterator[Complaint]:
        """Yield a complaint for each choice of which no field has a column."""
        for choice in choices:
            if not any(field in self for field in choice):
                wanted = " or ".join(f"'{HEADINGS[field]}'" for field in choice)
                message = f"no column {wanted} among: {', '.join(self.sheet.headers)}"
                remedy = f"Give the column that holds it the heading {wanted}."
                yield self.sheet.complain(self.sheet.header_line, "", message, remedy)


HEADINGS = {
    "nces": "NCESSCH",
    "own_id": "School ID",
    "name": "Name",
    "school": "School",
    "team": "Team",
}


def find_columns(sheet: Sheet, known: Known) -> Columns:
    """Return which heading serves which field; of several, the most telling."""
    written: dict[str, str] = {}
    for header in sheet.headers:
        written.setdefault(folded(header), header)
    found = {}
    for field, headings in known.items():
        heading = next((each for each in headings if each in written), None)
        if heading:
            found[field] = written[heading]
    return Columns(sheet, found)

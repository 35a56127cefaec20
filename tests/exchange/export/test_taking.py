"""An export that somebody changed: every trouble is named with its place, and nothing is taken in."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from cadence.errors import ImportRefused, NotAllowed
from cadence.exchange.export import Asked, Part, import_institute
from cadence.model import Card, Clause, Consent, Goal, Record, School, Team
from cadence.store import Store, View, Viewer

Changed = Callable[[str, str, str], ImportRefused]


@pytest.fixture
def original(store: Store) -> Store:
    """Return an institute with a goal and a card, to be exported and spoiled."""
    store.view(Viewer("custodian")).write(
        School(id="482364001271", name="Oak"),
        Team(id="oak", name="Oak", school="482364001271"),
        Clause(id="clause", team="oak", vision="gone", text="...", elements=("student", "teacher")),
        Goal(id="goal", cycle=1, team="oak", statement="more talk", baseline=0.25),
        Card(id="card", cycle=1, team="oak", goal="goal", title="Visit"),
    )
    return store


@pytest.fixture
def new(tmp_path: Path, migrated_file: Path) -> Iterator[View]:
    """Lend a new institute as the importing process sees it."""
    shutil.copyfile(migrated_file, tmp_path / "new.sqlite")
    with Store.open(f"sqlite:///{tmp_path}/new.sqlite") as empty:
        yield empty.view(Viewer("custodian"))


@pytest.fixture
def after(original: Store, exported: Callable[..., Path], new: View) -> Changed:
    """Change words in one file of an export, take it in, and return why it was refused."""

    def refusal(file: str, words: str, others: str) -> ImportRefused:
        folder = exported(original, "csv")
        path = folder / "csv" / file
        text = path.read_bytes().decode("utf-8-sig")
        assert words in text
        path.write_bytes(text.replace(words, others, 1).encode("utf-8-sig"))
        with pytest.raises(ImportRefused) as refused:
            import_institute(new, folder)
        assert new.seq() == 0
        return refused.value

    return refusal


@pytest.mark.parametrize(
    ("file", "words", "others", "column", "said"),
    [
        ("goal.csv", "0.25", "a quarter", "baseline", "'a quarter' is not a number"),
        ("card.csv", "ideas", "someday", "column", "'someday' is not known here"),
        ("card.csv", ",goal,Visit", ",gaol,Visit", "goal", "'gaol' names nothing"),
        ("team.csv", "482364001271", "4.82364E+11", "school", "a spreadsheet shortened"),
        ("school.csv", "482364001271", "4.82364E+11", "id", "a spreadsheet shortened"),
        ("card.csv", "card,1,", "card,,", "cycle", "the cell is empty"),
        ("card.csv", "title", "heading", "title", "the column 'title' is missing"),
        ("card.csv", "title", "goal", "goal", "two columns have this heading"),
        ("clause_elements.csv", "clause,2,", "clause,3,", "place", "without a gap"),
        ("clause_elements.csv", "clause,2,", "cause,2,", "clause", "there is no clause 'cause'"),
        ("clause_elements.csv", "clause,2,", "clause,1,", "place", "there twice"),
        ("card.csv", "Visit,", "Visit,,,,,,,,,,,,,,,,,", "", "to the right of the last heading"),
    ],
)
def test_a_changed_cell_is_named_with_its_place(
    after: Changed, file: str, words: str, others: str, column: str, said: str
) -> None:
    found = [each for each in after(file, words, others).complaints if said in each.message]
    assert found, said
    assert (found[0].file, found[0].key) == (file, column)
    assert found[0].line >= 1 and found[0].remedy.endswith(".")


def test_a_row_that_is_gone_is_missed(after: Changed) -> None:
    (complaint,) = after("clause_elements.csv", "clause,2,teacher\r\n", "").complaints
    assert complaint.key == "clause_elements" and "2 rows were exported and 1 are here" in complaint.message


def test_a_row_that_is_there_twice_is_noticed(after: Changed) -> None:
    text = str(after("school.csv", "482364001271,Oak", "482364001271,Elm\r\n482364001271,Oak"))
    assert "the id '482364001271' is there twice" in text and "school.csv:3" in text


def test_an_id_that_led_nowhere_already_is_let_through(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    import_institute(new, exported(original, "csv"))
    assert new.get(Clause, "clause").vision == "gone"


def test_a_table_that_is_missing_is_named(original: Store, exported: Callable[..., Path], new: View) -> None:
    folder = exported(original, "csv")
    (folder / "csv" / "goal.csv").unlink()
    (folder / "csv" / "pupils.csv").write_text("id\n1\n", "utf-8")
    with pytest.raises(ImportRefused) as refused:
        import_institute(new, folder)
    assert {each.key for each in refused.value.complaints} >= {"goal", "pupils"}


def test_a_file_that_a_spreadsheet_saved_with_semicolons_is_read(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    folder = exported(original, "csv")
    school = folder / "csv" / "school.csv"
    school.write_text(school.read_text("utf-8-sig").replace(",", ";"), "utf-8")
    import_institute(new, folder)
    assert new.get(School, "482364001271").name == "Oak"


def test_an_id_that_became_a_number_in_a_workbook_is_refused(
    original: Store, exported: Callable[..., Path], new: View, tmp_path: Path
) -> None:
    source = exported(original, "xlsx") / "institute.xlsx"
    with (
        python_calamine.CalamineWorkbook.from_path(str(source)) as old,
        xlsxwriter.Workbook(tmp_path / "spoiled.xlsx", {"strings_to_formulas": False}) as made,
    ):
        for name in old.sheet_names:
            page = made.add_worksheet(name)
            for line, row in enumerate(old.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                numbers = name == "school" and line
                page.write_row(line, 0, [float(c) if numbers and str(c).isdigit() else c for c in row])
    with pytest.raises(ImportRefused, match="is a number where text belongs") as refused:
        import_institute(new, tmp_path / "spoiled.xlsx")
    (complaint, *_) = [each for each in refused.value.complaints if "school" in each.file]
    assert (complaint.file, complaint.line, complaint.key) == ("spoiled.xlsx, sheet 'school'", 2, "id")


def test_a_record_of_json_is_named_by_its_line(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    path = exported(original, "json") / "institute.json"
    text = path.read_text("utf-8").replace('"baseline": 0.25', '"baseline": "much"')
    path.write_text(text, "utf-8")
    with pytest.raises(ImportRefused) as refused:
        import_institute(new, path)
    (complaint,) = refused.value.complaints
    line = next(n for n, words in enumerate(text.split("\n"), 1) if '"much"' in words)
    assert (complaint.line, complaint.key) == (line, "baseline") and "'much'" in complaint.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "not an export"),
        ('{"about": [], "records": {}}', "not an export"),
        ('{"about": 5, "records": {}}', "not an export"),
        ('{"about": [], "records": {"school": [5]}}', "not an export"),
    ],
)
def test_a_file_that_is_no_export_is_refused(new: View, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "institute.json").write_text(text, "utf-8")
    with pytest.raises(ImportRefused, match=said):
        import_institute(new, tmp_path)


def test_a_picture_or_one_table_alone_is_refused(new: View, of_the_demo: Path, tmp_path: Path) -> None:
    (tmp_path / "institute.xlsx").write_bytes(b"\x89PNG and so on")
    for path, said in (
        (tmp_path / "institute.xlsx", "picture"),
        (of_the_demo / "csv" / "card.csv", "one table"),
    ):
        with pytest.raises(ImportRefused, match=said):
            import_institute(new, path)


def test_records_that_are_no_records_are_named(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    path = exported(original, "json") / "institute.json"
    whole = json.loads(path.read_text("utf-8"))
    whole["records"]["school"].append("Oak")
    whole["records"]["pupil"] = []
    path.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ImportRefused) as refused:
        import_institute(new, path)
    assert "there is no such table" in str(refused.value) and "'Oak'" in str(refused.value)


def test_an_export_of_a_newer_version_is_refused(after: Changed) -> None:
    assert "newer version" in str(after("about.csv", "schema,,,,0", "schema,,,,9"))


PARTS = {"team": Asked(part=Part(teams=("oak",))), "district": Asked("district")}


@pytest.mark.parametrize("asked", PARTS.values(), ids=PARTS)
def test_a_part_cannot_be_taken_in(
    original: Store, exported: Callable[..., Path], new: View, asked: Asked
) -> None:
    with pytest.raises(ImportRefused, match="a part of an institute"):
        import_institute(new, exported(original, "csv", asked=asked))


def test_an_export_in_several_forms_is_asked_about(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    with pytest.raises(ImportRefused, match=re.escape("institute.json")):
        import_institute(new, exported(original, "csv", "json"))


@pytest.mark.parametrize(
    "standing",
    [School(id="s", name="Another"), Consent(team="oak", vision="v", person="p", fingers=3)],
    ids=["school", "consent"],
)
def test_an_institute_that_holds_something_is_left_alone(
    original: Store, exported: Callable[..., Path], new: View, standing: Record
) -> None:
    new.write(standing)
    with pytest.raises(NotAllowed, match="holds records already"):
        import_institute(new, exported(original, "csv"))
    assert new.seq() == 1


def test_a_column_that_an_earlier_version_did_not_have_takes_its_default(
    original: Store, exported: Callable[..., Path], new: View
) -> None:
    folder = exported(original, "csv") / "csv"
    about, school = folder / "about.csv", folder / "school.csv"
    about.write_text(re.sub(r"schema,,,,\d+", "schema,,,,0001", about.read_text("utf-8-sig")), "utf-8")
    lines = school.read_text("utf-8-sig").splitlines()
    assert lines[0].endswith(",source")
    school.write_text("\n".join(line.rpartition(",")[0] for line in lines), "utf-8")
    import_institute(new, folder)
    assert new.get(School, "482364001271").source == ""


def test_a_folder_moved_elsewhere_is_still_an_export(
    original: Store, exported: Callable[..., Path], new: View, tmp_path: Path
) -> None:
    moved = shutil.move(exported(original, "csv") / "csv", tmp_path / "elsewhere")
    assert import_institute(new, Path(moved)).records["card"] == 1

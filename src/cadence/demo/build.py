"""Build the demonstration institute."""

from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

from cadence import publish
from cadence.content import Content
from cadence.demo import calendar, people, plan, survey, vision, visits, written
from cadence.exchange import display_name, import_schools, short_name
from cadence.institute import Institute, create
from cadence.model import Clause, Metric, Person, Publication, School, Step, Team
from cadence.model.record import Record
from cadence.store import Store, View, Viewer

SCHOOL_LIST = "houston_isd_ccd_2013-14.csv"
DISTRICT = "Houston Independent School District"


def build(folder: Path, teams: int = 12) -> Institute:
    """Make the institute in `folder`: 288 real schools, `teams` made-up teams of 8, one cycle of work.

    The same call writes the same records, whenever and wherever it is made; only the order of
    published write-ins differs, which is shuffled on purpose.
    """
    house = create(
        folder,
        name="Demonstration Institute",
        district=DISTRICT,
        cycle_title="School year 2025-26",
        starts=calendar.STARTS,
        ends=calendar.ENDS,
        facilitator="Marlow Facilitator",
        synthetic=True,
    )
    house = _with_dates(house)
    with Store.open(house.database_url) as store:
        fill(store.view(Viewer(role="custodian")), house, teams)
    return house


def _with_dates(house: Institute) -> Institute:
    file = house.root / "institute.toml"
    blocks = [
        f'\n[[sessions]]\nsession = {n}\non = {on}\ntime = "{time}"\nplace = "{place}"\n'
        for n, (on, place, time) in calendar.MEETINGS.items()
    ]
    text = file.read_text("utf-8").replace('timezone = ""', 'timezone = "America/Chicago"')
    file.write_text(text + "".join(blocks), "utf-8")
    return Institute.open(file)


def fill(view: View, house: Institute, teams: int) -> None:
    """Write the schools, and for each team its people and a cycle of made-up work."""
    with as_file(files("cadence.demo").joinpath("data", SCHOOL_LIST)) as path:
        import_schools(view, path)
    content = Content.load(house.root)
    chosen = teams_of(choose(view.all(School), teams))
    view.write(*chosen)
    view.write(*vision.priorities(), *vision.terms())
    view.write(*people.records(chosen))
    publish.promise(view, house.settings, cycle=1, wave=1, now=_morning(calendar.STARTS))
    for number, team in enumerate(chosen):
        write_team(view, house, content, team, number)


def choose(schools: list[School], count: int) -> list[School]:
    """Return `count` schools spread over the list, regular open ones as long as there are enough."""
    regular = [s for s in schools if s.kind == "1" and s.status == "1"]
    pool = sorted(regular if count <= len(regular) else schools, key=lambda s: s.name)
    return [pool[n * len(pool) // count] for n in range(count)]


def teams_of(schools: list[School]) -> list[Team]:
    """Return a team for each school, with a short name of its own."""
    taken: set[str] = set()
    made = []
    for school in schools:
        name = display_name(school.name)
        made.append(Team(id=short_name(name, taken), name=name, school=school.id))
        taken.add(made[-1].id)
    return made


def write_team(view: View, house: Institute, content: Content, team: Team, number: int) -> None:
    """Write one team's cycle in the order in which it would have happened."""
    folk = [person for person, _ in people.people_of(team, number)]
    questions = content.survey("conditions")
    metric = content.metric(house.settings.metric)
    view.write(*plan.initiatives(team, number))
    view.write(*survey.responses(team, folk, questions, number % 12))
    reveal(view, house, content, team, "conditions", session=1)
    said = vision.records(team, folk, metric, questions, number)
    view.write(*said)
    seen = visits.rooms(team, view.get(School, team.school or ""), folk, metric, number)
    view.write(*visits.visits(seen, number, calendar.FIRST_VISITS, calendar.BASELINE_UNTIL))
    reveal(view, house, content, team, "baseline", session=3)
    view.write(*visits.visits(seen, number, calendar.BASELINE_UNTIL, calendar.LAST_VISITS))
    view.write(*_the_plan(team, folk, said, metric, number))
    view.write(*written.entries(team))


def _the_plan(
    team: Team, folk: list[Person], said: list[Record], metric: Metric, number: int
) -> list[Record]:
    goals = plan.goals(team, [r for r in said if isinstance(r, Clause)], metric, number)
    return [
        *goals,
        *plan.board(team, folk, goals, number),
        *plan.commitments(team, folk, number),
        *plan.asks(team, number),
        *plan.reviews(team, goals, number),
    ]


def reveal(
    view: View, house: Institute, content: Content, team: Team, kind: str, session: int
) -> Publication:
    """Publish a step on the morning of its session."""
    now = _morning(calendar.met(session))
    view.write(
        Step(id=f"{team.id}-{kind}", cycle=1, team=team.id, session=session, step=kind, state="revealed")
    )
    return publish.reveal(view, content, house.settings, cycle=1, team=team.id, kind=kind, now=now)


def _morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 13, 45, tzinfo=UTC)

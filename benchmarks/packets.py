"""Packets a minute, beside a loop of the papermill and nbconvert commands over the same notebooks.

    python benchmarks/packets.py                          both ways, in turns
    python benchmarks/packets.py --schools 288            also one run for so many schools
    python benchmarks/packets.py --slope 1000             also how memory grows over so many packets

Both ways run the same notebook for the same teams and make an HTML and a PDF of each. They take
turns in one run, so that whatever else the machine does falls on both. Results go to results/.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import measure
import nbformat
import report

from cadence.packets.timing import split

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
PHASES = ("start", "imports", "execution", "conversion")


def main() -> None:
    """Measure what was asked for and write it down."""
    wish = _wish()
    about = {"machine": measure.machine(), "session": wish.session, "jobs": wish.jobs}
    with TemporaryDirectory(prefix="cadence-benchmark-") as room:
        if wish.rounds:
            _save("packets", about | {"side_by_side": side_by_side(Path(room) / "few", wish)})
        if wish.schools:
            _save("schools", about | {"schools": many_schools(Path(room) / "many", wish)})
        if wish.slope:
            _save("memory", about | {"memory": slope(Path(room) / "slope", wish)})


def _save(name: str, results: dict[str, object]) -> None:
    """Write down the figures of one measurement as soon as it is over."""
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    (folder / f"{name}.md").write_text(report.table(results))
    print(report.table(results), flush=True)


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each way (0: leave them out)")
    parser.add_argument("--teams", type=int, default=12, help="teams in a turn of cadence packets")
    parser.add_argument("--loop-teams", type=int, default=3, help="teams in a turn of the loop")
    parser.add_argument("--schools", type=int, default=0, help="also make packets for so many schools")
    parser.add_argument("--slope", type=int, default=0, help="also the growth of memory over so many packets")
    parser.add_argument("--session", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def side_by_side(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    """Let both ways take turns and return the costs of each turn."""
    teams = demonstration(folder, wish.teams)
    turns: dict[str, list[dict[str, object]]] = {"loop": [], "cadence": [], "cadence_one_job": []}
    for number in range(wish.rounds):
        ways = {
            "loop": lambda: loop(folder, wish.session, teams[: wish.loop_teams]),
            "cadence": lambda: cadence(folder, wish.session, teams, wish.jobs),
            "cadence_one_job": lambda: cadence(folder, wish.session, teams, 1),
        }
        for name in sorted(ways, reverse=bool(number % 2)):
            turns[name].append(ways[name]())
            print(f"turn {number + 1}, {name}: {turns[name][-1]['per_minute']} packets a minute", flush=True)
    found = {name: {"turns": each, **middle(each)} for name, each in turns.items()}
    return found | {"start_up": start_up(folder, wish, teams), "plain": plain(folder, wish, teams)}


def start_up(folder: Path, wish: argparse.Namespace, teams: list[str]) -> dict[str, float]:
    """Return what a run costs before its first packet: what is left when a packet is counted twice."""
    one = float(str(cadence(folder, wish.session, teams[:1], 1)["cpu"]))
    many = float(str(cadence(folder, wish.session, teams, 1)["cpu"]))
    each = (many - one) / (len(teams) - 1)
    return {"cpu": round(one - each, 2), "cpu_per_packet": round(each, 3)}


def plain(folder: Path, wish: argparse.Namespace, teams: list[str]) -> dict[str, object]:
    """Return what a packet costs as plain calls in one warm process."""
    words = [sys.executable, str(HERE / "plain.py"), str(folder), str(wish.session), *teams]
    return dict(json.loads(measure.run(words, folder).output))


def middle(turns: list[dict[str, object]]) -> dict[str, object]:
    """Return the median over turns of each figure."""
    names = ("per_minute", "cpu_per_packet", *PHASES)
    return {name: round(statistics.median(float(str(turn[name])) for turn in turns), 3) for name in names}


def demonstration(folder: Path, teams: int) -> list[str]:
    """Build the demonstration institute and return the short names of its teams."""
    measure.run([str(BIN / "cadence"), "demo", str(folder), "--teams", str(teams), "--no-packets"], HERE)
    cost = measure.run([*_packets(folder, 1), "--dry-run"], folder)
    return [due["team"] for due in json.loads(cost.output)["due"]]


def _packets(folder: Path, session: int) -> list[str]:
    return [str(BIN / "cadence"), "packets", "-s", str(session), "-i", str(folder), "--json"]


def cadence(
    folder: Path, session: int, teams: list[str], jobs: int, watch: bool = False
) -> dict[str, object]:
    """Make the packets of these teams with one command."""
    words = [*_packets(folder, session), "--force", "--jobs", str(jobs)]
    words += [word for team in teams for word in ("--team", team)]
    cost = measure.run(words, folder, watch=watch)
    said = json.loads(cost.output)
    if said["failed"] or len(said["made"]) != len(teams):
        sys.exit(f"Not every packet was made: {said['failed']}")
    seconds = [one["seconds"] for one in said["made"]]
    for one in seconds:
        one["conversion"] = one["pdf"] + one["html"] + one["writing"]
    phases = {phase: statistics.mean(one[phase] for one in seconds) for phase in PHASES}
    return turn(cost, len(teams), phases)


def loop(folder: Path, session: int, teams: list[str]) -> dict[str, object]:
    """Make the packets of these teams as a shell loop does: three commands for each."""
    notebook = next((folder / "notebooks").glob(f"{session:02d}-*.ipynb"))
    out = folder / "loop"
    out.mkdir(exist_ok=True)
    costs, phases = [], {phase: 0.0 for phase in PHASES}
    idle = measure.run([str(BIN / "jupyter-nbconvert"), "--version"], folder).wall
    for team in teams:
        made = out / f"{team}.ipynb"
        words = [str(BIN / "papermill"), str(notebook), str(made), "-p", "team", team]
        words += ["-p", "institute", str(folder), "--no-progress-bar"]
        costs.append(ran := measure.run(words, folder))
        for phase, seconds in split(nbformat.read(made, as_version=4), ran.wall).items():
            phases[phase] += seconds
        for format in ("html", "cadence-pdf"):
            converting = [str(BIN / "jupyter-nbconvert"), "--to", format, str(made)]
            costs.append(ran := measure.run(converting, folder))
            phases["start"] += min(idle, ran.wall)
            phases["conversion"] += max(0.0, ran.wall - idle)
    return turn(total(costs), len(teams), {phase: seconds / len(teams) for phase, seconds in phases.items()})


def total(costs: Iterable[measure.Cost]) -> measure.Cost:
    """Return what several commands, one after the other, cost together."""
    found = list(costs)
    return measure.Cost(sum(c.wall for c in found), sum(c.cpu for c in found), 0.0, "")


def turn(cost: measure.Cost, packets: int, phases: dict[str, float]) -> dict[str, object]:
    """Return the figures of a turn."""
    return {
        "packets": packets,
        **measure.plain(cost),
        "per_minute": round(60 * packets / cost.wall, 2),
        "cpu_per_packet": round(cost.cpu / packets, 2),
        **{phase: round(seconds, 3) for phase, seconds in phases.items()},
    }


def many_schools(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    """Make one session's packets for many schools in one run, then once more with nothing changed."""
    teams = demonstration(folder, wish.schools)
    first = cadence(folder, wish.session, teams, wish.jobs, watch=True)
    again = measure.run(_packets(folder, wish.session), folder)
    files = [path for path in (folder / "packets").rglob("*") if path.suffix in (".pdf", ".html")]
    if json.loads(again.output)["made"]:
        sys.exit("The second run should have found nothing to make.")
    sizes = {kind: sum(p.stat().st_size for p in files if p.suffix == kind) for kind in (".pdf", ".html")}
    return {
        **first,
        "files": len(files),
        "pdf_mb": round(sizes[".pdf"] / 1e6, 1),
        "html_mb": round(sizes[".html"] / 1e6, 1),
        "unchanged": measure.plain(again),
    }


def slope(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    """Return how much memory a run of blank packets gains in 500 of them, once 200 are made."""
    schools = folder.with_suffix(".csv")
    rows = [f"{number:012},School {number}" for number in range(wish.slope)]
    schools.write_text("\n".join(["NCESSCH,School name", *rows]))
    measure.run([str(BIN / "cadence"), "new", str(folder), "--schools", str(schools)], HERE)
    cost = measure.run([*_packets(folder, wish.session), "--jobs", str(wish.jobs)], folder, watch=True)
    made = len(json.loads(cost.output)["made"])
    gained = measure.growth([used for at, used in cost.memory if at / cost.wall > 200 / made])
    return {
        **measure.plain(cost),
        "packets": made,
        "gained_mb_per_500": round(gained * 500 / (made - 200), 2),
    }


if __name__ == "__main__":
    main()

"""The figures of a room as a table for people."""

from typing import Any

GOALS = {
    ("minute", "median_s"): ("{people} people within a minute: usable page, median (s)", 0.7),
    ("minute", "worst_s"): ("the same, worst (s)", 2),
    ("at_once", "worst_s"): ("{people} at the same instant: usable page, worst (s)", 8),
    ("typing", "p99_s"): ("save acknowledged while {people} type, 99th percentile (s)", 0.25),
    ("typing", "lost"): ("acknowledged saves that were lost", 0),
}


def table(results: dict[str, Any]) -> str:
    """Return the figures in Markdown, with the machine they were measured on."""
    machine = results["machine"]
    lines = [
        f"Measured on {machine['processor']}, {machine['cores']} cores, Python {machine['python']}; "
        f"load before: {machine['load_before']}. Clients ran on the same cores.",
        "",
        "| | stock Voila | cadence serve | goal |",
        "|---|---|---|---|",
    ]
    for (scene, figure), (label, goal) in GOALS.items():
        cells = [results[way][scene].get(figure, "none came through") for way in ("stock", "ours")]
        lines.append(f"| {label.format(people=results['people'])} | {cells[0]} | {cells[1]} | {goal} |")
    lines.append(f"| memory a person (MB) | {_memory(results, 'stock')} | {_memory(results, 'ours')} | 40 |")
    errors = [
        sum(results[way][scene]["errors"] for scene in ("minute", "at_once", "typing"))
        for way in ("stock", "ours")
    ]
    lines.append(f"| errors | {errors[0]:.0f} | {errors[1]:.0f} | 0 |")
    lines += [
        "",
        _browsers(results),
        "",
        _cost(results, "stock", "Stock Voila"),
        _cost(results, "ours", "cadence serve"),
    ]
    return "\n".join(lines) + "\n"


def _memory(results: dict[str, Any], way: str) -> float:
    return float(results[way]["memory_mb_a_person"])


def _cost(results: dict[str, Any], way: str, name: str) -> str:
    scenes = results[way]
    spent = ", ".join(
        f"{label} {scenes[scene]['server_cpu_s']} (clients {scenes[scene]['clients_cpu_s']})"
        for scene, label in (("minute", "within a minute"), ("at_once", "at once"), ("typing", "typing"))
    )
    return f"{name}, CPU seconds of the server: {spent}."


def _browsers(results: dict[str, Any]) -> str:
    seen = {scene: results["ours"][scene].get("browsers_s", []) for scene in ("minute", "at_once")}
    told = "; ".join(
        f"{label} {' and '.join(f'{each} s' for each in seen[scene])}"
        for scene, label in (
            ("minute", "among those who came within a minute"),
            ("at_once", "at the same instant"),
        )
    )
    return f"Two real browsers beside them, from the start of the visit until 'Saved' stood there: {told}."

"""The measured figures as a table for people."""

from typing import Any

WAYS = {
    "loop": "papermill and nbconvert commands, in a loop",
    "cadence_one_job": "cadence packets --jobs 1",
    "cadence": "cadence packets --jobs {jobs}",
}


def table(results: dict[str, Any]) -> str:
    """Return the results in Markdown, with the machine they were measured on."""
    parts = [_machine(results["machine"])]
    if "side_by_side" in results:
        parts.append(_side_by_side(results))
    if "schools" in results:
        parts.append(_schools(results["schools"], results["jobs"]))
    if "imports" in results:
        parts.append(_imports(results["imports"], results["real"]))
    if "analysis" in results:
        parts.append(_analysis(results))
    if "memory" in results:
        parts.append(_memory(results["memory"], results["jobs"]))
    return "\n\n".join(parts) + "\n"


def _machine(machine: dict[str, Any]) -> str:
    tools = ", ".join(f"{name} {version}" for name, version in machine["tools"].items())
    return (
        f"Measured on {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}, Python {machine['python']}; load before: {machine['load_before']}.\n{tools}."
    )


def _side_by_side(results: dict[str, Any]) -> str:
    ways = results["side_by_side"]
    loop = ways["loop"]["per_minute"]
    lines = [
        f"Session {results['session']}, HTML and PDF; medians of turns taken side by side; seconds a packet.",
        "",
        "| way | packets a minute | times the loop | CPU s | start | imports | execution | conversion |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, label in WAYS.items():
        way = ways[name]
        figures = [way["per_minute"], way["per_minute"] / loop, way["cpu_per_packet"]]
        figures += [way[phase] for phase in ("start", "imports", "execution", "conversion")]
        cells = " | ".join(f"{figure:.2f}" for figure in figures)
        lines.append(f"| {label.format(jobs=results['jobs'])} | {cells} |")
    return "\n".join([*lines, "", _above_plain(ways)])


def _above_plain(ways: dict[str, Any]) -> str:
    start, bound = ways["start_up"]["cpu"], ways["plain"]["cpu_per_packet"]
    each = ways["start_up"]["cpu_per_packet"]
    return (
        f"A run costs {start:.2f} CPU s before its first packet and {each:.3f} CPU s for each. The same "
        f"calls as plain functions in one warm process cost {bound:.3f} CPU s a packet: a packet costs "
        f"{each / bound:.2f} times that."
    )


def _memory(run: dict[str, Any], jobs: int) -> str:
    return (
        f"{run['packets']} packets in one run with {jobs} jobs: {run['wall']:.0f} s, peak memory "
        f"{run['peak_mb']:.0f} MB with everything it starts; after the first 200 packets memory rises by "
        f"{run['gained_mb_per_500']} MB in 500 packets."
    )


def _schools(run: dict[str, Any], jobs: int) -> str:
    unchanged = run["unchanged"]
    return "\n".join(
        [
            f"{run['packets']} schools in one run with {jobs} jobs: {run['wall']:.0f} s "
            f"({run['per_minute']:.1f} packets a minute), {run['cpu_per_packet']:.2f} CPU s a packet, "
            f"peak memory {run['peak_mb']:.0f} MB with everything it starts, "
            f"{run['files']} files: {run['pdf_mb']} MB of PDF, {run['html_mb']} MB of HTML.",
            f"The same again with nothing changed: {unchanged['wall']:.1f} s.",
        ]
    )


def _analysis(results: dict[str, Any]) -> str:
    rows = [f"| {name} | {found:,} | {seconds:.2f} |" for name, found, seconds in results["analysis"]]
    said = (
        f"One call each for {results['schools_analysed']:,} schools and {results['weeks']} weeks of visits."
    )
    return "\n".join([said, "", "| function | results | seconds |", "|---|---|---|", *rows])


def _imports(costs: dict[str, Any], real: bool) -> str:
    lists = "the lists of NCES and of the Texas Education Agency" if real else "stand-ins of their size"
    rows = [
        f"| {name} | {cost['wall']:.1f} | {cost['cpu']:.1f} | {cost['peak_mb']:.0f} |"
        for name, cost in costs.items()
    ]
    head = ["| import | seconds | CPU s | peak MB |", "|---|---|---|---|"]
    return "\n".join([f"Imports of {lists}; each is a command from its start to its end.", "", *head, *rows])

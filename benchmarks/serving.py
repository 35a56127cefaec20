"""A room at one server: what its people wait for, what is lost, and what they cost; beside stock Voila.

    python benchmarks/serving.py                      96 people, both ways
    python benchmarks/serving.py --people 24 --ours   a smaller room, ours alone

A page counts as usable when its first field has taken a change and that was acknowledged. Two of the room
at our own server are real browsers beside the others, from the start of their visit until 'Saved' stands
there. The figures go to benchmarks/results/serving.json and serving.md.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil
import room
from measure import machine
from serving_report import table

from cadence.demo import build

ROOT = Path(__file__).resolve().parents[1]
WITHIN = 60.0  # seconds in which the room comes in
TYPING = 30.0  # seconds that everybody types
BETWEEN = 1.0  # seconds between two saves of one person who types

Act = Callable[[int], Awaitable[Any]]


async def timed(act: Awaitable[Any]) -> float | None:
    """Return the seconds that something took, None if it failed."""
    start = perf_counter()
    try:
        await act
    except Exception as error:
        print("  failed:", type(error).__name__, error)
        return None
    return perf_counter() - start


async def spread(people: int, within: float, act: Act) -> list[float | None]:
    """Let everybody act, evenly over so many seconds, each when their time has come."""

    async def one(number: int) -> float | None:
        await asyncio.sleep(number * within / people)
        return await timed(act(number))

    return list(await asyncio.gather(*map(one, range(people))))


def told(took: Sequence[float | None]) -> dict[str, float]:
    """Return the figures of a scene."""
    fine = sorted(each for each in took if each is not None)
    figures = {"errors": float(len(took) - len(fine))}
    if fine:
        figures |= {
            "median_s": statistics.median(fine),
            "worst_s": fine[-1],
            "p99_s": fine[int(0.99 * (len(fine) - 1))],
        }
    return {name: round(value, 3) for name, value in figures.items()}


class Spent:
    """The processor seconds of a server with all that it starts, and of this process, since the beginning."""

    def __init__(self, server: psutil.Process) -> None:
        self._server = server
        self._before = self._now()

    def _now(self) -> tuple[float, float]:
        times = [self._server, *self._server.children(recursive=True)]
        server = sum(sum(each.cpu_times()[:2]) for each in times)
        own = os.times()
        return server, own.user + own.system

    def told(self) -> dict[str, float]:
        now = self._now()
        names = ("server_cpu_s", "clients_cpu_s")
        return {
            name: round(after - before, 1)
            for name, before, after in zip(names, self._before, now, strict=True)
        }


async def scene(way: Any, within: float) -> dict[str, Any]:
    """Let the room come in over so many seconds (0: all at once), and return what they waited."""
    spent = Spent(way.process)
    browsers = way.browsers()
    async with browsers or nullcontext():
        everybody = spread(way.people, within, way.use_page)
        took, seen = await asyncio.gather(everybody, browsers.use_pages(within) if browsers else _nobody())
    figures: dict[str, Any] = told(took) | spent.told() | ({"browsers_s": seen} if seen else {})
    await way.everybody_leaves()
    return figures


async def _nobody() -> list[float]:
    return []


async def typing(way: Any) -> dict[str, float]:
    """Let everybody type at once; return how long saves took, and how many were lost."""
    spent = Spent(way.process)
    await asyncio.gather(*(way.open_page(number) for number in range(way.people)))
    took: list[float | None] = []

    async def types(number: int) -> None:
        end = perf_counter() + TYPING
        await asyncio.sleep(BETWEEN * number / way.people)
        while perf_counter() < end:
            took.append(await timed(way.save(number)))
            await asyncio.sleep(max(0.0, BETWEEN - (took[-1] or 0)))

    await asyncio.gather(*map(types, range(way.people)))
    figures = told(took) | {"saves": len(took), "lost": await way.lost()} | spent.told()
    figures["memory_mb"] = round(way.memory(), 1)  # while everybody is still there
    await way.everybody_leaves()
    return figures


async def measured(way: Any) -> dict[str, Any]:
    """Return all figures of one way to serve the room."""
    async with way:
        before = way.memory()
        figures: dict[str, Any] = {"minute": await scene(way, WITHIN), "at_once": await scene(way, 0.0)}
        figures["typing"] = await typing(way)
        grown = figures["typing"]["memory_mb"] - before
        return figures | {
            "memory_mb_a_person": round(grown / way.people, 1),
            "memory_mb_empty": round(before, 1),
        }


def main() -> None:
    """Measure, and write the figures down."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=96)
    asked.add_argument("--ours", action="store_true", help="leave stock Voila out, and write nothing down")
    said = asked.parse_args()
    results: dict[str, Any] = {"machine": machine(), "people": said.people}
    with tempfile.TemporaryDirectory(prefix="cadence-room-") as folder:
        house = build(Path(folder) / "institute", teams=max(1, said.people // 8))
        ways = (
            [room.Ours(house, said.people)]
            if said.ours
            else [room.Ours(house, said.people), room.Stock(house, said.people)]
        )
        for way in ways:
            results[way.name] = asyncio.run(measured(way))
            print(way.name, json.dumps(results[way.name], indent=1))
    if not said.ours:
        kept = ROOT / "benchmarks" / "results"
        (kept / "serving.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        (kept / "serving.md").write_text(table(results), "utf-8")


if __name__ == "__main__":
    main()

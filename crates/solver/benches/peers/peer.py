"""What every peer has in common: the command line, and what it says of itself when it is done.

    PEER.py week.json -o rota.json --seconds 60 [--at rota.json]

writes a rota, if it has found one, and prints one line of JSON, the last one: what the peer says
its rota costs (its own objective), the bound it has proved, whether that makes the rota the best
there is, and the seconds it took. Reading the week and building the model are not counted among
these: the time is the peer's own.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import rota as rotas
import week as weeks

# Two of each, as the planner has two searchers.
THREADS = 2


@dataclass(frozen=True)
class Found:
    """What a peer has found and says of it."""

    rota: rotas.Rota | None
    objective: float | None
    bound: float | None
    is_proved: bool
    seconds: float | None = None  # where the peer has a clock of its own


@dataclass(frozen=True)
class Report:
    """The line that a peer prints."""

    objective: float | None
    bound: float | None
    is_proved: bool
    seconds: float
    building: float


Solve = Callable[[float], Found]


def main(prepare: Callable[[weeks.Week], Solve]) -> None:
    """Runs a peer: `prepare` builds the model, what it returns solves it in so many seconds."""
    arguments = argparse.ArgumentParser(
        description="Solves a week of rota-gen with a peer of the planner."
    )
    arguments.add_argument("week", type=Path, help="the week (rota-bench/1)")
    arguments.add_argument(
        "-o", "--output", type=Path, required=True, help="where to write the rota"
    )
    arguments.add_argument("--seconds", type=float, default=60.0, help="how long to solve")
    arguments.add_argument("--at", type=Path, help="a rota whose times and venues are given")
    given = arguments.parse_args()

    begun = time.monotonic()
    week = weeks.read(given.week, given.at)
    solve = prepare(week)
    built = time.monotonic()
    found = solve(given.seconds)
    solved = time.monotonic()
    if found.rota is not None:
        rotas.write(given.output, week, found.rota)
    seconds = solved - built if found.seconds is None else found.seconds
    report = Report(found.objective, found.bound, found.is_proved, seconds, built - begun)
    print(json.dumps(asdict(report)))

"""Runs the planner and its peers on a week, and has `rota-check` judge what they find.

No peer is believed: the cost of its rota is the judge's, and a rota that breaks a rule does not
count. Where a peer's own objective is another number, that is told.
"""

import importlib.util
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Peer:
    """A solver with one model."""

    name: str
    model: str  # as the page calls it, where the peer has several
    program: str
    lacks: Callable[[], str | None]  # what brings what is missing

    @property
    def full_name(self) -> str:
        """With its model."""
        return f"{self.name} {self.model}".strip()


@dataclass(frozen=True)
class Result:
    """What was found, as judged."""

    cost: int
    unplaced: int  # the part of the cost that is for sessions without a place
    seconds: float
    is_proved: bool = False
    model: str = ""


@dataclass
class Contest:
    """Where the programs are, and what is to be told at the end."""

    programs: Path
    folder: Path
    share: float  # what all times are multiplied by
    judged: int = 0
    differences: list[str] = field(default_factory=list)
    processor: list[tuple[str, float]] = field(
        default_factory=list
    )  # who, and how many cores they got

    def week(self, size: str, staff: float, seed: int) -> Path:
        """A week of the generator."""
        path = self.folder / f"{size}-{seed}-{round(1000 * staff)}.json"
        chosen = ["--size", size, "--staff", str(staff), "--seed", str(seed)]
        subprocess.run([self.programs / "rota-gen", *chosen, "-o", path], check=True)
        return path

    def ours(self, week: Path, seconds: float) -> Result:
        """What the planner finds with two searchers."""
        rota = self.folder / "ours.json"
        seconds *= self.share
        given = ["--seconds", str(seconds), "--threads", "2"]
        self._run("ours", [self.programs / "rota-solve", week, "-o", rota, *given])
        return self.kept(week, rota, seconds)

    def kept(self, week: Path, rota: Path, seconds: float, is_proved: bool = False) -> Result:
        """A rota of ours, which has to be valid."""
        verdict = self._verdict(week, rota)
        if not verdict["valid"]:
            raise SystemExit(f"{week.name}: our own rota is not valid: {verdict['violations']}")
        return Result(verdict["cost"], verdict["parts"]["unassigned"], seconds, is_proved)

    def theirs(
        self, peer: Peer, week: Path, seconds: float, at: Path | None = None
    ) -> Result | None:
        """What a peer finds, with the times and venues of the rota `at` if there is one."""
        rota = self.folder / "theirs.json"
        rota.unlink(missing_ok=True)
        program = Path(__file__).with_name(peer.program)
        given = ["--seconds", str(seconds * self.share), *(("--at", at) if at else ())]
        done = self._run(peer.name, [sys.executable, program, week, "-o", rota, *given])
        who = f"{peer.full_name}, {week.name.split('.')[0]}"
        if done.returncode:
            self.differences.append(f"{who}: it failed")
            return None
        if not rota.exists():
            return None
        said, verdict = json.loads(done.stdout.splitlines()[-1]), self._verdict(week, rota)
        self._compare(who, said["objective"], verdict)
        if not verdict["valid"]:
            return None
        return Result(
            verdict["cost"],
            verdict["parts"]["unassigned"],
            said["seconds"],
            said["is_proved"],
            peer.model,
        )

    def cheapest(self, week: Path, cost: int, seconds: float) -> tuple[int | None, float]:
        """The least that any rota costs, no more than `cost`, if HiGHS comes to an end; and when."""
        program = Path(__file__).with_name("highs_proof.py")
        given = ["--cost", str(cost), "--seconds", str(seconds * self.share)]
        done = self._run(HIGHS.name, [sys.executable, program, week, *given])
        if done.returncode:
            self.differences.append(f"HiGHS, {week.name.split('.')[0]}: it failed")
            return None, 0.0
        said = json.loads(done.stdout.splitlines()[-1])
        return said["cheapest"], said["seconds"]

    def _compare(self, who: str, objective: float, verdict: dict[str, Any]) -> None:
        """Notes where the judge does not say what the peer says."""
        self.judged += 1
        if not verdict["valid"]:
            broken = sorted({violation["rule"] for violation in verdict["violations"]})
            self.differences.append(f"{who}: not valid ({', '.join(broken)})")
        elif round(objective) != verdict["cost"]:
            self.differences.append(
                f"{who}: {round(objective)} by its objective, {verdict['cost']} as judged"
            )

    def _verdict(self, week: Path, rota: Path) -> dict[str, Any]:
        # It ends with 1 for a rota that is not valid, which the verdict says as well.
        command = [self.programs / "rota-check", week, rota]
        done = subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE)
        if done.returncode > 1:
            raise SystemExit(f"{rota} could not be judged.")
        verdict: dict[str, Any] = json.loads(done.stdout)
        return verdict

    def _run(self, who: str, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
        """Runs a solver and notes how much of the machine it got."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        done = subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE)
        elapsed = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.processor.append((who, used / elapsed))
        return done


def _package(name: str) -> Callable[[], str | None]:
    bring = (
        f"`python3 -m venv peers && peers/bin/pip install {name}`"
        " and `ROTA_BENCH_PYTHON=$PWD/peers/bin/python` bring it"
    )
    return lambda: None if importlib.util.find_spec(name) else bring


def _timefold() -> str | None:
    # The model is a source, which a Java without its compiler does not run.
    java = "`apt-get install openjdk-17-jdk-headless` brings its compiler"
    return _package("timefold")() or (None if shutil.which("javac") else java)


CLIQUES = Peer("CP-SAT", "cliques", "cpsat_cliques.py", _package("ortools"))
INTERVALS = Peer("CP-SAT", "intervals", "cpsat_intervals.py", _package("ortools"))
HIGHS = Peer("HiGHS", "", "highs_rows.py", _package("highspy"))
TIMEFOLD = Peer("Timefold", "", "timefold_options.py", _timefold)

"""Timefold on options (Weeks.java), run by a JDK from the jars that its Python wheel brings.

The wheel has a Python front end too, but each call from Java to Python costs it so much that the
comparison would be with that and not with Timefold.
"""

import importlib.util
import itertools
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import peer
from rota import Choice
from week import Session, Start, Week


class _Resources:
    """Rooms of a kind and legs of an area by slot, each with a number and how many there are."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.numbers: dict[tuple[object, ...], int] = {}
        self.capacities: list[int] = []

    def used(self, session: Session, start: Start, kind: str) -> list[int]:
        """The numbers of all that a session takes there."""
        rooms = len(self.week.rooms[start.venue][kind])
        slots = range(start.slot, start.slot + session.length)
        found = [self._number((start.venue, kind, start.day, slot), rooms) for slot in slots]
        if session.area is not None:
            for begin, end in session.legs(start, self.week.leg):
                found += [
                    self._number((session.area, start.day, slot), self.week.legs[session.area])
                    for slot in range(begin, end)
                ]
        return found

    def _number(self, key: tuple[object, ...], capacity: int) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.capacities)
            self.capacities.append(capacity)
        return self.numbers[key]


def numbers(week: Week) -> list[int]:
    """The week as Weeks.java reads it: all lists with their lengths before them."""
    resources = _Resources(week)
    cases = enumerate(week.cases)
    case_of = {session: index for index, case in cases for session in case.sessions}
    sessions = []
    for index, session in enumerate(week.sessions):
        starts = [_start(session, start, resources) for start in session.starts]
        known = [session.absence, case_of[index], session.seats, session.work]
        sessions.append([*known, *_counted(starts)])
    limits = [(s.contract, s.overtime, s.day_work, s.day_sessions) for s in week.supervisors]
    return [
        week.overtime_cost,
        *_counted(week.travel),
        *_counted(limits),
        *_counted([[capacity] for capacity in resources.capacities]),
        *_counted([(case.gap, case.most) for case in week.cases]),
        *_counted(sessions),
    ]


def _start(session: Session, start: Start, resources: _Resources) -> list[int]:
    rooms = [[[number] for number in resources.used(session, start, kind)] for kind in start.rooms]
    crew = [(who, fee.cost) for who, fee in start.crew.items()]
    known = [start.day, session.busy(start)[0], start.venue, start.cost]
    return [*known, *_counted([_counted(used) for used in rooms]), *_counted(crew)]


def _counted(rows: Sequence[Sequence[int]]) -> list[int]:
    return [len(rows), *itertools.chain(*rows)]


def prepare(week: Week) -> peer.Solve:
    """Writes the week down for Java."""
    told = " ".join(map(str, numbers(week)))

    def solve(seconds: float) -> peer.Found:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "week.txt"
            path.write_text(told, encoding="utf-8")
            source = Path(__file__).with_name("Weeks.java")
            command = ["java", "-cp", f"{_jars()}/*", str(source), str(path), str(seconds)]
            done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
        taken, score, *options = done.stdout.splitlines()[-2 - len(week.sessions) :]
        broken, cost = map(int, score.split())
        rota = [
            _choice(session, option)
            for session, option in zip(week.sessions, options, strict=True)
        ]
        if broken:
            return peer.Found(None, None, None, is_proved=False, seconds=float(taken))
        return peer.Found(rota, cost, None, is_proved=False, seconds=float(taken))

    return solve


def _choice(session: Session, option: str) -> Choice | None:
    """What a line that Java prints means."""
    if option == "-":
        return None
    number, room, *crew = map(int, option.split())
    start = session.starts[number]
    return Choice(start, start.rooms[room], tuple(crew))


def _jars() -> Path:
    """Where the wheel keeps Timefold itself."""
    package = importlib.util.find_spec("timefold.solver.jars")
    if package is None or package.origin is None:
        raise SystemExit("The wheel of Timefold brings no jars.")
    return Path(package.origin).parent


if __name__ == "__main__":
    peer.main(prepare)

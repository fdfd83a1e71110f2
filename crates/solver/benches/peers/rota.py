"""The answer of a peer, with what it costs as the peers reckon, written for the judge."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from week import Start, Week


@dataclass(frozen=True)
class Choice:
    """Where a session is held, and by whom."""

    start: Start
    room: str
    crew: tuple[int, ...]


Rota = list[Choice | None]


def write(path: Path, week: Week, rota: Rota) -> int:
    """Writes the rota and tells what it costs."""
    told = parts(week, rota)
    cost = sum(told.values())
    answer = {
        "format": "rota-result/1",
        "instance": week.name,
        "places": places(week, rota),
        "cost": cost,
        "parts": {"deviation": 0, "staff": 0, **told},
        "short": short(week, rota),
    }
    path.write_text(json.dumps(answer), encoding="utf-8")
    return cost


def parts(week: Week, rota: Rota) -> dict[str, int]:
    """What the rota costs, part by part."""
    told = Counter(unassigned=0, slot=0, continuity=0, travel=0, overtime=0)
    worked: Counter[int] = Counter()
    for session, choice in zip(week.sessions, rota, strict=True):
        if choice is None:
            told["unassigned"] += session.absence
            continue
        told["slot"] += choice.start.cost
        for who in choice.crew:
            told["continuity"] += choice.start.crew[who].continuity
            told["travel"] += choice.start.crew[who].travel
            worked[who] += session.work
    for who, work in worked.items():
        told["overtime"] += week.overtime_cost * max(work - week.supervisors[who].contract, 0)
    return dict(told)


def places(week: Week, rota: Rota) -> list[dict[str, Any] | None]:
    """A place for each session, or none."""
    rooms = _name_rooms(week, rota)
    found: list[dict[str, Any] | None] = [None] * len(rota)
    for index, choice in enumerate(rota):
        if choice is not None:
            found[index] = {
                "day": choice.start.day,
                "start": choice.start.slot * week.slot_min,
                "venue": choice.start.venue,
                "room": rooms[index],
                "supervisors": sorted(choice.crew),
            }
    return found


def short(week: Week, rota: Rota) -> list[dict[str, int]]:
    """The cases of which too few sessions are held: it costs nothing here, but is told."""
    found = []
    for index, case in enumerate(week.cases):
        placed = sum(rota[session] is not None for session in case.sessions)
        if placed < case.enough:
            found.append({"case": index, "placed": placed, "minimum": case.enough})
    return found


def _name_rooms(week: Week, rota: Rota) -> dict[int, int]:
    """A room for each session: in the order of their starts the first that is free will do."""
    held = [
        (choice.start.day, choice.start.slot, index, choice)
        for index, choice in enumerate(rota)
        if choice
    ]
    free: Counter[tuple[int, int, int]] = Counter()
    names = {}
    for day, slot, index, choice in sorted(held, key=lambda one: one[:3]):
        venue = choice.start.venue
        # Where none is free the peer has overfilled the venue, and the judge will say so.
        room = min(
            week.rooms[venue][choice.room], key=lambda room: (free[venue, day, room] > slot, room)
        )
        free[venue, day, room] = slot + week.sessions[index].length
        names[index] = room
    return names

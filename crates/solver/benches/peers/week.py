"""A week of `rota-gen` as the peers see it: who could take what, when, and what that costs.

Written from docs/format.md and from nothing of the planner, so that a rule misread here shows as a
difference between what a peer says its rota costs and what `rota-check` says. It knows the rules
that generated weeks have; a week with additions is refused, for a peer that ignored one would win
by breaking it.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

STANDARD, LARGE = "standard", "large"

_ADDITIONS = ("rest", "breaks", "rounds", "apart", "follows", "resources", "fill_gaps")
# Nobody gives up what has started.
_KEPT = 10_000_000
_SESSION_ADDITIONS = (
    "write_up_min",
    "pinned",
    "cancelled",
    "latest_start",
    "resources",
    "seats",
)
_CHARGED = (
    "unassigned",
    "not_preferred_supervisor",
    "start_shift_per_slot",
    "other_day",
    "second_venue",
    "travel_from_base_per_min",
    "overtime_per_15min",
    # Charged for published sessions only.
    "moved_session",
    "changed_supervisor",
)


class Fee(NamedTuple):
    """What a supervisor costs at a place."""

    continuity: int
    travel: int
    changed: int  # where others were published

    @property
    def cost(self) -> int:
        """All of it."""
        return self.continuity + self.travel + self.changed


@dataclass(frozen=True)
class Start:
    """A place a session could have, with what it costs whoever supervises."""

    day: int
    slot: int
    venue: int
    cost: int
    rooms: tuple[str, ...]  # the kinds that would do
    crew: dict[int, Fee]  # who could take it


@dataclass(frozen=True)
class Session:
    """A session, in slots."""

    length: int
    before: int
    after: int
    seats: int
    absence: int  # what it costs to leave it out
    area: int | None  # where it is driven
    persons: tuple[int, ...]  # who comes, besides supervisors
    starts: tuple[Start, ...]

    @property
    def work(self) -> int:
        """Slots for which each of its supervisors works."""
        return self.before + self.length + self.after

    def busy(self, start: Start) -> tuple[int, int]:
        """From when to when its supervisors are needed."""
        begin = start.slot - self.before
        return begin, begin + self.work

    def legs(self, start: Start, leg: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """When it is driven there and back."""
        end = start.slot + self.length
        return (max(start.slot - leg, 0), start.slot), (end, end + leg)


@dataclass(frozen=True)
class Supervisor:
    """How much one may work, in slots."""

    contract: int
    overtime: int
    day_work: int
    day_sessions: int


@dataclass(frozen=True)
class Case:
    """Sessions `gap` days apart: at most how many are held, and how many are enough."""

    sessions: tuple[int, ...]
    gap: int
    most: int
    enough: int


@dataclass(frozen=True)
class Week:
    """All that a peer needs to know."""

    name: str
    slot_min: int
    days: int
    sessions: tuple[Session, ...]
    supervisors: tuple[Supervisor, ...]
    cases: tuple[Case, ...]
    travel: tuple[tuple[int, ...], ...]
    rooms: tuple[dict[str, tuple[int, ...]], ...]  # by venue and kind
    closed: dict[tuple[int, str, int, int], int]  # how many by venue, kind, day and slot
    leg: int
    legs: tuple[int, ...]  # how many each area drives at once
    overtime_cost: int


def read(path: Path, at: Path | None = None) -> Week:
    """The week in this file; with the rota `at`, only with the places it has there, or none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    _refuse_additions(told)
    _refuse_crowds(told)
    _refuse_mended(told)
    week = _compile(told)
    if at is None:
        return week
    places = json.loads(at.read_text(encoding="utf-8"))["places"]
    held = [
        _only(week, told, session, place)
        for session, place in zip(week.sessions, places, strict=True)
    ]
    return replace(week, sessions=tuple(held))


def read_mended(path: Path) -> Week:
    """The week after an event, in which rooms are counted and not named."""
    told = json.loads(path.read_text(encoding="utf-8"))
    _refuse_additions(told)
    return _compile(told)


def _refuse_mended(told: dict[str, Any]) -> None:
    """Stops where something has happened, which costs and forbids what not every peer knows."""
    happened = [told.get("now")]
    happened += [session.get("published") for session in told["sessions"]]
    happened += [one.get("away") for one in told["supervisors"]]
    happened += [room.get("closed") for venue in told["venues"] for room in venue["rooms"]]
    if any(happened):
        raise SystemExit("The peers plan weeks that nobody has been told of yet.")


def _refuse_additions(told: dict[str, Any]) -> None:
    """Stops where there is something that no peer knows."""
    found = [name for name in _ADDITIONS if told.get(name)]
    found += [name for name, weight in told["weights"].items() if weight and name not in _CHARGED]
    for session in told["sessions"]:
        found += [name for name in _SESSION_ADDITIONS if session.get(name)]
    for supervisor in told["supervisors"]:
        found += ["fair_min"] if supervisor.get("fair_min") is not None else []
    _refuse(found)


def _refuse_crowds(told: dict[str, Any]) -> None:
    """Stops where somebody could be wanted in two places, which only the program of `rows.py` knows."""
    # That nobody is in two places follows from the days between sessions, where these two hold.
    found = [
        "cases without days between their sessions"
        for case in told["cases"]
        if case["min_gap_days"] < 1
    ]
    case_of: dict[int, str] = {}
    for session in told["sessions"]:
        for person in session["persons"]:
            if case_of.setdefault(person, session["case"]) != session["case"]:
                found.append("persons of several cases")
    _refuse(found)


def _refuse(found: list[str]) -> None:
    if found:
        raise SystemExit(
            f"The peers know generated weeks only, not: {', '.join(sorted(set(found)))}."
        )


def _compile(told: dict[str, Any]) -> Week:
    q = told["slot_min"]
    overtime = told["weights"]["overtime_per_15min"] * q
    if overtime % 15:
        raise SystemExit("The peers need slots whose overtime costs whole numbers.")
    return Week(
        name=told["name"],
        slot_min=q,
        days=len(told["days"]),
        sessions=tuple(_session(told, session) for session in told["sessions"]),
        supervisors=tuple(_supervisor(one, q) for one in told["supervisors"]),
        cases=_cases(told),
        travel=tuple(tuple(-(-minutes // q) for minutes in row) for row in told["travel_min"]),
        rooms=tuple(
            {kind: _rooms(venue, kind) for kind in (STANDARD, LARGE)} for venue in told["venues"]
        ),
        closed=_closed(told["venues"], q),
        leg=told["transport"]["leg_min"] // q,
        legs=tuple(told["transport"]["capacity_by_area"]),
        overtime_cost=overtime // 15,
    )


def _supervisor(one: dict[str, Any], q: int) -> Supervisor:
    return Supervisor(
        contract=one["contract_min"] // q,
        overtime=one["overtime_max_min"] // q,
        day_work=one["day_max_min"] // q,
        day_sessions=one["max_sessions_day"],
    )


def _cases(told: dict[str, Any]) -> tuple[Case, ...]:
    index = {session["id"]: number for number, session in enumerate(told["sessions"])}
    return tuple(
        Case(
            sessions=tuple(index[name] for name in case["sessions"]),
            gap=case["min_gap_days"],
            most=case["max_per_week"],
            enough=case["min_per_week"],
        )
        for case in told["cases"]
    )


def _rooms(venue: dict[str, Any], kind: str) -> tuple[int, ...]:
    return tuple(index for index, room in enumerate(venue["rooms"]) if room["kind"] == kind)


def _closed(venues: list[dict[str, Any]], q: int) -> dict[tuple[int, str, int, int], int]:
    """How many rooms cannot be used, by venue, kind, day and slot."""
    return Counter(
        (number, room["kind"], day, slot)
        for number, venue in enumerate(venues)
        for room in venue["rooms"]
        for day, begin, end in room.get("closed") or ()
        for slot in range(begin // q, -(-end // q))
    )


def _session(told: dict[str, Any], session: dict[str, Any]) -> Session:
    q = told["slot_min"]
    bare = Session(
        length=session["duration_min"] // q,
        before=session["before_min"] // q,
        after=session["after_min"] // q,
        seats=session["supervisors"],
        absence=told["weights"]["unassigned"][session["priority"]],
        area=told["venues"][session["venues"][0]]["area"] if session["transport"] else None,
        persons=tuple(session["persons"]),
        starts=(),
    )
    able = [who for who, one in enumerate(told["supervisors"]) if _is_able(session, who, one)]
    moments = _to_come(told, session, _grid(told, session, bare.length))
    starts = (_start(told, session, bare, able, at) for at in moments)
    held = tuple(start for start in starts if len(start.crew) >= bare.seats and start.rooms)
    if not _has_started(told, session):
        return replace(bare, starts=held)
    if not held or any(fee.changed for fee in held[0].crew.values()):
        raise SystemExit("The peers do not know what becomes of a started session.")
    return replace(bare, starts=held, absence=_KEPT)


def _has_started(told: dict[str, Any], session: dict[str, Any]) -> bool:
    place, now = session.get("published"), told.get("now")
    return bool(place and now and [place["day"], place["start"]] <= now)


def _to_come(
    told: dict[str, Any], session: dict[str, Any], moments: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Those that lie ahead; of a session that has started the one it has."""
    if _has_started(told, session):
        return [_published(session, told["slot_min"])]
    now, q = told.get("now"), told["slot_min"]
    return [at for at in moments if not now or [at[0], at[1] * q] > now]


def _published(session: dict[str, Any], q: int) -> tuple[int, int, int]:
    place = session["published"]
    return place["day"], place["start"] // q, place["venue"]


def _grid(
    told: dict[str, Any], session: dict[str, Any], length: int
) -> list[tuple[int, int, int]]:
    """The moments at which the session could begin: day, slot, venue."""
    q = told["slot_min"]
    step = 1 if session["fixed"] else told["start_step"]
    found = set()
    for day, earliest, latest in session["windows"]:
        for venue in session["venues"]:
            hours = told["venues"][venue]["open"][day]
            if hours is None:
                continue
            last = min(latest, hours[1]) // q - length
            slots = range(earliest // q, last + 1, step)
            found |= {(day, slot, venue) for slot in slots if slot >= hours[0] // q}
    return sorted(found)


def _is_able(session: dict[str, Any], who: int, one: dict[str, Any]) -> bool:
    """Whether this supervisor could take the session somewhere, some time."""
    return (
        who not in session["forbidden_supervisors"]
        and set(session["skills"]) <= set(one["skills"])
        and session["language"] in (None, *one["languages"])
        and session["gender"] in (None, one["gender"])
    )


def _start(
    told: dict[str, Any],
    session: dict[str, Any],
    bare: Session,
    able: list[int],
    at: tuple[int, int, int],
) -> Start:
    q, weights, (day, slot, venue) = told["slot_min"], told["weights"], at
    price = 0 if venue == session["venues"][0] else weights["second_venue"]
    if wish := session["preferred_start"]:
        shift = weights["start_shift_per_slot"] * abs(wish[1] // q - slot)
        price += shift if wish[0] == day else weights["other_day"]
    published = session.get("published")
    moved = bool(published) and _published(session, q) != at
    price += weights.get("moved_session", 0) if moved else 0
    told_of = published["supervisors"] if published else able
    candidates = told_of if _has_started(told, session) else able
    preferred = session["preferred_supervisors"]
    crew = {}
    for who in candidates:
        one = told["supervisors"][who]
        hours = one["days"][day]
        begin = slot - bare.before
        is_there = (
            hours is not None and hours[0] // q <= begin and begin + bare.work <= hours[1] // q
        ) and not _is_away(one, day, (begin * q, (begin + bare.work) * q))
        if is_there and venue in one["reach"]:
            is_known = not preferred or who in preferred
            way = weights["travel_from_base_per_min"] * told["travel_min"][one["base"]][venue]
            crew[who] = Fee(
                0 if is_known else weights["not_preferred_supervisor"],
                way,
                0 if who in told_of else weights.get("changed_supervisor", 0),
            )
    kinds = (LARGE,) if session["room"] == LARGE else (STANDARD, LARGE)
    rooms = tuple(kind for kind in kinds if _rooms(told["venues"][venue], kind))
    return Start(day, slot, venue, price, rooms, crew)


def _is_away(one: dict[str, Any], day: int, work: tuple[int, int]) -> bool:
    spans = one.get("away") or ()
    return any(away == day and begin < work[1] and work[0] < end for away, begin, end in spans)


def _only(
    week: Week, told: dict[str, Any], session: Session, place: dict[str, Any] | None
) -> Session:
    """The session with the start and the kind of room of this place, or with none."""
    if place is None:
        return replace(session, starts=())
    at = (place["day"], place["start"] // week.slot_min, place["venue"])
    kind = told["venues"][place["venue"]]["rooms"][place["room"]]["kind"]
    found = (start for start in session.starts if (start.day, start.slot, start.venue) == at)
    return replace(session, starts=tuple(replace(start, rooms=(kind,)) for start in found))

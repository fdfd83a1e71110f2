"""The whole week as one linear program of whole numbers, for whichever peer solves such.

One variable for each session, start and supervisor. What one supervisor cannot do together, travel
included, is covered by cliques: add to all work the way there from some venue, and of what then is
going on at one moment only one can be done, because no detour is shorter than the direct way. That
is complete, because work lasts longer than any way. It makes the relaxation tight, which is what
peers of this kind live on.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rota import Choice, Rota
from week import Week

NO_LIMIT = None


@dataclass(frozen=True)
class Row:
    """`least` ≤ Σ weight × variable ≤ `most`."""

    terms: dict[int, int]
    least: int | None
    most: int


@dataclass
class Program:
    """Minimise Σ cost × variable, subject to the rows; variables lie between 0 and `upper`."""

    costs: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    # By session; by session, start and kind of room; by session, start and supervisor.
    absent: list[int] = field(default_factory=list)
    held: dict[tuple[int, int, str], int] = field(default_factory=dict)
    taken: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def variable(self, cost: int, upper: int = 1) -> int:
        """A new variable that costs so much for each 1."""
        self.costs.append(cost)
        self.upper.append(upper)
        return len(self.costs) - 1

    def at_most(self, terms: dict[int, int], most: int) -> None:
        """A limit, unless it could not be broken."""
        if sum(max(weight, 0) * self.upper[variable] for variable, weight in terms.items()) > most:
            self.rows.append(Row(terms, NO_LIMIT, most))

    def exactly(self, terms: dict[int, int], sum_: int) -> None:
        """A sum that is always the same."""
        self.rows.append(Row(terms, sum_, sum_))

    def nothing(self) -> list[int]:
        """The values that leave all sessions out: to start from, so that there is an answer."""
        values = [0] * len(self.costs)
        for variable in self.absent:
            values[variable] = 1
        return values

    def rota(self, week: Week, values: Sequence[float]) -> Rota:
        """What the values of the variables mean."""
        crews: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (session, start, who), variable in self.taken.items():
            if values[variable] > 0.5:
                crews[session, start].append(who)
        rota: Rota = [None] * len(week.sessions)
        for (session, start, kind), variable in self.held.items():
            if values[variable] > 0.5:
                crew = tuple(crews[session, start])
                rota[session] = Choice(week.sessions[session].starts[start], kind, crew)
        return rota


def program(week: Week) -> Program:
    """The program of the week."""
    made = Program()
    for index in range(len(week.sessions)):
        _hold_once(made, week, index)
    _rooms_and_legs(made, week)
    _cases(made, week)
    _people(made, week)
    for who in range(len(week.supervisors)):
        _supervisor(made, week, who)
    return made


def cliques(
    work: Iterable[tuple[int, int, int, int]], travel: tuple[tuple[int, ...], ...]
) -> list[frozenset[int]]:
    """The largest sets of which one can be done; `work` of a day is name, begin, end and venue."""
    day = list(work)
    found: set[frozenset[int]] = set()
    for anchor in {venue for *_, venue in day}:
        seen = [
            (name, begin + travel[anchor][venue], end + travel[anchor][venue])
            for name, begin, end, venue in day
        ]
        for moment in {begin for _, begin, _ in seen}:
            found.add(frozenset(name for name, begin, end in seen if begin <= moment < end))
    return _largest(found)


def _largest(sets: set[frozenset[int]]) -> list[frozenset[int]]:
    """Those that are part of no other one."""
    kept: list[frozenset[int]] = []
    with_member: dict[int, list[frozenset[int]]] = defaultdict(list)
    for candidate in sorted(sets, key=lambda members: (-len(members), sorted(members))):
        rarest = min(candidate, key=lambda member: len(with_member[member]))
        if not any(candidate <= known for known in with_member[rarest]):
            kept.append(candidate)
            for member in candidate:
                with_member[member].append(candidate)
    return kept


def _hold_once(made: Program, week: Week, index: int) -> None:
    """A session has one start, with a room and all its supervisors, or none."""
    session = week.sessions[index]
    absent = made.variable(session.absence)
    made.absent.append(absent)
    once = {absent: 1}
    for number, start in enumerate(session.starts):
        seated: dict[int, int] = {}
        for kind in start.rooms:
            held = made.variable(start.cost)
            made.held[index, number, kind] = held
            once[held] = 1
            seated[held] = -session.seats
        for who, fee in start.crew.items():
            taken = made.variable(fee.cost)
            made.taken[index, number, who] = taken
            seated[taken] = 1
        made.exactly(seated, 0)
    made.exactly(once, 1)


def _rooms_and_legs(made: Program, week: Week) -> None:
    """At any moment no more than there are."""
    limits: dict[frozenset[int], int] = {}
    rooms: dict[tuple[int, str, int, int], set[int]] = defaultdict(set)
    legs: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for (index, number, kind), held in made.held.items():
        session = week.sessions[index]
        start = session.starts[number]
        for slot in range(start.slot, start.slot + session.length):
            rooms[start.venue, kind, start.day, slot].add(held)
        if session.area is not None:
            for begin, end in session.legs(start, week.leg):
                for slot in range(begin, end):
                    legs[session.area, start.day, slot].add(held)
    for (venue, kind, day, slot), users in rooms.items():
        known, open_ = frozenset(users), len(week.rooms[venue][kind])
        open_ -= week.closed.get((venue, kind, day, slot), 0)
        limits[known] = min(open_, limits.get(known, open_))
    for (area, _, _), users in legs.items():
        known = frozenset(users)
        limits[known] = min(week.legs[area], limits.get(known, week.legs[area]))
    for limited, most in limits.items():
        made.at_most(dict.fromkeys(sorted(limited), 1), most)


def _cases(made: Program, week: Week) -> None:
    """Sessions of a case keep their days apart, and are no more than the case may have."""
    by_day: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (index, number, _), held in made.held.items():
        by_day[index][week.sessions[index].starts[number].day].append(held)
    for case in week.cases:
        if len(case.sessions) < 2:
            continue
        members = [by_day[index] for index in case.sessions]
        for first in range(week.days):
            near = range(first, first + case.gap)
            made.at_most({v: 1 for days in members for day in near for v in days.get(day, ())}, 1)
        made.at_most({v: 1 for days in members for day in days.values() for v in day}, case.most)


def _people(made: Program, week: Week) -> None:
    """Nobody is in two places, where the days between the sessions of a case do not say so already."""
    apart = {index: number for number, case in enumerate(week.cases) for index in case.sessions}
    attended: dict[int, list[int]] = defaultdict(list)
    for index, session in enumerate(week.sessions):
        for person in session.persons:
            attended[person].append(index)
    longest = max(max(row) for row in week.travel)
    for wanted in attended.values():
        cases = {apart[index] for index in wanted}
        if len(cases) < 2 and all(week.cases[case].gap > 0 for case in cases):
            continue
        if any(week.sessions[index].length < longest for index in wanted):
            raise SystemExit("The peers need sessions that last no shorter than any way.")
        days: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for (index, number, _), held in made.held.items():
            if index in wanted:
                start = week.sessions[index].starts[number]
                end = start.slot + week.sessions[index].length
                days[start.day].append((held, start.slot, end, start.venue))
        for day in days.values():
            for clique in cliques(day, week.travel):
                made.at_most(dict.fromkeys(sorted(clique), 1), 1)


def _supervisor(made: Program, week: Week, who: int) -> None:
    """One place at a time, travel, the limits of a day and of a week."""
    limits = week.supervisors[who]
    days: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for index, session in enumerate(week.sessions):
        for number, start in enumerate(session.starts):
            if (taken := made.taken.get((index, number, who))) is not None:
                days[start.day].append((taken, *session.busy(start), start.venue))
    total: dict[int, int] = {}
    for work in days.values():
        for clique in cliques(work, week.travel):
            made.at_most(dict.fromkeys(sorted(clique), 1), 1)
        lengths = {taken: end - begin for taken, begin, end, _ in work}
        made.at_most(lengths, limits.day_work)
        made.at_most(dict.fromkeys(lengths, 1), limits.day_sessions)
        total |= lengths
    if sum(total.values()) > limits.contract:
        total[made.variable(week.overtime_cost, limits.overtime)] = -1
        made.at_most(total, limits.contract)

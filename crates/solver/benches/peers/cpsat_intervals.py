"""CP-SAT (ortools) on optional intervals: the model its own documents would lead to.

A session has one start in time, and an optional interval for each supervisor, day and venue. What
a supervisor does on a day does not overlap, seen from each venue: with the way from there added,
two intervals overlap just where they are too near each other (see rows.py). Rooms and legs are
cumulative.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntervalVar, IntVar, LinearExprT

import cpsat
import peer
import rota
from week import LARGE, STANDARD, Session, Start, Week


@dataclass
class _Intervals:
    """The model while it is being built."""

    week: Week
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    costs: list[tuple[IntVar, int]] = field(default_factory=list)
    begins: list[IntVar] = field(default_factory=list)
    absent: list[IntVar] = field(default_factory=list)
    # By session and start; by session, day, venue and kind of room; with the supervisor instead.
    held: dict[tuple[int, int], IntVar] = field(default_factory=dict)
    roomed: dict[tuple[int, int, int, str], IntVar] = field(default_factory=dict)
    taken: dict[tuple[int, int, int, int], IntVar] = field(default_factory=dict)

    def choice(self, cost: int = 0) -> IntVar:
        """Something that is done, or not, and then costs nothing."""
        made = self.model.new_bool_var("")
        if cost:
            self.costs.append((made, cost))
        return made

    def session(self, index: int) -> None:
        """A start, a room and supervisors, or none of them."""
        session = self.week.sessions[index]
        slots = [start.slot for start in session.starts] or [0]
        begin = self.model.new_int_var_from_domain(cp_model.Domain.from_values(slots), "")
        self.begins.append(begin)
        here: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, start in enumerate(session.starts):
            held = self.choice(start.cost)
            self.held[index, number] = held
            self.model.add(begin == start.slot).only_enforce_if(held)
            here[start.day, start.venue].append(number)
        absent = self.choice(session.absence)
        self.absent.append(absent)
        starts = range(len(session.starts))
        self.model.add_exactly_one([absent, *(self.held[index, number] for number in starts)])
        for (day, venue), numbers in here.items():
            self._place(index, session, (day, venue), numbers)

    def _place(
        self, index: int, session: Session, at: tuple[int, int], numbers: list[int]
    ) -> None:
        """Held on this day at this venue, a session has a room and its supervisors there."""
        held = [self.held[index, number] for number in numbers]
        kinds = session.starts[numbers[0]].rooms
        for kind in kinds:
            self.roomed[index, *at, kind] = self.choice()
        self.model.add(sum(self.roomed[index, *at, kind] for kind in kinds) == sum(held))
        takers: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            for who in session.starts[number].crew:
                takers[who].append(number)
        for who, possible in takers.items():
            taken = self.choice(session.starts[possible[0]].crew[who].cost)
            self.taken[index, *at, who] = taken
            elsewhen = [self.held[index, number] for number in numbers if number not in possible]
            self.model.add_at_most_one([taken, *elsewhen])
        seated = sum(self.taken[index, *at, who] for who in takers)
        self.model.add(seated == session.seats * sum(held))

    def supervisors(self) -> None:
        """One place at a time, travel, the limits of a day and of a week."""
        days: dict[tuple[int, int], list[tuple[int, int, IntVar]]] = defaultdict(list)
        total: dict[int, list[tuple[IntVar, int]]] = defaultdict(list)
        for (index, day, venue, who), taken in self.taken.items():
            days[who, day].append((index, venue, taken))
            total[who].append((taken, self.week.sessions[index].work))
        for (who, _), work in days.items():
            self._day(who, work)
        for who, lengths in total.items():
            limits = self.week.supervisors[who]
            over = self.model.new_int_var(0, limits.overtime, "")
            worked = sum(taken * length for taken, length in lengths)
            self.model.add(worked <= limits.contract + over)
            self.costs.append((over, self.week.overtime_cost))
            self.model.add_hint(over, 0)

    def _day(self, who: int, work: list[tuple[int, int, IntVar]]) -> None:
        limits = self.week.supervisors[who]
        for anchor in {venue for _, venue, _ in work}:
            seen = []
            for index, venue, taken in work:
                session = self.week.sessions[index]
                begin = self.begins[index] - session.before + self.week.travel[anchor][venue]
                seen.append(self._interval(begin, session.work, taken))
            self.model.add_no_overlap(seen)
        lengths = [self.week.sessions[index].work * taken for index, _, taken in work]
        self.model.add(sum(lengths) <= limits.day_work)
        self.model.add(sum(taken for *_, taken in work) <= limits.day_sessions)

    def _interval(self, begin: LinearExprT, length: int, is_there: IntVar) -> IntervalVar:
        return self.model.new_optional_fixed_size_interval_var(begin, length, is_there, "")

    def rooms_and_legs(self) -> None:
        """At any moment no more than there are."""
        rooms: dict[tuple[int, int, str], list[IntervalVar]] = defaultdict(list)
        legs: dict[tuple[int, int], list[IntervalVar]] = defaultdict(list)
        for (index, day, venue, kind), held in self.roomed.items():
            session, begin = self.week.sessions[index], self.begins[index]
            rooms[day, venue, kind].append(self._interval(begin, session.length, held))
            if session.area is not None:
                for leg in (begin - self.week.leg, begin + session.length):
                    legs[day, session.area].append(self._interval(leg, self.week.leg, held))
        for (_, venue, kind), uses in rooms.items():
            self.model.add_cumulative(uses, [1] * len(uses), len(self.week.rooms[venue][kind]))
        for (_, area), uses in legs.items():
            self.model.add_cumulative(uses, [1] * len(uses), self.week.legs[area])

    def cases(self) -> None:
        """Sessions of a case keep their days apart, and are no more than the case may have."""
        by_day: dict[int, dict[int, list[IntVar]]] = defaultdict(lambda: defaultdict(list))
        for (index, number), held in self.held.items():
            by_day[index][self.week.sessions[index].starts[number].day].append(held)
        for case in self.week.cases:
            if len(case.sessions) < 2:
                continue
            days = [by_day[index] for index in case.sessions]
            for first in range(self.week.days):
                near = range(first, first + case.gap)
                self.model.add_at_most_one(
                    [held for one in days for day in near for held in one.get(day, ())]
                )
            all_held = [held for one in days for day in one.values() for held in day]
            self.model.add(sum(all_held) <= case.most)

    def hint_nothing(self) -> None:
        """That all sessions are left out: to start from, so that there is an answer."""
        for variable in (*self.held.values(), *self.roomed.values(), *self.taken.values()):
            self.model.add_hint(variable, 0)
        for absent in self.absent:
            self.model.add_hint(absent, 1)
        for begin, session in zip(self.begins, self.week.sessions, strict=True):
            self.model.add_hint(begin, session.starts[0].slot if session.starts else 0)

    def rota(self, solver: cp_model.CpSolver) -> rota.Rota:
        """What the values of the variables mean."""
        found: rota.Rota = [None] * len(self.week.sessions)
        for (index, number), held in self.held.items():
            if solver.boolean_value(held):
                start = self.week.sessions[index].starts[number]
                found[index] = rota.Choice(
                    start, self._room(solver, index, start), self._crew(solver, index, start)
                )
        return found

    def _room(self, solver: cp_model.CpSolver, index: int, start: Start) -> str:
        large = self.roomed.get((index, start.day, start.venue, LARGE))
        return LARGE if large is not None and solver.boolean_value(large) else STANDARD

    def _crew(self, solver: cp_model.CpSolver, index: int, start: Start) -> tuple[int, ...]:
        at = (index, start.day, start.venue)
        return tuple(who for who in start.crew if solver.boolean_value(self.taken[*at, who]))


def prepare(week: Week) -> peer.Solve:
    """Builds the intervals."""
    made = _Intervals(week)
    for index in range(len(week.sessions)):
        made.session(index)
    made.supervisors()
    made.rooms_and_legs()
    made.cases()
    made.hint_nothing()
    variables, costs = zip(*made.costs, strict=True)
    made.model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs))

    return lambda seconds: cpsat.solve(made.model, seconds, made.rota)


if __name__ == "__main__":
    peer.main(prepare)

"""Prints the part of docs/performance-rota.md that sets the planner beside its peers.

    section.py --share 1 --seeds 10 --kept FOLDER

`FOLDER` has what the benches of the best supervisors and of repairs have kept (ROTA_BENCH_KEEP). All run one after
the other on the same cores in the same run, so that the machine is the same for all.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import table
from contest import CLIQUES, HIGHS, INTERVALS, TIMEFOLD, Contest, Result
from table import Column, Row

# Where the answer hardly differs from week to week, few do.
FEW_SEEDS = 3
# Small weeks whose best cost HiGHS looks for, and how long it may take for each.
PROVED_SEEDS, PROVING = 20, 120.0

SMALL = (Column((HIGHS,), 180.0), Column((CLIQUES, INTERVALS), 30.0))
TIGHT = (Column((CLIQUES, INTERVALS), 60.0), Column((TIMEFOLD,), 60.0), Column((HIGHS,), 60.0))
STAFFED = (Column((HIGHS,), 60.0), Column((TIMEFOLD,), 20.0))
KEPT = ("M-{}-1000", "M-{}-500", "L-{}-1000")

HEAD = """\
What the whole rota costs, and in brackets the part of that for sessions without a place, as
`rota-check` judges. Two threads each, one after the other; times multiplied by {share:g}, and
without those for building a model. Of the two models of CP-SAT the stronger one counts. The ratio
is that of our cost to the best peer's, in the last row that of their means."""

DIFFERENT = """\
Of {judged} rotas of peers these are not valid, or cost another sum than the peer's objective. One
above what is judged pays for overtime that nobody works, in an answer that is not the best; one
below would miss a rule.
"""


def main() -> None:
    """Prints the section."""
    arguments = argparse.ArgumentParser(description="Sets the planner beside its peers.")
    add = arguments.add_argument
    add("--share", type=float, default=1.0, help="what all times are multiplied by")
    add("--seeds", type=int, default=10, help="how many weeks with half the supervisors")
    add("--kept", type=Path, required=True, help="what the benches before have kept")
    given = arguments.parse_args()
    few = min(FEW_SEEDS, given.seeds)
    lacking = [week.name for week in _kept_weeks(given.kept, few) if not week.exists()]
    if lacking or not list(given.kept.glob("mended-*.week.json")):
        raise SystemExit('First: make bench-rota SECTIONS="staffing repair", which keeps the weeks.')
    for lacking in filter(None, (column.lacks for column in TIGHT)):
        print(f"{lacking}\n")
    if not _there(TIGHT):
        return
    print(HEAD.format(share=given.share))
    with tempfile.TemporaryDirectory() as folder:
        contest = Contest(_programs(), Path(folder), given.share)
        if columns := _there(SMALL):
            _small(contest, columns, few)
        if not HIGHS.lacks():
            _proved(contest, PROVED_SEEDS)
            _mended(contest, sorted(given.kept.glob("mended-*.week.json"), key=_number))
        if columns := _there(TIGHT):
            _tight(contest, columns, given.seeds)
        if columns := _there(STAFFED):
            _staffed(contest, columns, _kept_weeks(given.kept, few))
    print(f"\n{_account(contest)}")


def _programs() -> Path:
    """Where `rota-gen`, `rota-solve` and `rota-check` are, once built."""
    build = ["cargo", "build", "--locked", "-q", "--release", "-p", "rota-solver"]
    subprocess.run(build, check=True)
    asked = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout
    return Path(json.loads(told)["target_directory"]) / "release"


def _there(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The peers that can run here."""
    return tuple(column for column in columns if not column.lacks)


def _small(contest: Contest, columns: tuple[Column, ...], seeds: int) -> None:
    print("\n### S, whole weeks\n")
    weeks = _planned(contest, ("S", 1.0, seeds), 1.0, columns)
    rows = table.show(("ours", 1.0), columns, weeks, contest.share)
    proved = [row for row in rows if any(one and one.is_proved for one in row.theirs)]
    reached = sum(row.ours.cost == row.best_cost for row in proved)
    print(f"\nOurs is at the optimum on {reached} of the {len(proved)} weeks where it is proved.")


def _proved(contest: Contest, seeds: int) -> None:
    print("\n### S, the best there is\n")
    print("The least that any rota costs, which HiGHS looks for below what ours costs.\n")
    weeks = (contest.week("S", 1.0, seed) for seed in range(1, seeds + 1))
    known = ((week, contest.ours(week, 1.0).cost) for week in weeks)
    _least(contest, f"ours, {contest.share:g} s", known)


def _mended(contest: Contest, weeks: list[Path]) -> None:
    print("\n### S, the best repair there is\n")
    print("The same for the repairs of small weeks that the bench above has searched for.\n")
    told = ((week, week.with_name(week.name.replace(".week.", ".told."))) for week in weeks)
    known = ((week, json.loads(file.read_text(encoding="utf-8"))["cost"]) for week, file in told)
    _least(contest, "ours, 2 s", known)


def _least(contest: Contest, ours: str, known: Iterator[tuple[Path, int]]) -> None:
    """Whether anything costs less than what is known of these weeks."""
    print(f"| week | {ours} | the least | known after |\n| --- | --- | --- | --- |")
    least = []
    for week, cost in known:
        cheapest, seconds = contest.cheapest(week, cost, PROVING)
        least.append((cost, cheapest))
        told = "not known" if cheapest is None else str(cheapest)
        print(f"| {week.name.split('.')[0]} | {cost} | {told} | {seconds:.0f} s |", flush=True)
    ends = [(cost, cheapest) for cost, cheapest in least if cheapest is not None]
    reached = sum(cost == cheapest for cost, cheapest in ends)
    print(f"\nOurs is at the least on {reached} of the {len(ends)} weeks where it is known.")


def _number(week: Path) -> int:
    return int(week.name.split(".")[0].split("-")[1])


def _tight(contest: Contest, columns: tuple[Column, ...], seeds: int) -> None:
    print("\n### M with half the supervisors, whole weeks\n")
    weeks = _planned(contest, ("M", 0.5, seeds), 10.0, columns)
    rows = table.show(("ours", 10.0), columns, weeks, contest.share)
    most = "Ours leaves no more weight without a place than any peer on"
    held = sum(all(row.ours.unplaced <= one.unplaced for one in row.theirs if one) for row in rows)
    print(f"\n{most} {held} of {len(rows)} weeks.")


def _staffed(contest: Contest, columns: tuple[Column, ...], weeks: list[Path]) -> None:
    print("\n### The best supervisors for given times\n")
    print("Of the rotas that the bench above has planned; ours takes as long as it needs.\n")
    staffed = (_staffing(contest, week, columns) for week in weeks)
    rows = table.show(("ours", None), columns, staffed, contest.share)
    proved = sum(row.ours.is_proved for row in rows)
    print(f"\nOurs has proved that no supervisors cost less on {proved} of {len(rows)} weeks.")
    # Such ratios are too near 1 for the table.
    beaten = [(row.name, row.ours.cost - row.best_cost) for row in rows if row.best_cost]
    for name, more in beaten:
        if more > 0:
            print(f"On {name} it costs {more} more than what the best peer found.")


def _planned(
    contest: Contest, weeks: tuple[str, float, int], seconds: float, columns: tuple[Column, ...]
) -> Iterator[Row]:
    """Weeks of this size and share of supervisors, as planned by us and by the peers."""
    size, staff, seeds = weeks
    for seed in range(1, seeds + 1):
        week = contest.week(size, staff, seed)
        ours = contest.ours(week, seconds)
        theirs = tuple(_strongest(contest, column, week) for column in columns)
        yield Row(f"{size}-{seed}", ours, theirs)


def _kept_weeks(kept: Path, seeds: int) -> list[Path]:
    numbers = range(1, seeds + 1)
    return [kept / f"{name.format(seed)}.week.json" for name in KEPT for seed in numbers]


def _staffing(contest: Contest, week: Path, columns: tuple[Column, ...]) -> Row:
    """A week of the staffing bench, whose times and venues are given."""
    name = week.name.removesuffix(".week.json")
    files = (week.with_name(f"{name}.{what}.json") for what in ("planned", "staffed", "told"))
    planned, staffed, told = files
    known = json.loads(told.read_text(encoding="utf-8"))
    ours = contest.kept(week, staffed, known["seconds"], known["is_proved"])
    theirs = tuple(_strongest(contest, column, week, planned) for column in columns)
    return Row(name, ours, theirs)


def _strongest(
    contest: Contest, column: Column, week: Path, at: Path | None = None
) -> Result | None:
    """The best that a peer finds with one of its models."""
    found = [contest.theirs(peer, week, column.seconds, at) for peer in column.peers]
    return min((one for one in found if one), key=lambda one: one.cost, default=None)


def _account(contest: Contest) -> str:
    """Whether the peers solve the same problem as we do, and had as much of the machine."""
    told = f"All {contest.judged} rotas of peers are valid, and cost what their objectives say."
    if contest.differences:
        lines = [f"- {difference}" for difference in contest.differences]
        told = "\n".join([DIFFERENT.format(judged=contest.judged), *lines])
    got: dict[str, list[float]] = defaultdict(list)
    for who, cores in contest.processor:
        got[who].append(cores)
    shares = ", ".join(f"{who} {statistics.mean(cores):.2f}" for who, cores in got.items())
    return f"{told}\n\nCores that each had on average while it ran: {shares or 'none ran'}."


if __name__ == "__main__":
    main()

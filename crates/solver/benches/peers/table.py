"""The tables of the section: a row for each week, shown once it is known, and their means."""

from collections.abc import Iterable
from dataclasses import dataclass

from contest import Peer, Result


@dataclass(frozen=True)
class Column:
    """A peer with its models, of which the stronger one counts, and the seconds that each gets."""

    peers: tuple[Peer, ...]
    seconds: float

    @property
    def name(self) -> str:
        """The peer's."""
        return self.peers[0].name

    @property
    def lacks(self) -> str | None:
        """What to do before it can run."""
        lacking = self.peers[0].lacks()
        return lacking and f"{self.name} is skipped: {lacking}."


@dataclass(frozen=True)
class Row:
    """A week with what was found for it."""

    name: str
    ours: Result
    theirs: tuple[Result | None, ...]

    @property
    def best_cost(self) -> int | None:
        """The cost of the best that a peer has found."""
        return min((one.cost for one in self.theirs if one), default=None)


def show(
    ours: tuple[str, float | None], columns: tuple[Column, ...], rows: Iterable[Row], share: float
) -> list[Row]:
    """Prints the table and returns its rows."""
    heads = [ours, *((column.name, column.seconds) for column in columns)]
    given = [
        name if seconds is None else f"{name}, {seconds * share:g} s" for name, seconds in heads
    ]
    _line(["week", *given, "ratio"])
    _line(["---"] * (len(columns) + 3))
    shown = []
    for row in rows:
        ratio = "–" if row.best_cost is None else f"{row.ours.cost / row.best_cost:.3f}"
        cells = [_cell(row.ours), *(_cell(one) for one in row.theirs), ratio]
        _line([row.name, *cells])
        shown.append(row)
    _line(["mean", *_means(shown)])
    return shown


def _means(rows: list[Row]) -> list[str]:
    """Means of each column where it is full, and the ratio of the means where there is a peer."""
    columns = [
        [row.ours for row in rows],
        *([*column] for column in zip(*(row.theirs for row in rows), strict=True)),
    ]
    cells = []
    for column in columns:
        full = [one for one in column if one]
        cells.append(
            _mean(full) if len(full) == len(rows) else f"{len(full)} of {len(rows)} found"
        )
    beaten = [(row.ours.cost, row.best_cost) for row in rows if row.best_cost is not None]
    ours, theirs = (sum(costs) for costs in zip(*beaten, strict=True)) if beaten else (0, 0)
    return [*cells, f"{ours / theirs:.3f}" if theirs else "–"]


def _mean(found: list[Result]) -> str:
    cost = sum(one.cost for one in found) / len(found)
    unplaced = sum(one.unplaced for one in found) / len(found)
    return f"{cost:.0f} ({unplaced:.0f})"


def _cell(found: Result | None) -> str:
    if found is None:
        return "none"
    proof = f", proved in {found.seconds:.2f} s" if found.is_proved else ""
    return f"{found.cost} ({found.unplaced}){proof}{found.model and f', {found.model}'}"


def _line(cells: list[str]) -> None:
    # Each at once: a whole run takes an hour, and may be stopped.
    print(f"| {' | '.join(cells)} |", flush=True)

"""Whether any rota of a week costs less than a known one, as HiGHS finds or proves.

The week may be one after an event.

    highs_proof.py week.json --cost 61378 --seconds 120

prints one line of JSON: `cheapest`, which is no more than the known cost where HiGHS came to an end
and nothing where it did not, and the seconds it took.
"""

import argparse
import json
import time
from pathlib import Path

import highspy

import highs_rows
import rows
import week as weeks


def main() -> None:
    """Prints the line."""
    arguments = argparse.ArgumentParser(description="Proves that a rota of a week is the best.")
    arguments.add_argument("week", type=Path, help="the week (rota-bench/1)")
    arguments.add_argument("--cost", type=int, required=True, help="what the known rota costs")
    arguments.add_argument("--seconds", type=float, default=60.0, help="how long to look")
    given = arguments.parse_args()

    program = rows.program(weeks.read_mended(given.week))
    solver = highs_rows.solver_of(program, given.seconds)
    # Whatever costs as much is cut off, so an answer costs less.
    solver.setOptionValue("objective_bound", given.cost - 0.5)
    begun = time.monotonic()
    solver.run()
    seconds = time.monotonic() - begun
    # What it has found by chance before the cut may cost more, and then nothing costs less than the known one.
    found = round(min(solver.getInfo().objective_function_value, given.cost))
    ends = {
        highspy.HighsModelStatus.kInfeasible: given.cost,
        highspy.HighsModelStatus.kOptimal: found,
    }
    cheapest = ends.get(solver.getModelStatus())
    print(json.dumps({"cheapest": cheapest, "seconds": seconds}))


if __name__ == "__main__":
    main()

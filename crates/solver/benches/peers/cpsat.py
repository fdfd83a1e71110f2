"""How CP-SAT is run, whatever the model."""

from collections.abc import Callable

from ortools.sat.python import cp_model

import peer
from rota import Rota


def solve(
    model: cp_model.CpModel, seconds: float, read: Callable[[cp_model.CpSolver], Rota]
) -> peer.Found:
    """Solves the model; `read` tells what the values of its variables mean."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = peer.THREADS
    # Probing takes half a minute on a week of 250 sessions, and finds next to nothing.
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return peer.Found(None, None, None, is_proved=False)
    is_proved = status == cp_model.OPTIMAL
    return peer.Found(read(solver), solver.objective_value, solver.best_objective_bound, is_proved)

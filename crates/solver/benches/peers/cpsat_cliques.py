"""CP-SAT (ortools) on the program of rows: a choice for each start and supervisor, and cliques."""

from ortools.sat.python import cp_model

import cpsat
import peer
import rows
from rota import Rota
from week import Week


def prepare(week: Week) -> peer.Solve:
    """Hands the rows to CP-SAT, those it knows by name as what they are."""
    program = rows.program(week)
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, upper, "") for upper in program.upper]
    for row in program.rows:
        members = [variables[variable] for variable in row.terms]
        weights = list(row.terms.values())
        is_choice = (
            row.most == 1 and set(weights) == {1} and all(program.upper[v] == 1 for v in row.terms)
        )
        if is_choice and row.least == 1:
            model.add_exactly_one(members)
        elif is_choice:
            model.add_at_most_one(members)
        else:
            total = cp_model.LinearExpr.weighted_sum(members, weights)
            if row.least is not None:
                model.add(total >= row.least)
            model.add(total <= row.most)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, program.costs))

    for variable, value in zip(variables, program.nothing(), strict=True):
        model.add_hint(variable, value)

    def read(solver: cp_model.CpSolver) -> Rota:
        return program.rota(week, [solver.value(variable) for variable in variables])

    return lambda seconds: cpsat.solve(model, seconds, read)


if __name__ == "__main__":
    peer.main(prepare)

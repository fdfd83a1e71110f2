"""HiGHS (highspy) on the program of rows, as a mixed-integer program."""

import highspy
import numpy as np

import peer
import rows
from week import Week


def model(program: rows.Program) -> highspy.HighsLp:
    """The program as HiGHS reads it."""
    model = highspy.HighsLp()
    model.num_col_ = len(program.costs)
    model.num_row_ = len(program.rows)
    model.col_cost_ = np.array(program.costs, dtype=float)
    model.col_lower_ = np.zeros(len(program.costs))
    model.col_upper_ = np.array(program.upper, dtype=float)
    least = [-highspy.kHighsInf if row.least is None else row.least for row in program.rows]
    model.row_lower_ = np.array(least, dtype=float)
    model.row_upper_ = np.array([row.most for row in program.rows], dtype=float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in program.rows)])
    matrix.index_ = np.array([variable for row in program.rows for variable in row.terms])
    matrix.value_ = np.array(
        [weight for row in program.rows for weight in row.terms.values()], dtype=float
    )
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(program.costs)
    return model


def solver_of(program: rows.Program, seconds: float) -> highspy.Highs:
    """HiGHS with the program and so much time."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", peer.THREADS)
    solver.setOptionValue("time_limit", seconds)
    # Costs are whole numbers: within less than one of the bound is at it.
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.9)
    solver.passModel(model(program))
    return solver


def prepare(week: Week) -> peer.Solve:
    """Hands the rows to HiGHS. It must not share a process with CP-SAT: their symbols clash."""
    program = rows.program(week)

    def solve(seconds: float) -> peer.Found:
        solver = solver_of(program, seconds)
        start = highspy.HighsSolution()
        start.col_value = np.array(program.nothing(), dtype=float)
        solver.setSolution(start)
        solver.run()
        known = solver.getInfo()
        if known.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return peer.Found(None, None, None, is_proved=False)
        rota = program.rota(week, solver.getSolution().col_value)
        is_proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return peer.Found(rota, known.objective_function_value, known.mip_dual_bound, is_proved)

    return solve


if __name__ == "__main__":
    peer.main(prepare)

#!/bin/sh
# Prints docs/performance-rota.md: the benches of the solver, one after the other, as one page.
# SHARE (1) shortens what they are given; problems of other people need ROTA_BENCH_DATA.
# Peers need a Python 3.11 with their packages, ROTA_BENCH_PYTHON (python3); PEER_SEEDS (10) is how many weeks with half
# the supervisors they plan, five minutes each.
set -eu
cd "$(dirname "$0")/.."
share=${SHARE:-1}
python=${ROTA_BENCH_PYTHON:-python3}
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
bench() { cargo bench --locked -q -p rota-solver --bench "$@"; }
echo "# How good the rota solver is"
echo
echo "Written by \`make bench-rota\` on $(date -u +%F): $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg) at the beginning."
echo "Every rota was judged by \`check\`, every bound proved by its certificate."
echo
echo "## Weeks"
echo
echo "Weeks of \`rota-gen\` with seed 1, two searchers, times multiplied by $share."
echo
bench weeks -- "$share"
echo
echo "## The best supervisors for given times"
echo
ROTA_BENCH_KEEP=$kept bench staffing
echo
echo "## Repair"
echo
bench repair
echo
echo "## Peers"
echo
if command -v "$python" > /dev/null; then
  "$python" benches/peers/section.py --share "$share" --seeds "${PEER_SEEDS:-10}" --staffed "$kept"
else
  echo "Skipped: there is no \`$python\`. \`apt-get install python3-venv\` and the packages that"
  echo "\`crates/solver/README.md\` names bring the peers."
fi
echo
echo "## Problems of other people"
echo
if [ -n "${ROTA_BENCH_DATA:-}" ]; then
  echo "The public problems, two searchers; tasks and workers as long again for the bound. Less is better."
  echo
  bench public -- "$(awk "BEGIN { print 60 * $share }")"
else
  echo "Skipped: \`ROTA_BENCH_DATA\` names no folder with the public problems."
fi

#!/bin/sh
# Measures the solver and prints docs/performance-rota.md: the sections given, or all of them; those not given stand as
# they were measured last, in target/rota.
# SHARE (1) shortens what they are given; problems of other people need ROTA_BENCH_DATA.
# Peers need a Python 3.11 with their packages, ROTA_BENCH_PYTHON (python3); PEER_SEEDS (10) is how many weeks with half
# the supervisors they plan, five minutes each. They go on from what the sections `staffing` and `repair` keep.
set -eu
cd "$(dirname "$0")/.."
share=${SHARE:-1}
python=${ROTA_BENCH_PYTHON:-python3}
kept=${CARGO_TARGET_DIR:-$PWD/../../target}/rota
mkdir -p "$kept/weeks"

bench() { cargo bench --locked -q -p rota-solver --bench "$@"; }

weeks() {
  echo "Weeks of \`rota-gen\`, with seed 1 where the name tells no other, two searchers, times multiplied by $share."
  echo
  bench weeks -- "$share"
}

service() {
  echo "Weeks of \`rota-gen --service\` with seed 1: minimums of orders, parents who must not meet, interpreters, cars,"
  echo "breaks and rest, fair shares, time to write up. Two searchers, times multiplied by $share."
  echo
  bench weeks -- "$share" service
}

staffing() { ROTA_BENCH_KEEP=$kept/weeks bench staffing; }

repair() {
  rm -f "$kept"/weeks/mended-*
  ROTA_BENCH_KEEP=$kept/weeks bench repair
}

peers() {
  if command -v "$python" > /dev/null; then
    "$python" benches/peers/section.py --share "$share" --seeds "${PEER_SEEDS:-10}" --kept "$kept/weeks"
  else
    echo "Skipped: there is no \`$python\`. \`apt-get install python3-venv\` and the packages that"
    echo "\`crates/solver/README.md\` names bring the peers."
  fi
}

public() {
  if [ -n "${ROTA_BENCH_DATA:-}" ]; then
    echo "The public problems, five seeds each, one searcher; tasks and workers until the cost is proved to be the least, and as"
    echo "long again for the bound before. The two sets side by side, a core for each. Less is better."
    echo
    bench public -- "$(awk "BEGIN { print 60 * $share }")" hhcrsp > "$kept/hhcrsp.new" &
    bench public -- "$(awk "BEGIN { print 60 * $share }")" smptsp
    wait $!
    cat "$kept/hhcrsp.new"
    rm "$kept/hhcrsp.new"
  else
    echo "Skipped: \`ROTA_BENCH_DATA\` names no folder with the public problems."
  fi
}

headed() {
  case $1 in
    weeks) echo "Weeks" ;;
    service) echo "Weeks of a whole service" ;;
    staffing) echo "The best supervisors for given times" ;;
    repair) echo "Repair" ;;
    peers) echo "Peers" ;;
    public) echo "Problems of other people" ;;
    *) return 1 ;;
  esac
}

all="weeks service staffing repair peers public"
for section in ${*:-$all}; do
  headed "$section" > /dev/null || { echo "page.sh: no section $section; there are $all" >&2; exit 2; }
done
for section in ${*:-$all}; do
  {
    echo "$(nproc) cores, $(date -u +%F), load $(cut -d' ' -f1-3 /proc/loadavg) at the beginning."
    echo
    "$section"
  } > "$kept/$section.new"
  mv "$kept/$section.new" "$kept/$section.md"
done

echo "# How good the rota solver is"
echo
echo "Written by \`make bench-rota\`. Every rota was judged by \`check\`, every bound proved by its certificate."
for section in $all; do
  echo
  echo "## $(headed "$section")"
  echo
  cat "$kept/$section.md" 2> /dev/null || echo "Not measured: \`make bench-rota SECTIONS=$section\` does it."
done

#!/usr/bin/env bash
# Everything CI checks, in stages. It stops at the first red one and ends with a table of times.
#
#   tests/scripts/test.sh                 all stages
#   tests/scripts/test.sh fmt clippy      only these, in this order
#   tests/scripts/test.sh crash+fuzz      two side by side
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/target/tools/bin:$PATH:$HOME/.cargo/bin"
export CARGO_TERM_PROGRESS_WHEN=never

# One debug build serves every stage: the same packages, features and profile each time. `cargo test
# --no-run` makes the program as well; `cargo build` would leave the tests' dependencies out, and with
# them some features of everything below, and compile it all once more.
build=(--workspace --locked --features faults)
kith=target/debug/kith

# A PostgreSQL of your own is used where the variable names one; else a private one is started. What
# this run starts is its own: another that ends meanwhile leaves it alone.
export KITH_POSTGRES_STATE=target/postgres-$$ KITH_MAIL_STATE=target/mail-$$
given=${KITH_TEST_POSTGRES:-}
unset KITH_TEST_POSTGRES
postgres() { if [ -n "$given" ]; then echo "$given"; else tests/scripts/postgres.sh start; fi; }

# Whoever kills programs waits more than the machine works, and so does whoever asks one at a time.
all=(packages web fmt clippy docs sqlite postgres everywhere crash+fuzz doctests contract journeys deny)

# Those who tell stories wait for each other too: half as many again as there are processors.
tellers=$(($(nproc) * 3 / 2))

stage_packages() { deploy/packages.sh test; }

# Types are checked by the build.
stage_web() {
  make --no-print-directory web
  cd web
  npm test --silent
}

stage_fmt() { cargo fmt --all --check; }

stage_clippy() { cargo clippy "${build[@]}" --all-targets -- -D warnings; }

stage_docs() {
  RUSTDOCFLAGS="-D warnings" cargo doc "${build[@]}" --no-deps --document-private-items
}

# What a stage runs of the house: a story names its database at its end, the matrix in its middle.
on_postgres='binary(house) & test(/postgres$/)'
on_sqlite='binary(house) & test(/sqlite($|::)/)'

# SQLite flushes each commit. Stories that pull no plug need no disk, where memory has room for them.
in_memory() {
  local free
  free=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1) || return 0
  [ "${free:-0}" -gt 2000000 ] || return 0
  KITH_TEST_SQLITE=$(mktemp -d /dev/shm/kith.XXXXXX)
  export KITH_TEST_SQLITE
  trap 'rm -rf "$KITH_TEST_SQLITE"' EXIT
}

# Unit tests, rule tables, the architecture of the code, and the stories on SQLite. What needs a
# PostgreSQL server is told by the next stage; with CI set it would insist on one here.
stage_sqlite() {
  in_memory
  KITH_TEST_MAIL=$(tests/scripts/mail.sh start)
  export KITH_TEST_MAIL
  env -u CI cargo nextest run "${build[@]}" --test-threads "$tellers" -E "not (binary(house) & test(/^everywhere/)) & not ($on_postgres)"
}

# The stories again, each on a database of a private PostgreSQL cluster.
stage_postgres() {
  later tests/house/main.rs
  KITH_TEST_POSTGRES=$(postgres)
  KITH_TEST_MAIL=$(tests/scripts/mail.sh start)
  export KITH_TEST_POSTGRES KITH_TEST_MAIL
  cargo nextest run "${build[@]}" --test-threads "$tellers" -E "binary(house) & not test(/^everywhere/) & not ($on_sqlite)"
}

# What is promised of every route, tried at every route of the table, on either database.
stage_everywhere() {
  in_memory
  KITH_TEST_POSTGRES=$(postgres)
  KITH_TEST_MAIL=$(tests/scripts/mail.sh start)
  export KITH_TEST_POSTGRES KITH_TEST_MAIL
  cargo nextest run "${build[@]}" --test-threads "$tellers" -E 'binary(house) & test(/^everywhere/)'
}

# nextest does not run these; among them are the proofs that forgetting does not compile.
stage_doctests() { cargo test "${build[@]}" --doc; }

# The API as the code has it is the API as committed.
stage_contract() {
  later api-spec/openapi.json
  cargo test "${build[@]}" --no-run
  if ! diff -u api-spec/openapi.json <("$kith" openapi); then
    echo "The API has changed. Look at the difference; if it is meant: $kith openapi > api-spec/openapi.json"
    return 1
  fi
}

# People at work in Chromium, on either database; and then whether axe has looked at every page.
stage_journeys() {
  later web/journeys
  cargo test "${build[@]}" --no-run
  local address red=0
  address=$(postgres)
  export KITH_BIN=$PWD/$kith KITH_CHECKED=$PWD/target/checked-pages
  : >"$KITH_CHECKED"
  # What knows no database is told once: the components, and what belongs to no script or needs none.
  local journey both=() once=()
  for journey in web/journeys/*.mjs; do
    case $journey in
      */gallery.mjs | */every-page.mjs | */without-script.mjs) once+=("$journey") ;;
      *) both+=("$journey") ;;
    esac
  done
  # Both databases at once: who clicks through pages waits more than the machine works. Beside PostgreSQL
  # axe looks at nothing, so that there is time for what is told once.
  {
    KITH_TEST_POSTGRES=$address node --test "${both[@]}" || red=1
    node --test "${once[@]}" || red=1
    exit $red
  } >target/journeys-postgres.log 2>&1 &
  node --test "${both[@]}" || red=1
  wait $! || red=1
  cat target/journeys-postgres.log
  [ $red = 0 ] || return 1
  node --test web/journeys/support/left-out.mjs
}

# The program is killed, stopped, and loses its database, while people work: on a durable cluster of
# its own; and beside it on a loose one, which must be found.
stage_crash() {
  crash() { # how, arguments of its start, and which stories
    local how=$1
    shift
    export KITH_POSTGRES_STATE=target/crash-$how-$$ KITH_CRASH_CLUSTER=$how
    KITH_TEST_POSTGRES=$(tests/scripts/postgres.sh start ${1:+"$1"})
    export KITH_TEST_POSTGRES
    local red=0
    cargo nextest run "${build[@]}" --run-ignored only --success-output final -E "$2" || red=1
    tests/scripts/postgres.sh stop
    return $red
  }
  crash loose '' 'binary(house) & test(/^crash.*wait_for_its_disk/)' >target/crash-loose.log 2>&1 &
  local loose=$! red=0
  crash durable --durable 'binary(house) & test(/^crash/)' &
  wait $! || red=1
  wait $loose || red=1
  cat target/crash-loose.log
  return $red
}

# What only the clock can tell, of the program as it is released. Not part of `make test`: the gate calls
# it, on a machine that does nothing else.
stage_timed() {
  in_memory
  KITH_TEST_POSTGRES=$(postgres)
  export KITH_TEST_POSTGRES
  cargo nextest run --release "${build[@]}" --run-ignored only --test-threads 1 --success-output final \
    -E 'binary(house) & test(/by_the_clock/)'
}

# The program asked whatever its contract allows, and more.
stage_fuzz() {
  later api-spec/openapi.json
  cargo test "${build[@]}" --no-run
  tests/scripts/fuzz.sh "$kith"
}

stage_deny() {
  cargo fetch --locked --quiet
  cargo deny --offline check bans licenses sources
}

# A stage whose subject is not in the tree yet ends here, and says so in the table.
later() {
  [ -e "$1" ] || exit 77
}

rows=() passed=0 failed=0 skipped=0
report() {
  [ -n "$given" ] || tests/scripts/postgres.sh stop >/dev/null 2>&1 || true
  tests/scripts/mail.sh stop >/dev/null 2>&1 || true
  printf '\n%-10s %8s  %s\n' stage seconds result
  printf '%s\n' "${rows[@]}"
  printf '%-10s %8d\n\n' total "$SECONDS"
  printf 'stages: %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
}
# Of a cluster that went away nothing else is left once it is stopped.
last_words() {
  [ -f "$KITH_POSTGRES_STATE/dir" ] || return 0
  printf '\nThe last words of PostgreSQL:\n'
  tail -n 20 "$(cat "$KITH_POSTGRES_STATE/dir")/log" || true
}
# One stage, or some joined by + side by side: the first is heard at once, the others when all have ended.
run() {
  local names name
  IFS=+ read -ra names <<<"$1"
  for name in "${names[@]:1}"; do
    begin "$name" >"target/stage-$name.log" 2>&1 &
  done
  begin "${names[0]}"
  wait
  for name in "${names[@]:1}"; do cat "target/stage-$name.log"; done
  for name in "${names[@]}"; do tell "$name"; done
}
begin() { # stage
  local began=$SECONDS status
  printf '\n=== %s\n' "$1"
  set +e
  (
    set -e
    "stage_$1"
  ) </dev/null
  status=$?
  set -e
  echo "$status $((SECONDS - began))" >"target/stage-$1.ended"
}
tell() { # stage
  local status seconds result
  read -r status seconds <"target/stage-$1.ended"
  case "$status" in
    0) result=green passed=$((passed + 1)) ;;
    77) result="skipped: nothing to test yet" skipped=$((skipped + 1)) ;;
    *) result=RED failed=1 ;;
  esac
  rows+=("$(printf '%-10s %8d  %s' "$1" "$seconds" "$result")")
  if [ "$result" = RED ]; then
    last_words
    printf '\nRED at stage %s. Once mended: make test STAGES=%s\n' "$1" "$1"
    exit 1
  fi
}

[ $# -gt 0 ] || set -- "${all[@]}"
for stage in ${*//+/ }; do
  if ! declare -F "stage_$stage" >/dev/null; then
    echo "There is no stage $stage. The stages: ${all[*]}" >&2
    exit 2
  fi
done

trap report EXIT
for stage in "$@"; do run "$stage"; done

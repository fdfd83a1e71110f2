#!/usr/bin/env bash
# A private PostgreSQL cluster for tests: its own data, socket folder, port and password.
#
#   postgres.sh start [--durable]   starts it (or finds it running) and prints its admin URL
#   postgres.sh url                 prints the admin URL of the running cluster
#   postgres.sh stop                stops it and removes its data
#   postgres.sh kill                kills each of its processes with -9, for the stories that do so
#   postgres.sh again               starts it on what it left on the disk, at its old address
#
# KITH_POSTGRES_STATE names another folder for what is known of it, so that two can run.
# Without --durable nothing is flushed to disk: quick, and right for tests that do not pull the plug.
set -euo pipefail
cd "$(dirname "$0")/../.."
state=${KITH_POSTGRES_STATE:-target/postgres} # holds the names `dir` and `url` of the running cluster

# The newest installed server, where Debian keeps it, else whatever stands on the path.
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || true)")
if [ ! -x "$bin/initdb" ]; then
  echo "No PostgreSQL server here: run deploy/packages.sh test" >&2
  exit 1
fi

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

running() {
  [ -f "$state/dir" ] && as_owner "$bin/pg_ctl" status -D "$(cat "$state/dir")/data" >/dev/null 2>&1
}

stop() {
  if running; then as_owner "$bin/pg_ctl" stop -s -m immediate -D "$(cat "$state/dir")/data"; fi
  if [ -f "$state/dir" ]; then rm -rf "$(cat "$state/dir")"; fi
  rm -rf "$state"
}

initialise() { # folder, password
  if [ "$(id -u)" = 0 ]; then chown postgres "$1"; fi
  printf '%s\n' "$2" | as_owner tee "$1/password" >/dev/null
  as_owner "$bin/initdb" -D "$1/data" -U kith --pwfile="$1/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --no-sync >/dev/null
  as_owner tee -a "$1/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$1'
max_connections = 200
CONF
  if [ "$durable" = no ]; then
    printf 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n' |
      as_owner tee -a "$1/data/postgresql.conf" >/dev/null
  fi
}

start() {
  if running; then
    cat "$state/url"
    return
  fi
  stop
  local dir password port
  dir=$(mktemp -d /tmp/kith-postgres.XXXXXX)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$state"
  printf '%s' "$dir" >"$state/dir"
  initialise "$dir" "$password"
  # A port is free when the server could take it: no gap between looking and taking.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 12000))
    if as_owner "$bin/pg_ctl" start -s -w -t 30 -D "$dir/data" -l "$dir/log" -o "-p $port" >/dev/null 2>&1 </dev/null; then
      printf 'postgres://kith:%s@127.0.0.1:%s/postgres\n' "$password" "$port" >"$state/url"
      cat "$state/url"
      return
    fi
  done
  echo "PostgreSQL did not start. Its last words:" >&2
  tail -n 20 "$dir/log" >&2
  stop
  exit 1
}

kill_all() {
  running || { echo "No cluster is running" >&2; exit 1; }
  local head processes
  head=$(head -n 1 "$(cat "$state/dir")/data/postmaster.pid")
  processes="$head $(pgrep -P "$head" | tr '\n' ' ')"
  # shellcheck disable=SC2086 # several numbers
  kill -9 $processes 2>/dev/null || true
  # It starts again only when the last of them is gone; one that was born meanwhile goes by itself.
  for process in $processes; do tail --pid="$process" -f /dev/null; done
}

again() {
  local dir port
  dir=$(cat "$state/dir")
  port=$(sed 's|.*:\([0-9]*\)/.*|\1|' "$state/url")
  # Another process of the old cluster may still be on its way out.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if as_owner "$bin/pg_ctl" start -s -w -t 30 -D "$dir/data" -l "$dir/log" -o "-p $port" >/dev/null 2>&1 </dev/null; then
      return
    fi
  done
  echo "PostgreSQL did not start again. Its last words:" >&2
  tail -n 20 "$dir/log" >&2
  exit 1
}

durable=no
if [ "${2:-}" = --durable ]; then durable=yes; fi
case "${1:-}" in
  start) start ;;
  stop) stop ;;
  kill) kill_all ;;
  again) again ;;
  url)
    running || { echo "No cluster is running: tests/scripts/postgres.sh start" >&2; exit 1; }
    cat "$state/url"
    ;;
  *)
    sed -n '4,8s/^# *//p' "$0" >&2
    exit 2
    ;;
esac

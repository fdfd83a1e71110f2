#!/usr/bin/env bash
# A mail server for tests, from PyPI, on a private port; and parsers that are none of ours.
#
#   mail.sh start   starts it (or finds it running) and prints PORT:FOLDER for KITH_TEST_MAIL
#   mail.sh stop    stops it and removes what it kept
#
# KITH_MAIL_STATE names another folder for what is known of it, so that two can run.
set -euo pipefail
cd "$(dirname "$0")/../.."
state=${KITH_MAIL_STATE:-target/mail}
venv=target/tools/mail

install() {
  if cmp -s tests/scripts/mail.txt "$venv/installed.txt"; then return; fi
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes --only-binary :all: \
    -r tests/scripts/mail.txt >&2
  cp tests/scripts/mail.txt "$venv/installed.txt"
}

running() { [ -f "$state/pid" ] && kill -0 "$(cat "$state/pid")" 2>/dev/null; }

stop() {
  if running; then kill "$(cat "$state/pid")"; fi
  rm -rf "$state"
}

start() {
  install
  if ! running; then
    stop
    mkdir -p "$state/kept"
    ln -s "$PWD/$venv" "$state/venv"
    nohup "$venv/bin/python" tests/mail/server.py "$state/kept" \
      </dev/null >"$state/port" 2>"$state/log" &
    echo $! >"$state/pid"
    for _ in $(seq 100); do
      [ -s "$state/port" ] && break
      sleep 0.1
    done
    if ! [ -s "$state/port" ]; then
      echo "The mail server did not start; see $state/log" >&2
      exit 1
    fi
  fi
  echo "$(cat "$state/port"):$PWD/$state"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *)
    sed -n '4,5s/^# *//p' "$0" >&2
    exit 2
    ;;
esac

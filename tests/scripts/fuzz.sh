#!/usr/bin/env bash
# Schemathesis asks the running program whatever its contract allows and does not allow, signed in as
# somebody with every role, in the invented service of the demo: no answer may break the contract.
#
#   tests/scripts/fuzz.sh KITH          KITH_GATE_FUZZ_EXAMPLES=200 asks more; KITH_SEED repeats
set -euo pipefail
kith=$(realpath "$1")
cd "$(dirname "$0")/../.."
list=tests/scripts/fuzz.txt tools=target/tools/fuzz

if ! cmp -s "$list" "$tools/installed.txt"; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r "$list"
  cp "$list" "$tools/installed.txt"
fi

folder=$(mktemp -d)
port=$((20000 + RANDOM % 12000))
export KITH_LISTEN=127.0.0.1:$port KITH_DATABASE_URL=sqlite:$folder/fuzz.db
export KITH_KEYS_FILE=$folder/keys.json KITH_CHECKPOINT_FILE=$folder/checkpoints.jsonl
mkfifo "$folder/says"
"$kith" demo --json >"$folder/says" 2>"$folder/log" &
program=$!
trap 'kill $program 2>/dev/null || true; wait $program 2>/dev/null || true; rm -rf "$folder"' EXIT
exec 3<"$folder/says"
read -r _ready <&3 || { cat "$folder/log" >&2; exit 1; }

roles=()
for role in social_worker team_manager coordinator supervisor service_manager legal iro guardian dpo auditor administrator; do
  roles+=(--role "$role")
done
sign_in() {
  curl -sS -f -H 'content-type: application/json' -d "{\"email\":\"$1@example.org\",\"password\":\"three plain words\"}" \
    "http://127.0.0.1:$port/api/v1/tokens" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}
seed=${KITH_SEED:-$RANDOM$RANDOM}
echo "KITH_SEED=$seed"
examples=${KITH_GATE_FUZZ_EXAMPLES:-25}

# One worker: Python 3.11 counts how deep a syntax tree goes for all threads together, and one of two fails.
fuzz() { # account, further arguments
  local account=$1 token
  shift
  echo 'three plain words' | "$kith" user add --email "$account@example.org" --name Fuzz "${roles[@]}" >/dev/null
  token=$(sign_in "$account")
  "$tools/bin/schemathesis" run api-spec/openapi.json --url "http://127.0.0.1:$port" \
    --header "Authorization: Bearer $token" --seed "$seed" --workers 1 --max-examples "$examples" \
    --phases examples,coverage,fuzzing --generation-database none --no-color \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
    "$@"
}

# Whoever signs out is asked nothing any more, so signing out has a turn of its own: the first, for after
# the other nobody is let in from here for a while, so many passwords were guessed.
fuzz fuzz.out --include-path /api/v1/sign-out
fuzz fuzz.most --exclude-path /api/v1/sign-out
if grep -q panicked "$folder/log"; then
  grep panicked "$folder/log" >&2
  exit 1
fi

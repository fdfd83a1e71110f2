#!/usr/bin/env bash
# Writes what Kith is made of, as CycloneDX JSON, into target/sbom: the program from Cargo.lock, its styles
# and scripts, with the tools that build them, from web/package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/target/tools/bin:$PATH:$HOME/.cargo/bin"

version=0.5.9 out=target/sbom name=kith-sbom

if ! cargo cyclonedx --version 2>/dev/null | grep -q " $version\$"; then
  echo "Compiling cargo-cyclonedx $version (some minutes)."
  cargo install --locked --quiet --root target/tools cargo-cyclonedx --version "$version"
fi
if ! npm sbom --help >/dev/null 2>&1; then
  echo "npm $(npm --version) knows no sbom: take npm 10 or later." >&2
  exit 1
fi

mkdir -p "$out"
# It writes one beside each manifest; the program's holds those of our own packages that are in it.
trap 'rm -f $name.json crates/*/$name.json' EXIT
cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps \
  --target x86_64-unknown-linux-gnu --override-filename "$name"
mv "$name.json" "$out/kith.cdx.json"
(cd web && npm sbom --sbom-format cyclonedx --package-lock-only) >"$out/web.cdx.json"

for file in "$out"/*.json; do
  echo "$file: $(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).components.length' "$file") components"
done

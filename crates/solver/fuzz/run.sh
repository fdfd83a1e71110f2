#!/bin/sh
# Fuzzes the readers for so many seconds (60 where none are given), on stable Rust and without cargo-fuzz: the
# flags are those by which it tells the compiler to count coverage. Sanitizers need a nightly toolchain; in a
# crate that forbids unsafe code they would find little. Needs a C++ compiler for libFuzzer.
set -eu
cd "$(dirname "$0")"
target=$(rustc -vV | sed -n 's/^host: //p')
count() { printf ' -Cllvm-args=-sanitizer-coverage-%s' "$@"; }
RUSTFLAGS="--cfg fuzzing -Cdebug-assertions -Coverflow-checks -Cpasses=sancov-module$(
    count level=4 inline-8bit-counters pc-table trace-compares)" \
    cargo build --release --target "$target"
mkdir -p corpus artifacts
exec "${CARGO_TARGET_DIR:-target}/$target/release/readers" corpus seeds \
    -max_total_time="${1:-60}" -max_len=20000 -timeout=10 -rss_limit_mb=2048 -artifact_prefix=artifacts/

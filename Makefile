# The few commands of this house. `make help` lists them.

SHELL := bash
export PATH := $(CURDIR)/target/tools/bin:$(PATH):$(HOME)/.cargo/bin

.DEFAULT_GOAL := help
.PHONY: help demo test web fmt pictures gate sbom bench bench-rota

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: ## A fictional service on http://127.0.0.1:8080, with one sign-in per role
	@deploy/packages.sh build
	@$(MAKE) --no-print-directory web
	cargo build --locked
	@target/debug/kith demo

test: ## Everything CI checks; make test STAGES="fmt clippy" for some of it
	@tests/scripts/test.sh $(STAGES)

web: web/node_modules/.built ## The style sheets and scripts that the program carries
# Built again when a source or the lock file changed, or the result is gone.
web/node_modules/.installed: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch $@
web/node_modules/.built: web/node_modules/.installed $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' 2>/dev/null) $(if $(wildcard web/dist),,built-web-is-missing)
	cd web && npm run build
	@touch $@
.PHONY: built-web-is-missing

fmt: ## Format the Rust code
	cargo fmt --all

pictures: ## The pictures of the papers, taken anew from the demo into docs/pictures
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory web
	cargo build --locked
	cd web && npm run --silent pictures

gate: export KITH_GATE_FUZZED := 1000000
gate: export KITH_GATE_INJECTED := 276
gate: export KITH_GATE_ROTATED_ROWS := 100000
gate: export KITH_GATE_RACES := 10
gate: export KITH_GATE_REPLAYED := 500
gate: export KITH_GATE_STORMS := 25
gate: export KITH_GATE_LOOKS := 1000
gate: export KITH_GATE_KILLS := 500
gate: export KITH_GATE_DATABASE_KILLS := 100
gate: export KITH_GATE_STOPS := 200
gate: export KITH_GATE_EVERYBODY := 1
gate: export KITH_GATE_EDITS := 50000
gate: export KITH_GATE_TOKENS := 100000
gate: export KITH_GATE_TAMPERED := 1000
gate: export KITH_GATE_FUZZ_EXAMPLES := 1000
gate: export KITH_GATE_TIMED := 1
gate: export NEXTEST_PROFILE := gate
gate: test ## The long checks before a release: `test` at its full size and by the clock, then known vulnerabilities
	@tests/scripts/test.sh timed
	cargo deny check advisories

sbom: ## What Kith is made of, as CycloneDX, into target/sbom
	@tests/scripts/sbom.sh

bench: export KITH_POSTGRES_STATE := target/bench-postgres
bench: ## How quick it is, beside floors of the same run, into docs/performance.md; ten minutes once built
	@deploy/packages.sh test
	@$(MAKE) --no-print-directory web
	cargo build --release --locked -p kith -p measure
	@trap 'tests/scripts/postgres.sh stop' EXIT; address=$$(tests/scripts/postgres.sh start --durable) && \
	  KITH_BENCH_POSTGRES=$$address target/release/measure

bench-rota: ## How good the rota solver is, into docs/performance-rota.md; five hours with peers and public problems; SECTIONS="weeks repair" for some
	@mkdir -p target && crates/solver/benches/page.sh $(SECTIONS) > target/performance-rota.md && \
	  mv target/performance-rota.md docs/performance-rota.md

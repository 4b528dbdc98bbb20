# Everything a newcomer needs: `make site` builds the magazine, `make test` proves the generator.
# Each does its own set-up once: the stamps below hold what was installed last.

PYTHON ?= python3
VENV   := .venv
RUNS   ?= 5
BIN    := $(VENV)/bin
IN_PARALLEL := --numprocesses logical --dist loadscope
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes \
          --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe \
          --strip-extras

.PHONY: site test test-long check audit screenshots bench format messages docs lock clean help

help:                ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

site: $(VENV)/site.stamp  ## build content/ into output/
	@$(BIN)/python build.py --search

test: $(VENV)/dev.stamp  ## run every test
	@$(BIN)/python -m audits.provide chromium
	@$(BIN)/python -m pytest $(IN_PARALLEL) --ignore tests/browser
	@$(BIN)/python -m pytest $(IN_PARALLEL) tests/browser

test-long: $(VENV)/dev.stamp  ## hold incremental builds to 500 histories of edits and 200 kills
	@DIPTYCH_HISTORIES=500 DIPTYCH_KILLS=200 $(BIN)/python -m pytest \
	  tests/incremental/test_histories.py tests/incremental/test_faults.py

check: $(VENV)/dev.stamp  ## formatting, lint, types, import rules, generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m diptych.desk.generated --check
	@$(BIN)/python -m diptych.desk.messages --check

audit: $(VENV)/dev.stamp audits/node_modules/.stamp  ## prove what readers get: HTML, Lighthouse, weights; RUNS=5
	@$(BIN)/python -m audits.provide chromium java
	@$(BIN)/python -m audits --runs $(RUNS)

screenshots: $(VENV)/dev.stamp  ## take the pictures in docs/screenshots/ anew
	@$(BIN)/python -m audits.provide chromium
	@$(BIN)/python -m audits.screenshots

bench: $(VENV)/site.stamp benchmarks/.venv/stamp  ## what comparisons need; start one: benchmarks/README.md

format: $(VENV)/dev.stamp  ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

messages: $(VENV)/dev.stamp  ## extract the theme's messages and update its catalogues
	@$(BIN)/python -m diptych.desk.messages

docs: $(VENV)/dev.stamp  ## regenerate docs/errors.md and docs/schema/
	@$(BIN)/python -m diptych.desk.generated

lock: $(VENV)/dev.stamp  ## resolve requirements again, with hashes
	@$(COMPILE) --upgrade --extra search --output-file requirements/site.txt pyproject.toml requirements/build.in
	@$(COMPILE) --upgrade --output-file requirements/dev.txt requirements/dev.in
	@$(COMPILE) --upgrade --output-file benchmarks/requirements.txt benchmarks/requirements.in

clean:               ## remove what the build and the tests made
	@rm -rf output .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Diptych needs Python 3.11 or later; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV)..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --no-deps --require-hashes --requirement requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/site.stamp
	@$(PIP) install --no-deps --require-hashes --requirement requirements/dev.txt
	@touch $@

benchmarks/.venv/stamp: benchmarks/requirements.txt | $(VENV)/bin/python
	@$(VENV)/bin/python -m venv benchmarks/.venv
	@benchmarks/.venv/bin/python -m pip --disable-pip-version-check --quiet install \
	  --no-deps --require-hashes --requirement benchmarks/requirements.txt
	@touch $@

audits/node_modules/.stamp: audits/package-lock.json $(VENV)/dev.stamp
	@$(BIN)/python -m audits.provide npm
	@npm --prefix audits ci --loglevel=error
	@touch $@

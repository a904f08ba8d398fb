# Two commands: `make run`, `make test`. Python 3.11 or newer and make are all they need.
PYTHON ?= python3
BIN := .venv/bin
EDGAR ?= ../shared/edgar
MONTHS ?= 2024-10..2026-05

.PHONY: help run test lint types format accuracy phrases audit bench growth fuzz cookbook findings chaos generated pictures serve lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cyd needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-virtualenv --no-deps --no-build-isolation --editable .
	@touch $@

run: .venv/.ready ## set up, run the main job on the bundled sample, print a summary
	$(BIN)/cyd run --sample

test: .venv/.ready ## set up, run the whole test suite with coverage
	$(BIN)/python -m pytest -q -n auto --dist loadfile --cov=pipelines --cov-report=term:skip-covered

lint: .venv/.ready ## format check, linter, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/.ready ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

audit: .venv/.ready ## ask PyPI whether a locked dependency has a known vulnerability
	.ci/audit

accuracy: .venv/.ready ## hold the derived metrics against labelled filings
	$(BIN)/python -m bench.accuracy --part held-back --write pipelines/report/accuracy.csv

phrases: .venv/.ready ## tell for each rule of language how many filings it decided, and how often it was right
	$(BIN)/python -m bench.phrases --edgar $(EDGAR)

bench: .venv/.ready ## time every kind of run, and each step, against the floor
	$(BIN)/python -m bench.nights --edgar $(EDGAR)
	$(BIN)/python -m bench.pipeline --edgar $(EDGAR)
	$(BIN)/python -m bench.backfill --edgar $(EDGAR) --months $(MONTHS)
	$(BIN)/python -m bench.readers
	$(BIN)/python -m bench.foreign_rows
	$(BIN)/python -m bench.report

growth: .venv/.ready ## time every kind of run with 1, 2, 4 and 8 times as many filings; most of an hour
	$(BIN)/python -m bench.nights --edgar $(EDGAR) --shares 8,4,2,1

cookbook: .venv/.ready ## time every question of sql/queries on the published warehouse
	$(BIN)/python -m bench.cookbook

findings: .venv/.ready ## write docs/findings.md anew from the published warehouse
	$(BIN)/python -m bench.findings

chaos: .venv/.ready ## kill 200 runs at random moments, then every step of a publication; an hour or more
	$(BIN)/python -m bench.chaos --kills 200
	CYD_HOME=$${TMPDIR:-/tmp}/cyd-chaos $(BIN)/cyd run --sample
	$(BIN)/python -m bench.faults --thorough $${TMPDIR:-/tmp}/cyd-chaos

fuzz: .venv/.ready ## put 50,000 damaged documents through every reader; some minutes
	$(BIN)/python -m bench.fuzz --mutants 50000

generated: .venv/.ready ## write anew what is made of sql/ and bench/charts.py: dictionary, schema of the exports, charts
	$(BIN)/python -m bench.generated

pictures: .venv/.ready ## take the README's pictures of the real filings in $(EDGAR) (needs Chromium and its driver)
	$(BIN)/python -m bench.pictures --edgar $(EDGAR)

serve: .venv/.ready ## Dagster's webserver and daemon on this machine, on http://127.0.0.1:3000
	$(BIN)/cyd serve

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-strip-extras --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean: ## remove the environment and caches, not the data
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .coverage

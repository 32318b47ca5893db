# Every step that people and CI take. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
# Tests side by side; JOBS=0 runs them in one process.
JOBS ?= auto
ROOMS := $(notdir $(patsubst %/apps.py,%,$(wildcard essaim/*/apps.py)))

.PHONY: help install install-dev demo serve test test-postgres journeys mutants lint format messages bench screenshot lock clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

.venv/installed: requirements/base.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: .venv/installed requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

install: .venv/installed ## what a running house needs, in .venv
install-dev: .venv/installed-dev ## what the workshop needs as well

demo: install ## the demonstration year, served on this machine alone
	$(BIN)/essaim demo

serve: install ## this house, with its worker
	$(BIN)/essaim serve

test: install-dev ## the tests, on SQLite (or on ESSAIM_TEST_DATABASE_URL)
	$(BIN)/pytest -q -n $(JOBS)

test-postgres: install-dev ## the tests, on a local PostgreSQL with trust authentication
	ESSAIM_TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/essaim $(BIN)/pytest -q -n $(JOBS)

journeys: install-dev ## the browser journeys alone
	$(BIN)/pytest -q -m journey

mutants: install-dev ## wrong versions of the house, each of which must fail its tests; ONLY="words" for some
	$(BIN)/python -m tools.mutants $(if $(filter-out auto,$(JOBS)),--jobs $(JOBS)) $(ONLY)

lint: install-dev ## format, lint, types, floors, templates, budgets, migrations, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet essaim
	$(BIN)/python -m tools.budgets
	$(BIN)/python -m tools.messages --check
	ESSAIM_DATA_DIR=build/lint $(BIN)/essaim makemigrations --check --dry-run
	ESSAIM_DATA_DIR=build/lint ESSAIM_BASE_URL=https://essaim.example ESSAIM_HOSTS=essaim.example \
	  ESSAIM_SECRET_KEY=lint-only-$$(head -c 32 /dev/urandom | base64 | tr -d '/+=') \
	  $(BIN)/essaim check --deploy --fail-level WARNING

format: install-dev ## what a machine can put right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: install-dev ## take the strings of every room into its catalogues
	$(BIN)/python -m tools.messages $(ROOMS)

bench: install-dev ## measured ratios, in one run
	$(BIN)/python -m bench

screenshot: install-dev ## the picture of the README, from the demo
	$(BIN)/python -m tools.screenshot

lock: install-dev ## choose versions anew and pin them with hashes
	$(BIN)/python -m tools.lock

clean: ## everything that make made
	rm -rf .venv build var

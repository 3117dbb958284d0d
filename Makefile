# roadmap-sync: what you can do in this repository. `make help` reads the comments behind `##`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FILE ?= examples/ROADMAP.md

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check corpus fuzz walk bench clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## a .venv with everything in it (uv when it is on the PATH, else pip)

$(READY): pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
		uv pip install --quiet --python $(BIN)/python --editable '.[sandbox]' --group dev; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[sandbox]' --group dev; \
	fi
	@touch $@

demo: $(READY) ## the main job on an embedded GitHub; FILE=path for your own roadmap (a copy of it)
	@$(BIN)/python examples/demo.py "$(FILE)"

lint: $(READY) ## ruff, mypy --strict, import-linter; zizmor and jactionlint for the workflows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/zizmor --offline --no-progress --quiet .github/workflows action.yml
	@$(BIN)/jactionlint --shellcheck= .github/workflows/*.yml action.yml

check: $(READY) ## the tests alone
	@$(BIN)/python -m pytest -n auto --dist worksteal

test: lint check ## lint and all tests

corpus: $(READY) ## every document in ../shared through its whole life on the sandbox, as a table
	@$(BIN)/python -m tests.corpus

fuzz: $(READY) ## a minute of documents that nobody would write; FUZZ=seconds for more
	@$(BIN)/python -m tests.fuzz $(FUZZ)

walk: $(READY) ## people, colleagues and faults in any order, judged after every run; WALK=walks SEED=number
	@$(BIN)/python -m tests.walk $(or $(WALK),20) $(SEED)

bench: $(READY) ## start-up, time per item and memory
	@$(BIN)/python bench/run.py

clean: ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .demo

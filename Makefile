# Two commands for a newcomer: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup demo test fast lint types contracts check bench requirements encoder clean

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 15) else f"sayso needs Python 3.11 to 3.14, this is {v[0]}.{v[1]}; try make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(BIN)/python examples/demo.py

test: setup
	$(BIN)/python -m pytest $(PYTEST)

fast: setup
	$(BIN)/python -m pytest -m "not slow" $(PYTEST)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports --no-cache

check: lint types contracts test

# All tables, side by side with the reference figures. Needs the data folder: make bench DATA=/path/to/data (or SAYSO_DATA).
bench: setup
	$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA))

# The encoder anew: about two hours on two cores, minutes on a GPU. Needs the train requirements and the data folder.
encoder: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	$(BIN)/python -m training $(if $(DATA),--data $(DATA))

EXTRAS := --extra link --extra postgres --extra analysis --extra web

# Pinned with hashes for every platform; needs uv.
requirements:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements/base.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --group dev $(EXTRAS) -c requirements/base.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --group dev $(EXTRAS) --extra train -c requirements/dev.txt -o requirements/train.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --extra spark -c requirements/dev.txt -o requirements/spark.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

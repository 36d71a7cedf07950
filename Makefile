# make run   sets up and reads the bundled examples
# make test  sets up and runs everything that must hold: format, types, lexicons, tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test setup setup-dev check lock clean

run: setup
	$(BIN)/saksi read --format brief examples/articles

test: setup-dev check
	$(BIN)/python -m pytest -q

check: setup-dev
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/mypy
	$(BIN)/saksi lexicon check

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# Needs uv. Run after a change of dependencies in pyproject.toml; CI and users install what it wrote.
lock:
	uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
		--extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# make run   sets up and reads the bundled examples
# make test  sets up and runs everything that must hold: format, types, lexicons, tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test spark setup setup-dev check lock clean fuzz coverage mutation sbom audit pictures judge

run: setup
	$(BIN)/saksi read --format brief examples/articles

# One worker a core; what the tests of a file share (an archive, a server, a browser) is made once.
PYTEST := $(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist loadfile

test: setup-dev check
	$(PYTEST)

check: setup-dev
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/mypy
	$(BIN)/saksi lexicon check

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@

# Needs uv. Run after a change of dependencies in pyproject.toml; CI and users install what it wrote.
# They install it without looking for dependencies: the lock names them all, and pip would look beyond it for a
# newer version of what some package asks for with an extra.
lock:
	uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --no-header --universal --python-version 3.11 --generate-hashes \
		--extra build --extra dev pyproject.toml -o requirements-dev.lock

# The tests that need Spark, which is large: a driver and two executors of which one is killed. Wants Java 17 or later.
SPARK := $(CURDIR)/build/spark
spark: setup-dev
	test -d $(SPARK)/pyspark || for part in requirements-build requirements; do \
		PYTHONPATH=$(SPARK) $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
			--no-deps --no-build-isolation --target $(SPARK) -r tests/engines/$$part.txt || exit 1; \
	done
	PYTHONPATH=$(SPARK) $(BIN)/python -m pytest -q tests/engines/test_engines_agree.py

# Nine kinds of input, ten minutes together, in an environment of its own; stops at the first input that breaks a
# promise. `make fuzz FUZZ_SECONDS=5` is the short form.
FUZZ := build/fuzz
FUZZ_SECONDS := 66
fuzz: setup-dev
	test -d $(FUZZ)/lib || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--no-deps --target $(FUZZ)/lib -r tests/fuzz/requirements.txt
	for kind in text html feed warc jsonl json csv parquet sniffed; do \
		mkdir -p $(FUZZ)/$$kind && PYTHONPATH=$(FUZZ)/lib:tests/fuzz $(BIN)/python tests/fuzz/drive.py $$kind \
			$(FUZZ)/$$kind -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=20 -rss_limit_mb=3000 \
			-artifact_prefix=$(FUZZ)/broken-$$kind- -print_final_stats=1 || exit 1; \
	done

# The pictures of the docs, by Debian's chromium.
pictures: setup-dev
	SAKSI_WRITE_PICTURES=1 $(BIN)/python -m pytest -q tests/faces/test_pictures.py

# Teaches the judge of events anew (models/JUDGE.md); DATA is the folder of the project's data collection.
judge: setup
	$(BIN)/saksi train judge --articles $(DATA)/articles/detik-2025.jsonl --gold gold/events-detik.jsonl \
		--once gold/events-detik-more.jsonl --judged gold/events-judged-detik.jsonl \
		--written gold/events-written.jsonl --challenge gold/challenge.jsonl \
		--records $(DATA)/events/gold-dev.jsonl --out src/saksi/lexicons/judge.csv

# Fails below the share of lines that pyproject.toml asks for.
coverage: setup-dev
	$(PYTEST) --cov --cov-report=term

# Changes code at random and counts which changes the tests notice; an hour or more.
mutation: setup-dev
	test -d build/mutmut || $(PYTHON) -m venv --copies build/mutmut
	build/mutmut/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r requirements-dev.lock
	build/mutmut/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		-r scripts/mutate.requirements.txt
	nice build/mutmut/bin/python scripts/mutate.py

# What Saksi is made of, in CycloneDX; and whether what is installed is what the lock file names.
sbom: setup
	mkdir -p build && $(BIN)/python scripts/sbom.py > build/saksi.cdx.json

audit: setup-dev
	$(BIN)/python scripts/sbom.py --check requirements-dev.lock

clean:
	rm -rf build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

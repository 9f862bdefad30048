# Two commands do all the set-up: `make site` and `make test`. Everything they make is in .venv and build.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BUILD  := build

.PHONY: site test check lint types benchmark schema catalogues clean

# One environment for everything; made anew when the dependencies change.
$(VENV)/.ready: pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[lint]'
	@touch $@

site: $(VENV)/.ready  ## build the HTML edition; any warning fails it
	$(BIN)/sphinx-build -c . -W --keep-going -j auto -d $(BUILD)/doctrees -b html source $(BUILD)/html
	@echo
	@echo "The site is ready: open file://$(CURDIR)/$(BUILD)/html/index.html"

check: $(VENV)/.ready  ## run the gate alone, without writing pages
	$(BIN)/sphinx-build -c . -q -d $(BUILD)/doctrees -b excellence source $(BUILD)/check

test: $(VENV)/.ready  ## run the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

schema: $(VENV)/.ready  ## write the JSON Schema that editors use
	$(BIN)/sphinx-excellence schema > excellence.schema.json

benchmark: $(VENV)/.ready  ## measure; takes half an hour
	$(BIN)/python -m pip install --quiet '.[benchmark]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(BUILD) $(VENV) .tox

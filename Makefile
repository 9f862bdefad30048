# Two commands do all the set-up: `make site` and `make test`. Everything they make is in .venv and build.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BUILD  := build

.PHONY: tools site pdf latexpdf editions quick-editions dist test versions lowest newest mutants ecosystem check lint lint-scripts lint-prose types benchmark schema catalogues clean

# One environment for everything; made anew when the dependencies change.
$(VENV)/.ready: pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[lint]'
	@touch $@

# What `dist` and `versions` need besides.
$(VENV)/.more: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --editable '.[dist,matrix]'
	@touch $@

# What checks scripts and pages comes from npm. Nothing of it runs on installing, and no lock file is kept: it would
# hold the address of somebody's registry.
TOOLS := $(BUILD)/npm/.ready
$(TOOLS): package.json
	@mkdir -p $(BUILD)/npm
	cp package.json $(BUILD)/npm
	npm install --prefix $(BUILD)/npm --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

tools: $(TOOLS)  ## install the tools from npm that package.json pins

site: $(VENV)/.ready  ## build the HTML edition; any warning fails it
	$(BIN)/sphinx-build -c . -W --keep-going -j auto -d $(BUILD)/doctrees -b html source $(BUILD)/html
	@echo
	@echo "The site is ready: open file://$(CURDIR)/$(BUILD)/html/index.html"

pdf: $(VENV)/.ready  ## build the PDF by Typst; needs nothing but pip
	$(BIN)/sphinx-build -c . -W --keep-going -j auto -d $(BUILD)/doctrees -b typstpdf source $(BUILD)/pdf
	@echo
	@echo "The PDF is ready: $(CURDIR)/$(BUILD)/pdf/living-history.pdf"

# Without the two options TeX would ask what to do about an error, and wait.
latexpdf: $(VENV)/.ready  ## build the PDF by LaTeX; needs the packages named in the manual (page Builders)
	LATEXMKOPTS="-interaction=nonstopmode -halt-on-error" \
	  $(BIN)/sphinx-build -M latexpdf source $(BUILD) -c . -W --keep-going -d $(BUILD)/latex-doctrees
	@echo
	@echo "The PDF is ready: $(CURDIR)/$(BUILD)/latex/living-history.pdf"

editions: latexpdf quick-editions  ## check, and build each edition: the PDFs and the site

# They share the pages that were read, so one comes after the other. LaTeX takes longer than all of them together, and
# reads the pages for itself, so that it can go on at their side.
quick-editions:
	$(MAKE) --no-print-directory check
	$(MAKE) --no-print-directory pdf
	$(MAKE) --no-print-directory site

dist: $(VENV)/.more  ## build the wheel and the source distribution into dist, and try them out
	$(BIN)/python -m tests.distribution

check: $(VENV)/.ready  ## run the gate alone, without writing pages
	$(BIN)/sphinx-build -c . -q -d $(BUILD)/doctrees -b excellence source $(BUILD)/check

test: $(VENV)/.ready  ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

versions: lowest newest  ## run a fast part of the tests on the lower bounds, and on the newest Python and releases

# tox finds the Pythons of pyenv too: they come last on the path. Each run has a folder of its own, to go beside the other.
lowest newest: $(VENV)/.more
	@PATH="$$PATH:$$(ls -d "$$(pyenv root 2>/dev/null)"/versions/3.1*/bin 2>/dev/null | paste -sd: -)"; \
	$(BIN)/tox run --workdir $(BUILD)/tox/$@ -e $@ -- @tests/fast.txt || { test -x $(BUILD)/tox/$@/$@/bin/python && exit 1; \
	  echo "!!!! NOT TESTED: $@, because the Python that tox.ini names for it is missing !!!!"; }

mutants: $(VENV)/.ready  ## put faults into the pure layers and see that tests fail; takes hours (see CONTRIBUTING.md)
	$(BIN)/python -m pip install --quiet --editable '.[mutants]'
	$(BIN)/python -m tests.mutants $(MUTANTS)

ecosystem: $(VENV)/.ready  ## build the documentation of real projects with the toolkit, and compare; takes an hour
	$(BIN)/python -m tests.ecosystem $(PROJECTS)

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-scripts lint-prose; \
	  else echo "!!!! NOT CHECKED: scripts and prose, because npm is missing (see CONTRIBUTING.md) !!!!"; fi

lint-scripts: $(TOOLS)  ## lint the scripts of the site and check their types
	$(BUILD)/npm/node_modules/.bin/eslint --max-warnings 0 --no-error-on-unmatched-pattern sphinx_excellence/extension/html
	$(BUILD)/npm/node_modules/.bin/tsc

lint-prose: $(TOOLS) $(VENV)/.ready  ## look for wordings that read as translated; the list is prose/words.yml
	$(BIN)/python prose/lint.py $(BUILD)/npm

types: $(VENV)/.ready
	$(BIN)/mypy

schema: $(VENV)/.ready  ## write the JSON Schema that editors use
	$(BIN)/sphinx-excellence schema > excellence.schema.json

benchmark: $(VENV)/.ready  ## measure; takes half an hour
	$(BIN)/python -m pip install --quiet --editable '.[benchmark]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(BUILD) $(VENV) .tox dist

# The builders of Typst have a catalogue of their own, so that they work without the rest; babel.cfg leaves them out here.
catalogues: $(VENV)/.ready  ## collect the toolkit's own texts and bring the translations up to date
	$(call catalogue,sphinx_excellence,sphinx_excellence)
	$(call catalogue,sphinx_excellence_typst,sphinx_excellence/typst)
	PYTHONPATH=. $(BIN)/python message_extraction.py

define catalogue
	PYTHONPATH=. $(BIN)/pybabel extract --project sphinx-excellence --copyright-holder "The sphinx-excellence maintainers" \
	  --sort-by-file --no-location -F babel.cfg -o $(2)/locales/$(1).pot $(2)
	$(BIN)/pybabel update --no-fuzzy-matching --ignore-obsolete -D $(1) -i $(2)/locales/$(1).pot -d $(2)/locales
endef

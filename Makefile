# make run      set everything up and open the window (or, without a display, show the same job in the terminal)
# make test     set everything up and run the suite, in as many processes as there are processors (WORKERS=n)
# make check    what CI runs: lint, types, import contracts, and make test with coverage
# make full     make check, and the long forms: every kill point, every process start, the training kit end to end
# make quick    the suite without the tests that take some seconds each
# make bench    the figures of tests/benchmarks
# make bench-scale  answers, memory and recall at 100,000 pages, in a catalogue that is made once and kept
# make quality  how often the right page is found: QUERIES=queries.csv FOLDER=folder adds real files,
#               CATALOGUES="catalogue queries.csv ..." the ranker on projects left out of its training
# make screenshots  draw every page of the window into screenshots/
# make samples  make resources/samples anew
# make bundle   train and pack an encoder bundle (hours): TRAINING=folder BUNDLE=resources/models/NAME
# make translations  take the window's strings anew (then fill in the Japanese) and compile them
# make lock     resolve the pinned versions anew (UPGRADE=1 to take newer ones)
# make package  everything for an installation into dist/: .deb, portable archive, wheel, wheelhouse, SBOM, checksums
# make package-windows  installer and portable archive for Windows into dist/, made and tried under Wine
# make test-windows  the tests that need no POSIX, under Wine, after make package-windows
# make wheelhouse  all wheels with an install script, for machines without a network, into dist/
# make clean    remove what the above made

SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
LOCKS := pyproject.toml packaging/setup.sh packaging/system-packages.sh
WORKERS ?= $(shell nproc)
# The suite starts the program many times: it shall not compile itself each time.
PYTEST := env -u PYTHONDONTWRITEBYTECODE QT_QPA_PLATFORM=offscreen packaging/offline.sh $(BIN)/python -m pytest \
	--numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
# The last line is said again after what the ratchet of coverage has to say.
define covered
	@mkdir -p .cache/coverage && rm -f .cache/coverage/*
	set -o pipefail; $(PYTEST) --cov --cov-report= $(1) 2>&1 | tee .cache/pytest.log
	$(BIN)/python tests/check_coverage.py
	@tail -n 1 .cache/pytest.log
endef

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check full lint quick bench bench-scale quality screenshots samples bundle translations lock package package-windows test-windows wheelhouse clean

help:
	@sed -n 's/^# //p' Makefile

run: .venv/.app-installed
	@packaging/run.sh

test: .venv/.dev-installed
	$(PYTEST) -m "not full"

quick: .venv/.dev-installed
	$(PYTEST) -m "not full and not slow"

check: .venv/.dev-installed lint
	$(call covered,-m "not full")

full: .venv/.export-installed lint
	$(call covered,)

lint: .venv/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench-scale: .venv/.dev-installed
	$(BIN)/python -m tests.benchmarks.scale

quality: .venv/.dev-installed
	$(BIN)/python -m tests.quality.search $(QUERIES) $(FOLDER)
	$(if $(CATALOGUES),$(BIN)/python -m tests.quality.ranking $(CATALOGUES))

bench: .venv/.dev-installed
	$(BIN)/python -m tests.benchmarks

screenshots: .venv/.dev-installed
	$(BIN)/python -m tests.screens

samples: .venv/.dev-installed
	$(BIN)/python -m export.synthetic samples --out resources/samples --seed 7

bundle: .venv/.export-installed
	$(BIN)/python -m export.reproduce --training $(TRAINING) --out $(BUNDLE)

translations: .venv/.dev-installed
	$(BIN)/pyside6-lupdate -locations none -no-obsolete $$(find imtextgui/ui -name '*.py' | sort) -ts resources/translations/imtextgui_ja.ts
	$(BIN)/pyside6-lupdate -locations none -no-obsolete -pluralonly $$(find imtextgui/ui -name '*.py' | sort) -ts resources/translations/imtextgui_en.ts
	for file in resources/translations/*.ts; do $(BIN)/pyside6-lrelease $$file; done

lock: .venv/.dev-installed
	packaging/lock.sh $(BIN)/python

package:
	packaging/package.sh $(PYTHON)

package-windows:
	packaging/windows/package.sh $(PYTHON)

test-windows:
	packaging/windows/tests.sh $(PYTHON)

wheelhouse: .venv/.app-installed
	@mkdir -p dist
	packaging/wheelhouse.sh $(BIN)/python dist

clean:
	rm -rf .venv .cache build dist screenshots .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.app-installed: packaging/requirements/app.txt packaging/requirements/build.txt $(LOCKS)
	@packaging/setup.sh app $(PYTHON)

.venv/.dev-installed: packaging/requirements/dev.txt packaging/requirements/build.txt $(LOCKS)
	@packaging/setup.sh dev $(PYTHON)

.venv/.export-installed: packaging/requirements/export.txt packaging/requirements/build.txt $(LOCKS)
	@packaging/setup.sh export $(PYTHON)

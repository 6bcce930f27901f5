# What people and machines type here: `make` lists it. Needs Python >= 3.11 with venv, and make.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := PYTHONUNBUFFERED=1 $(BIN)/python -m pip --disable-pip-version-check
CY := portfolio/translations/cy/LC_MESSAGES/messages
EXTRACT := $(BIN)/pybabel -q extract -F babel.cfg -k _l -k _t -k _n:1,2 -k lazy_gettext -k lazy_pgettext:1c,2 -k label:1 --no-location --sort-output \
	--project=Tystio --copyright-holder=Tystio
FRONT_END := $(shell find static package.json package-lock.json portfolio/front_end.py \
	\( -path static/dist -o -name node_modules \) -prune -o -type f -print 2>/dev/null)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q
# Of these there are no wheels for Python 3.11: built from their sources, which are checked by hash, with the setuptools of the same list.
SOURCES := pyperclip,urwid-mitmproxy,yaswfp

# Counts what pip collects, so that a slow connection is seen to move; shows all that pip said when it fails.
install = { $(or $(2),$(PIP)) install --no-input --progress-bar off --require-hashes --only-binary :all: $(3) -r $(1) 2>&1 || echo pip-failed; } | \
	{ total=$$(grep -c '^[a-z].*==' $(1)); n=0; failed=0; : > .venv/pip.log; while IFS= read -r line; do \
	  echo "$$line" >> .venv/pip.log; case "$$line" in \
	  Collecting*|Processing*|Ignoring*|"Requirement already"*) n=$$((n + 1)); [ $$((n % 10)) -ne 0 ] || echo "    $$n of $$total packages" ;; \
	  "Installing collected"*) echo "    unpacking" ;; \
	  pip-failed) failed=1 ;; esac; done; [ $$failed -eq 0 ] || tail -n 25 .venv/pip.log; exit $$failed; }

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo demo-reset test lint types contracts bench proof permissions translations lock

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | while IFS= read -r line; do \
	  printf '  make %-14s %s\n' "$${line%%:*}" "$${line##*## }"; done

setup: .venv/.tystio static/dist/.built $(CY).mo ## Prepare everything that running Tystio needs

setup-dev: .venv/.tools setup ## Prepare everything that testing and changing Tystio needs

.venv/.made:
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tystio needs Python 3.11 or later: make PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.packages: requirements.txt | .venv/.made
	@echo "Installing the packages that Tystio stands on (requirements.txt, checked by hash)"
	@$(call install,requirements.txt)
	@touch $@

.venv/.tools: requirements-dev.txt | .venv/.packages
	@echo "Installing the tools that check Tystio (requirements-dev.txt, checked by hash)"
	@$(call install,requirements-dev.txt)
	@touch $@

.venv/scanners/.made: requirements-scanners.txt | .venv/.made
	@echo "Installing schemathesis and sqlmap beside it (requirements-scanners.txt, checked by hash)"
	@$(PYTHON) -m venv --clear .venv/scanners
	@$(call install,requirements-scanners.txt,$(subst $(BIN),.venv/scanners/bin,$(PIP)),--no-deps)
	@touch $@

.venv/wapiti/.made: requirements-wapiti.txt | .venv/.made
	@echo "Installing wapiti beside it (requirements-wapiti.txt, checked by hash)"
	@$(PYTHON) -m venv --clear .venv/wapiti
	@awk '/^[^ #]/ {wanted = /^setuptools==/} wanted' requirements-wapiti.txt > .venv/wapiti/setuptools.txt
	@$(call install,.venv/wapiti/setuptools.txt,$(subst $(BIN),.venv/wapiti/bin,$(PIP)))
	@$(call install,requirements-wapiti.txt,$(subst $(BIN),.venv/wapiti/bin,$(PIP)),--no-deps --no-build-isolation --no-binary $(SOURCES))
	@touch $@

.venv/.tystio: pyproject.toml | .venv/.packages
	@echo "Installing Tystio itself, run from this folder"
	@$(PIP) install -q --no-deps --no-build-isolation --editable . > .venv/own.log 2>&1 || { cat .venv/own.log; exit 1; }
	@touch $@

static/dist/.built: $(FRONT_END) | .venv/.packages
	@echo "Building styles and scripts into static/dist"
	@$(BIN)/python -m portfolio.front_end
	@touch $@

$(CY).mo: $(CY).po | .venv/.packages
	@echo "Compiling the Welsh translation"
	@$(BIN)/pybabel -q compile -i $< -o $@

# What is printed and sent in letters leads where the demonstration is served.
demo demo-reset: export TYSTIO_BASE_URL ?= http://127.0.0.1:$(PORT)
demo: setup ## Set up, fill a demonstration centre and serve it on http://127.0.0.1:8000 (or PORT=8001)
	@$(BIN)/tystio demo
	@$(BIN)/tystio serve --port $(PORT)

demo-reset: setup ## Throw the demonstration centre away and make it again
	@$(BIN)/tystio demo --reset

test: setup-dev ## Everything that guards the main branch: lint, types, contracts, both databases, browser
	@$(BIN)/python -m tests.gate test

lint: setup-dev ## Style, templates, spelling, dependencies, types, contracts and the rules of the house
	@$(BIN)/python -m tests.gate lint

types: setup-dev ## Types only (mypy, strict)
	@$(BIN)/mypy

contracts: setup-dev ## Import contracts only
	@$(BIN)/lint-imports

bench: setup-dev ## Measure again what the README claims about speed
	@$(BIN)/python -m benchmarks

proof: setup-dev .venv/scanners/.made .venv/wapiti/.made ## The long proofs: kills, an archive of 2 GB, soak (SOAK_MINUTES=10), scanners, every page
	@$(BIN)/python -m tests.gate proof

permissions: setup-dev ## Write who may do what into the README as the policies say
	@$(BIN)/python -m tests.permissions

translations: setup-dev ## Take new texts into the Welsh catalogue; then fill in what is empty
	@$(EXTRACT) -o .venv/messages.pot .
	@$(BIN)/pybabel -q update -i .venv/messages.pot -o $(CY).po -l cy -d portfolio/translations \
	  --no-fuzzy-matching --ignore-obsolete --no-wrap -N

lock: .venv/.made ## Pin the newest versions that pyproject.toml allows, with hashes and without a host
	@echo "Resolving every dependency anew"
	@$(PIP) install -q uv
	@$(COMPILE) pyproject.toml --upgrade -o requirements.txt
	@$(COMPILE) pyproject.toml --upgrade --extra dev -c requirements.txt -o requirements-dev.txt
	@$(COMPILE) --upgrade --group pyproject.toml:scanners -o requirements-scanners.txt
	@$(COMPILE) --upgrade --group pyproject.toml:wapiti -o requirements-wapiti.txt

# Needs Python 3.11 or newer, git and a POSIX make; everything else is installed into .venv.
.POSIX:
.PHONY: help venv demo test check docs bench wheel constraints clean

PYTHON = python3
BIN = .venv/bin
PIP = PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip -qq
# Without .pyc files each process that a test starts would compile the program again.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal --durations 10 --durations-min 5

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

venv: .venv/.ready ## create .venv with everything pinned in constraints.txt

.venv/.ready: pyproject.toml constraints.txt
	@usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	if ! $(BIN)/python -c "$$usable" 2>/dev/null; then \
	    for python in "$(PYTHON)" python3.11 python3.12 python3.13 python3.14 none; do \
	        if "$$python" -c "$$usable" 2>/dev/null; then break; fi; \
	    done; \
	    if [ "$$python" = none ]; then \
	        echo "claims needs Python 3.11 or newer with its venv module; found: $$("$(PYTHON)" --version 2>&1)." >&2; \
	        echo "Install one, or name it: make PYTHON=/path/to/python3.11 venv" >&2; \
	        exit 1; \
	    fi; \
	    echo "Creating .venv with $$("$$python" --version)"; \
	    "$$python" -m venv --clear .venv; \
	fi
	@echo "Installing claims and its tools, as pinned in constraints.txt"
	@$(PIP) install --constraint constraints.txt 'pip>=25.1'
	@# Once the distribution was called as the package; both together would enter every reader twice.
	@$(PIP) uninstall --yes claims 2>/dev/null
	@$(PIP) install --constraint constraints.txt --group dev --editable '.[archive,exchange,extract,parquet,postgres]'
	@touch .venv/.ready

demo: .venv/.ready ## build a sample ledger in build/demo, from nothing
	@rm -rf build/demo
	@$(BIN)/claims demo build/demo

test: .venv/.ready ## run every test
	@$(PYTEST)

check: .venv/.ready ## everything a contribution must pass: style, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

docs: .venv/.ready ## regenerate the pages that are written from the program
	@$(BIN)/python -m docs.generate

bench: .venv/.ready ## measure, and compare with the floors
	@$(BIN)/python -m benchmarks

wheel: .venv/.ready ## build the source archive, and from it the wheel, into dist
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist

constraints: .venv/.ready ## pin in constraints.txt what .venv holds now
	@{ sed -n '/^#/p' constraints.txt; \
	   $(PIP) freeze --all --exclude-editable \
	   | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' | grep -v -E '^(claims|claims-desk|setuptools|wheel)=='; } > constraints.new
	@mv constraints.new constraints.txt
	@touch .venv/.ready

clean: ## remove .venv, caches and everything built
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

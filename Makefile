# Every target finds what it needs by itself: see bin/bootstrap.
PYTHON := .venv/bin/python
COMPILE := UV_SYSTEM_CERTS=1 .venv/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header

# What no reader reads; the words that the admin's templates look up are Django's.
UNREAD := tests audit benchmarks templates/admin templates/registration

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contracts migrations audit screenshots bench requirements messages clean base dev

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s%s\n", $$1, $$2 }' Makefile

demo: ## the demo newsroom on http://127.0.0.1:8000/ (another port: PORT=8001 make demo)
	@bin/demo

test: dev ## every test, on SQLite, on a throw-away PostgreSQL and in a browser
	@$(PYTHON) -m tests

check: lint types contracts migrations ## everything that reads the code without running it

lint: dev ## the style of Python and templates
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	find templates -name '*.html' -exec .venv/bin/djade --check {} +

types: dev ## mypy
	$(PYTHON) -m mypy

contracts: dev ## who may import whom
	.venv/bin/lint-imports

migrations: dev ## whether a migration is missing
	$(PYTHON) manage.py makemigrations --check --dry-run

audit: dev audit/node_modules ## the pages before axe, the Nu HTML checker and Lighthouse (needs Node and Java)
	$(PYTHON) -m audit

audit/node_modules: audit/package-lock.json
	cd audit && npm ci --silent
	touch $@

screenshots: dev ## every kind of page at four widths, light and dark, into var/screenshots
	$(PYTHON) -m audit.screenshots

bench: dev ## how fast it is
	$(PYTHON) -m benchmarks.pages
	$(PYTHON) -m benchmarks.related --articles 10000 100000
	$(PYTHON) -m benchmarks.search

requirements: dev ## the pins, anew from pyproject.toml (newer releases too: UPGRADE=--upgrade)
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/base.txt
	$(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt

messages: base ## the words of readers' pages into the catalogues, and those compiled (needs gettext)
	$(PYTHON) manage.py makemessages --all --no-obsolete --no-wrap --add-location file $(UNREAD:%=--ignore %)
	$(PYTHON) manage.py compilemessages --ignore .venv

clean: ## without .venv and caches, as after cloning; the newsroom's data in var/ stays
	rm -rf .venv audit/node_modules var/static .*_cache .hypothesis benchmarks/results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

base dev:
	@bin/bootstrap $@

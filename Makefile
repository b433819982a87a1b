# The commands of the newsroom. With another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
CHROMIUM ?= /usr/bin/chromium
TOOLS := .venv-test/bin
PYTEST := $(TOOLS)/pytest -q

.PHONY: run test tools lint tests tests-sqlite tests-postgres tests-browser format bench fill messages pictures locks

run:
	@$(PYTHON) -m newsroom.launch

test: lint tests

tools:
	@$(PYTHON) -m newsroom.launch --only-install

lint: tools
	$(TOOLS)/ruff check .
	$(TOOLS)/ruff format --check --quiet .
	git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 $(TOOLS)/djade --target-version 5.2 --check
	$(TOOLS)/mypy
	$(TOOLS)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(TOOLS)/python manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=tests.settings $(TOOLS)/python manage.py makemigrations --check --dry-run

tests: tests-sqlite tests-postgres tests-browser

tests-sqlite: tools
	$(PYTEST) -n auto -m "not browser" --db=sqlite

tests-postgres: tools
	$(PYTEST) -n auto -m "not browser" --db=postgres --needing-db

tests-browser: tools
	@if [ -x "$(CHROMIUM)" ]; then $(PYTEST) -n auto -m browser; \
	else echo "The browser tests did not run: there is no $(CHROMIUM) on this machine."; fi

format: tools
	$(TOOLS)/ruff check --fix .
	$(TOOLS)/ruff format .
	git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 $(TOOLS)/djade --target-version 5.2

# Makes BENCH_ARTICLES pieces (10000) in a temporary folder, on SQLite or with BENCH_DB=postgres, and asks for every page.
BENCH_REPORT ?= var/bench.md
bench: tools
	$(TOOLS)/python -m tests.bench $(BENCH_REPORT)

# Extracts the messages of the source into newsroom/locale and compiles all catalogues; needs gettext.
MANAGE := DJANGO_SETTINGS_MODULE=tests.settings $(TOOLS)/python manage.py
messages: tools
	$(MANAGE) makemessages --locale ru --locale kk --no-obsolete --ignore tests --ignore docs --ignore '.venv*' --ignore var
	$(MANAGE) compilemessages --ignore '.venv*'

# Publishes ARTICLES generated articles (10000) in the demo newsroom of VAR_DIR.
ARTICLES ?= 10000
fill: tools
	DJANGO_SETTINGS_MODULE=newsroom.settings $(TOOLS)/python -m tests.bench.fill $(ARTICLES)

# README's pictures, taken anew of a demo newsroom.
pictures: tools
	$(TOOLS)/python docs/take_pictures.py

# Newer versions of what pyproject.toml allows; needs uv.
locks:
	uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header \
		pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header \
		--group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock

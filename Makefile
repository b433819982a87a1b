# The commands of the newsroom. With another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
CHROMIUM ?= /usr/bin/chromium
TOOLS := .venv-test/bin
PYTEST := $(TOOLS)/pytest -q

# Another interpreter gets another stamp, so that the environment is made anew for it.
INSTALLED := installed-$(shell $(PYTHON) -c 'import sys; print("%s-%d.%d.%d" % ((sys.implementation.cache_tag,) + sys.version_info[:3]))' 2>/dev/null)
# A prefix that lets the kernel end a process with its parent, also after kill -9; empty where setpriv cannot do it.
UNDER_PARENT := $(shell setpriv --pdeathsig TERM true 2>/dev/null && echo setpriv --pdeathsig TERM)

.PHONY: run test tools python lint tests tests-sqlite tests-postgres tests-browser format bench fill messages pictures locks

run: .venv/$(INSTALLED)
	@.venv/bin/python manage.py setup --demo --check-port
	@export UNDER_PARENT="$(UNDER_PARENT)" VENV_PYTHON=.venv/bin/python; exec $(UNDER_PARENT) sh -c '$(SUPERVISORD); exit $$?'

# The shell around it dies when the terminal is closed, and supervisord with it: to supervisord alone HUP means restart.
SUPERVISORD = $$UNDER_PARENT $$VENV_PYTHON -m supervisor.supervisord --configuration deploy/supervisord.conf \
	--pidfile .venv/supervisord.pid $(if $(filter 0,$(shell id -u)),--user root)

test: lint tests

tools: .venv-test/$(INSTALLED)

.venv/$(INSTALLED): requirements.lock
.venv-test/$(INSTALLED): requirements-dev.lock

# The stamp is written last, so that an interrupted installation is begun again.
.venv/$(INSTALLED) .venv-test/$(INSTALLED): | python
	@echo "Создаю виртуальное окружение и ставлю зависимости…"
	@rm -f $(@D)/installed* && $(PYTHON) -m venv --clear $(@D) >$(@D).log 2>&1 || { tail -n 5 $(@D).log; \
		echo "Виртуальное окружение создать не удалось: нужен модуль venv (в Debian пакет python3-venv) и право писать" \
		"сюда / cannot make the virtual environment: install python3-venv, check the permissions of this folder"; exit 1; }
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
		--requirement $< >$(@D).log 2>&1 || { tail -n 5 $(@D).log; \
		echo "Зависимости установить не удалось: проверьте сеть; если не поможет, удалите $(@D) /" \
		"cannot install the dependencies: check the network, or delete $(@D)"; exit 1; }
	@rm -f $(@D).log && touch $@

python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || { \
		echo "Нужен Python от 3.11 до 3.14: make run PYTHON=python3.12 / Python 3.11 to 3.14 is needed"; exit 1; }

requirements.lock requirements-dev.lock:
	@echo "Нет файла $@: верните его, git checkout $@ / the file $@ is missing: git checkout $@"; exit 1

lint: tools
	$(TOOLS)/ruff check .
	$(TOOLS)/ruff format --check --quiet .
	git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 $(TOOLS)/djade --target-version 5.2 --check
	$(TOOLS)/mypy
	$(TOOLS)/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings $(TOOLS)/python manage.py check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=tests.settings $(TOOLS)/python manage.py makemigrations --check --dry-run

tests: tests-sqlite tests-postgres tests-browser

# Tests that start processes or a browser race with all others for the processors. What failed runs once more, alone:
# the first failure stays in the output, and the second one ends `make test`.
run_tests = $(PYTEST) -n auto $(1) || { echo "Once more, alone, what failed:"; \
	$(PYTEST) $(1) --last-failed --last-failed-no-failures none; }

tests-sqlite: tools
	$(call run_tests,-m "not browser" --db=sqlite)

tests-postgres: tools
	$(call run_tests,-m "not browser" --db=postgres --needing-db)

tests-browser: tools
	@if [ -x "$(CHROMIUM)" ]; then $(call run_tests,-m browser); \
	else echo "The browser tests did not run: there is no $(CHROMIUM) on this machine."; fi

format: tools
	$(TOOLS)/ruff check --fix .
	$(TOOLS)/ruff format .
	git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 $(TOOLS)/djade --target-version 5.2

# Takes some ten minutes. Makes BENCH_ARTICLES articles (10000) in a temporary folder, on SQLite or with BENCH_DB=postgres;
# measures BENCH_ROUNDS rounds (5) of BENCH_SECONDS (3) behind nginx and the application server, which need nginx and wrk,
# and each kind of page in one process. The plot is written beside the report.
BENCH_REPORT ?= docs/bench.md
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

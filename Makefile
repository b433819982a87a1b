# The two commands of the newsroom. Another interpreter: make run PYTHON=python3.12

PYTHON ?= python3
TESTS := .venv-test/bin

.PHONY: run test check lint types locks

run:
	@$(PYTHON) -m newsroom.launch

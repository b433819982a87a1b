#!/usr/bin/env python3
"""Run a management command of the newsroom."""

import os
import sys

OURS = ("articles", "newsroom", "staff", "tests")


def main() -> None:
    """Run the command; a missing package, an unusable database and Ctrl+C end it without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
        from django.db import OperationalError
    except ModuleNotFoundError as error:
        sys.exit(missing_package(error))
    try:
        execute_from_command_line(sys.argv)
    except ModuleNotFoundError as error:
        if not error.name or error.name.partition(".")[0] in OURS:
            raise
        sys.exit(missing_package(error))
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        reason = str(error).strip().partition("\n")[0]
        sys.exit(f"База данных не отвечает или не готова / the database does not answer or is not ready: {reason}")


def missing_package(error: ModuleNotFoundError) -> str:
    """The sentence about an incomplete virtual environment."""
    return (
        f"Нет пакета {error.name}: удалите папку .venv и повторите make run / "
        f"the package {error.name} is missing: delete .venv and run make again"
    )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

"""From a checkout to a running newsroom, with the standard library only."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from newsroom.environment import Unreadable, given, read_port, read_var_dir
from newsroom.launch.installation import install
from newsroom.launch.preconditions import Refusal, demand_free_port, demand_venv, demand_writable
from newsroom.processes import end_with_parent

BASE = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """`make run`; with `--only-install` the tools of `make test`: prints nothing but what it does."""
    try:
        if "--only-install" in arguments:
            demand_machine()
            install(BASE / ".venv-test", BASE / "requirements-dev.lock", tell=tell)
            return 0
        python = ready_interpreter()
    except (Refusal, Unreadable) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return become_server(python)


def become_server(python: str) -> NoReturn:
    """End as another program: no process of ours stays between make and the server."""
    os.chdir(BASE)
    os.execv(python, [python, "manage.py", "serve", "--prepare", "--demo"])


def ready_interpreter() -> str:
    """Check the machine and the environment, install what is missing; answer the interpreter to serve with."""
    end_with_parent()
    demand_machine()
    read_var_dir(given(os.environ, "VAR_DIR"), base=BASE)
    demand_free_port(read_port(given(os.environ, "PORT")))
    return str(install(BASE / ".venv", BASE / "requirements.lock", tell=tell))


def demand_machine() -> None:
    """What the virtual environment needs."""
    demand_venv()
    demand_writable(BASE)


def tell(line: str) -> None:
    """Say what takes its time just now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

"""What must be true of the machine before anything is made; each function refuses in one sentence."""

import importlib.util
import os
import socket
from pathlib import Path


class Refusal(Exception):
    """Why the newsroom cannot be started here, and what to do."""


def demand_venv() -> None:
    """Debian keeps `ensurepip`, without which `venv` makes nothing, in a package of its own."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise Refusal(f"В этом Python нет модуля {module}: установите его, в Debian это пакет python3-venv.")


def demand_writable(folder: Path) -> None:
    """The checkout takes the virtual environment."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal(f"В папку {folder} нельзя писать: дайте на неё права или запустите от имени её владельца.")


def demand_free_port(port: int) -> None:
    """Nobody else listens where the site will; whoever may not listen there at all is told so."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Refusal(f"Порт {port} системный: выберите другой, например make run PORT=8123") from error
        except OSError as error:
            raise Refusal(
                f"Порт {port} занят другой программой: выберите другой, например make run PORT=8123"
            ) from error

"""The virtual environment with the locked dependencies, made once and mended when the lock changes."""

import hashlib
import importlib.util
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

from newsroom.launch.preconditions import Refusal

STAMP = "installed"
LAST_LINES = 5
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")

Tell = Callable[[str], None]


def install(venv: Path, lock: Path, *, tell: Tell) -> Path:
    """Make `venv` hold what `lock` says, and answer its interpreter. Does nothing if it does already.

    The stamp is written last, so that an interrupted installation is begun again.
    """
    python = venv / "bin" / "python"
    stamp = venv / STAMP
    kept = stamp.read_text(encoding="utf-8").splitlines() if stamp.is_file() else []
    wanted = [interpreter(), hashlib.sha256(lock.read_bytes()).hexdigest()]
    if kept == wanted and python.exists():
        return python
    if kept[:1] != wanted[:1] or not python.exists():
        tell("Создаю виртуальное окружение…")
        make(venv, python)
    stamp.unlink(missing_ok=True)
    tell("Ставлю зависимости…")
    run(
        [str(python), "-m", "pip", "install", *PIP_OPTIONS, "--requirement", str(lock)],
        "Зависимости установить не удалось: проверьте сеть и каталог пакетов.",
    )
    stamp.write_text("\n".join(wanted), encoding="utf-8")
    return python


def make(venv: Path, python: Path) -> None:
    """Make an empty environment with pip in it."""
    refusal = f"Виртуальное окружение {venv} создать не удалось."
    run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)], refusal)
    wheel = bundled_pip()
    if wheel is None:
        run([str(python), "-m", "ensurepip"], refusal)
    else:
        # A wheel of pure Python is an archive of its files. Having pip install itself takes five seconds longer.
        base = str(venv)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(sysconfig.get_path("purelib", "venv", {"base": base, "platbase": base}))


def bundled_pip() -> Path | None:
    """The pip that came with this Python: in the folder of `ensurepip`, or where the distribution keeps it."""
    # Found and not imported: where it is missing, nobody has said so yet when this file is read.
    spec = importlib.util.find_spec("ensurepip")
    folders = [str(Path(spec.origin).parent / "_bundled")] if spec and spec.origin else []
    folders += filter(None, [sysconfig.get_config_var("WHEEL_PKG_DIR"), "/usr/share/python-wheels"])
    return next((wheel for folder in folders for wheel in sorted(Path(folder).glob("pip-*-none-any.whl"))), None)


def interpreter() -> str:
    """Which Python this is: another one needs an environment of its own."""
    return f"{sys.implementation.cache_tag} {sys.version_info[:3]} {sys.base_prefix}"


def run(command: list[str], refusal: str) -> None:
    """Run it silently; if it fails, refuse with the last lines that it said."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-LAST_LINES:]
        raise Refusal("\n".join([refusal, *said]))

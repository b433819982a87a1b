"""The container files of `deploy/`. No container is started; what they run is run here."""

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from newsroom.env import VARIABLES
from tests.newsroom.running import Running, environment, free_port, manage, wait_for

FILE = settings.BASE_DIR / "deploy" / "Containerfile"
COMPOSE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "deploy" / "compose.yml").read_text(encoding="utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "newsroom"}


def instructions() -> list[tuple[str, str]]:
    """The name and the value of each instruction, continued lines joined."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (name, value.strip()) for name, _space, value in (line.partition(" ") for line in text.splitlines() if line)
    ]


def values(name: str) -> list[str]:
    return [value for found, value in instructions() if found == name]


def command_of(service: dict[str, Any]) -> list[str]:
    found: list[str] = service.get("command") or json.loads(values("CMD")[0])
    return found


class TestTheImage:
    def test_it_does_not_run_as_root(self) -> None:
        order = [name for name, _value in instructions()]
        assert values("USER") == ["newsroom"]
        assert order.index("USER") > max(number for number, name in enumerate(order) if name in ("RUN", "COPY"))

    def test_it_installs_what_the_lock_names(self) -> None:
        assert any("pip install" in run and "--require-hashes" in run for run in values("RUN"))

    def test_it_copies_what_exists(self) -> None:
        sources = [value.rpartition(" ")[0] for value in values("COPY")]
        assert all((settings.BASE_DIR / source).exists() for source in sources)

    def test_it_takes_no_secrets_and_no_data_along(self) -> None:
        left_out = (settings.BASE_DIR / ".dockerignore").read_text().splitlines()
        # `.*` is .env, .git and the environments.
        assert {".*", "var"} <= set(left_out)

    def test_its_variables_are_ours(self) -> None:
        named = {word.partition("=")[0] for value in values("ENV") for word in shlex.split(value)}
        assert named - {"PYTHONDONTWRITEBYTECODE"} <= set(VARIABLES)

    def test_its_data_are_a_volume(self) -> None:
        assert values("VOLUME") == ["/var/lib/newsroom"]
        assert "VAR_DIR=/var/lib/newsroom" in values("ENV")[0]


class TestTheServices:
    def test_they_are_server_worker_and_set_up(self) -> None:
        assert set(OURS) == {"setup", "web", "worker"}
        commands = {name: command_of(service)[2] for name, service in OURS.items()}
        assert commands == {"setup": "setup", "web": "serve", "worker": "worker"}
        assert set(commands.values()) <= set(get_commands())

    @pytest.mark.parametrize("name", list(OURS))
    def test_one_may_do_little_and_its_variables_are_ours(self, name: str) -> None:
        service = OURS[name]
        assert set(service["environment"]) <= set(VARIABLES)
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["newsroom:/var/lib/newsroom"]

    def test_only_this_machine_reaches_the_server(self) -> None:
        assert OURS["web"]["ports"] == ["127.0.0.1:8000:8000"]
        assert "ports" not in COMPOSE["services"]["postgres"]

    def test_their_commands_run_in_their_order(self, tmp_path: Path) -> None:
        """Only one folder can be written, so that the bytecode caches of Python are off too."""
        variables = environment(tmp_path / "var", PORT=str(free_port()), PYTHONDONTWRITEBYTECODE="1", BIND="127.0.0.1")
        assert manage(settings.BASE_DIR, *command_of(OURS["setup"])[2:], **variables).returncode == 0
        assert manage(settings.BASE_DIR, *command_of(OURS["worker"])[2:], "--once", **variables).returncode == 0
        command = [sys.executable, *command_of(OURS["web"])[1:]]
        running = Running(command, folder=settings.BASE_DIR, log=tmp_path / "log", environment=variables)
        try:
            wait_for(lambda: self.is_healthy(running.port), "a healthy server")
        finally:
            running.kill()
        assert not self.is_healthy(running.port)

    def is_healthy(self, port: int) -> bool:
        check = values("HEALTHCHECK")[0].partition("CMD ")[2]
        program = json.loads(check)[2].replace(":8000/", f":{port}/")
        try:
            exec(program, {})  # noqa: S102 (our own file)
        except OSError:
            return False
        return True

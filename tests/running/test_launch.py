import ast
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from newsroom.launch import __main__ as first
from newsroom.launch import installation, preconditions, start
from newsroom.launch.preconditions import Refusal


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


class TestThePython:
    @pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 0), (3, 14, 9)])
    def test_it_accepts_those_that_are_tried(self, version: tuple[int, ...]) -> None:
        assert first.refusal(version) is None

    @pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13), (3, 15, 0)])
    def test_it_refuses_others_in_a_sentence(self, version: tuple[int, ...]) -> None:
        sentence = first.refusal(version)
        assert sentence is not None
        assert re.fullmatch(r"Нужен Python от 3\.11 до 3\.14, а это \d\.\d+: make run PYTHON=python3\.12", sentence)

    def test_it_can_be_read_by_the_old_ones(self) -> None:
        source = Path(first.__file__).read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 4))
        assert 'f"' not in source

    def test_it_names_the_versions_of_the_project_file(self) -> None:
        project = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
        oldest, newest = first.OLDEST[1], first.NEWEST[1]
        assert f'requires-python = ">=3.{oldest},<3.{newest + 1}"' in project


class TestTheMachine:
    @pytest.mark.parametrize("missing", ["venv", "ensurepip"])
    def test_it_demands_the_venv_module(self, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(preconditions.importlib.util, "find_spec", lambda name: None if name == missing else name)
        with pytest.raises(Refusal, match=rf"нет модуля {missing}: .*python3-venv"):
            preconditions.demand_venv()

    def test_it_demands_permission_to_write(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        preconditions.demand_writable(tmp_path)
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(Refusal, match=f"В папку {tmp_path} нельзя писать"):
            preconditions.demand_writable(tmp_path)

    def test_it_demands_a_free_port(self, busy_port: int) -> None:
        with pytest.raises(Refusal, match=f"Порт {busy_port} занят"):
            preconditions.demand_free_port(busy_port)

    def test_it_takes_a_port_that_was_left_a_moment_ago(self) -> None:
        with socket.socket() as server, socket.socket() as client:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", 0))
            server.listen()
            port = server.getsockname()[1]
            client.connect(("127.0.0.1", port))
            server.accept()[0].close()
        preconditions.demand_free_port(port)

    def test_it_tells_of_a_port_for_root_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(socket.socket, "bind", refuse)
        with pytest.raises(Refusal, match="Порт 80 системный"):
            preconditions.demand_free_port(80)


class TestStarting:
    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VAR_DIR", str(tmp_path))
        monkeypatch.setattr(start, "end_with_parent", lambda: None)

    def test_it_says_one_sentence_and_ends(
        self, busy_port: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PORT", str(busy_port))
        assert start.main([]) == 1
        said = capfd.readouterr()
        assert said.err == f"Порт {busy_port} занят другой программой: выберите другой, например make run PORT=8123\n"
        assert said.out == ""

    def test_it_says_so_when_a_value_makes_no_sense(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PORT", "http")
        assert start.main([]) == 1
        assert capfd.readouterr().err.startswith("PORT='http': нужно число от 1 до 65535")

    def test_it_becomes_the_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        became: list[list[str]] = []
        monkeypatch.setattr(start, "demand_free_port", lambda port: None)
        monkeypatch.setattr(start, "install", lambda *_, tell: Path("python"))
        monkeypatch.setattr(os, "chdir", lambda folder: None)
        monkeypatch.setattr(os, "execv", lambda _path, command: became.append(command))
        start.main([])
        assert became == [["python", "manage.py", "serve", "--prepare", "--demo"]]


class TestTheInstallation:
    @pytest.fixture
    def commands(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What is run, instead of running it; making an environment makes its interpreter."""
        ran: list[str] = []

        def run(command: list[str], refusal: str) -> None:
            ran.append(command[2])
            if command[2] == "venv":
                python = Path(command[-1]) / "bin" / "python"
                python.parent.mkdir(parents=True, exist_ok=True)
                python.touch()

        monkeypatch.setattr(installation, "run", run)
        monkeypatch.setattr(installation, "bundled_pip", lambda: None)
        return ran

    @pytest.fixture
    def lock(self, tmp_path: Path) -> Path:
        lock = tmp_path / "requirements.lock"
        lock.write_text("django==5.2.19")
        return lock

    def install(self, lock: Path) -> list[str]:
        told: list[str] = []
        installation.install(lock.parent / ".venv", lock, tell=told.append)
        return told

    def test_it_is_made_once(self, lock: Path, commands: list[str]) -> None:
        assert self.install(lock) == ["Создаю виртуальное окружение…", "Ставлю зависимости…"]
        assert commands == ["venv", "ensurepip", "pip"]
        assert self.install(lock) == []
        assert commands == ["venv", "ensurepip", "pip"]

    def test_it_follows_the_lock(self, lock: Path, commands: list[str]) -> None:
        self.install(lock)
        lock.write_text("django==5.2.20")
        assert self.install(lock) == ["Ставлю зависимости…"]
        assert commands == ["venv", "ensurepip", "pip", "pip"]

    def test_it_is_made_anew_for_another_python(
        self, lock: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.install(lock)
        monkeypatch.setattr(sys, "base_prefix", "/elsewhere")
        self.install(lock)
        assert commands == ["venv", "ensurepip", "pip"] * 2

    def test_it_is_begun_again_after_an_interruption(
        self, lock: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = installation.run

        def interrupted(command: list[str], refusal: str) -> None:
            if command[2] == "pip":
                raise KeyboardInterrupt
            honest(command, refusal)

        monkeypatch.setattr(installation, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            self.install(lock)
        monkeypatch.setattr(installation, "run", honest)
        self.install(lock)
        assert commands[-1] == "pip"

    def test_it_makes_an_environment_that_has_pip(self, tmp_path: Path) -> None:
        python = tmp_path / ".venv" / "bin" / "python"
        installation.make(tmp_path / ".venv", python)
        installation.run([str(python), "-m", "pip", "--version"], "pip")

    def test_it_leaves_pip_to_python_where_it_is_not_found(
        self, tmp_path: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(installation, "bundled_pip", lambda: None)
        installation.make(tmp_path / ".venv", tmp_path / ".venv" / "bin" / "python")
        assert commands == ["venv", "ensurepip"]

    def test_it_says_why_it_failed(self) -> None:
        with pytest.raises(Refusal, match=r"Не вышло\.\nno such package$"):
            installation.run([sys.executable, "-c", "import sys; sys.exit('no such package')"], "Не вышло.")


class TestTheLocks:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_it_names_no_host_and_pins_everything_by_hash(self, name: str) -> None:
        text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        for entry in re.split(r"\n(?=\S)", text.strip()):
            if not entry.startswith("#"):
                assert re.match(r"[a-z0-9-]+==\S+ (;.*)?\\\n +--hash=sha256:", entry), entry

    def test_it_tests_with_what_it_runs_with(self) -> None:
        def pins(name: str) -> set[str]:
            return set(re.findall(r"^[a-z0-9-]+==\S+", (settings.BASE_DIR / name).read_text(), re.MULTILINE))

        assert pins("requirements.lock") < pins("requirements-dev.lock")

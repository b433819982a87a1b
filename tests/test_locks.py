"""The lock files: hashed, without a host, and the same for tests and product."""

import re
import subprocess

import pytest
from django.conf import settings


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_it_names_no_host_and_pins_everything_by_hash(name: str) -> None:
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if not entry.startswith("#"):
            assert re.match(r"[a-z0-9-]+==\S+ (;.*)?\\\n +--hash=sha256:", entry), entry


def test_it_tests_with_what_it_runs_with() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==\S+", (settings.BASE_DIR / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")


def test_the_makefile_takes_the_pythons_of_the_project_file() -> None:
    project = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    makefile = (settings.BASE_DIR / "Makefile").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.15"' in project
    assert "(3, 11) <= sys.version_info[:2] <= (3, 14)" in makefile


@pytest.mark.parametrize(
    ("version", "accepted"), [("3, 10", False), ("3, 11", True), ("3, 14", True), ("3, 15", False)]
)
def test_the_makefile_refuses_other_pythons(version: str, accepted: int) -> None:
    makefile = (settings.BASE_DIR / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"-c '(import sys; sys\.exit\(not [^']+)'", makefile)
    assert found
    code = f"import sys; sys.version_info = ({version}, 0); " + found[1]
    assert (subprocess.run(["python3", "-c", code], check=False).returncode == 0) == bool(accepted)

from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from newsroom.page_cache.release import release

compute = release.__wrapped__


@pytest.fixture(autouse=True)
def project(settings: Settings, tmp_path: Path) -> Path:
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text("<p>")
    return tmp_path


def test_it_depends_on_code_templates_and_public_settings(project: Path, settings: Settings) -> None:
    found = [compute()]
    (project / "templates" / "base.html").write_text("<b>")
    found.append(compute())
    (project / "static").mkdir()
    (project / "static" / "site.css").write_text("")
    found.append(compute())
    settings.SITE_URL = "https://example.kz"
    found.append(compute())
    assert len(set(found)) == 4
    assert all(len(value) == 16 for value in found)


def test_it_is_the_same_for_the_same_files(project: Path) -> None:
    before = compute()
    (project / "templates" / "base.html").touch()
    (project / "templates" / "notes.txt").write_text("not shown")
    assert compute() == before


def test_it_depends_on_the_addresses_of_the_collected_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker may start after new code came and before its static files were collected."""
    found = {compute()}
    for address in ("css/site.1111.css", "css/site.2222.css"):
        collected = SimpleNamespace(hashed_files={"css/site.css": address})
        monkeypatch.setattr("newsroom.page_cache.release.staticfiles_storage", collected)
        found.add(compute())
    assert len(found) == 3

"""Nothing of a former version stays on the disk."""

from pathlib import Path

import pytest

from articles import actions
from newsroom.page_cache.sweep import sweep
from newsroom.worker.jobs import JOBS
from tests import factories
from tests.newsroom.page_cache.stack import Stack
from tests.users import member

CANARY = "Зимородок"


def files_with(word: str, pages: Path) -> list[Path]:
    plain = (path for path in pages.rglob("*") if path.is_file() and path.suffix not in {".gz", ".br"})
    return [path for path in plain if word in path.read_text(encoding="utf-8", errors="replace")]


def test_a_withdrawn_article_is_in_no_file(stack: Stack, pages: Path) -> None:
    article = factories.published(headline=CANARY)
    for address in ("/", "/feed/", f"/articles/{article.pk}-{article.slug}/"):
        stack.get(address)
    assert len(files_with(CANARY, pages)) == 3
    actions.withdraw(article, by=member("editor"), reason="Ошибка")
    assert stack.get("/").status == 200
    assert sweep() > 0
    assert files_with(CANARY, pages) == []
    assert sweep() == 0
    assert stack.get("/").status == 200
    assert stack.rendered.count("/") == 2


def test_the_worker_does_it_every_ten_seconds() -> None:
    assert next(job.every_seconds for job in JOBS if job.run is sweep) <= 10


def test_a_folder_that_a_killed_sweep_has_left_is_removed(stack: Stack, pages: Path) -> None:
    stack.get("/")
    (pages / ".removed-abc" / "about").mkdir(parents=True)
    (pages / ".removed-abc" / "about" / "index.html").write_text(CANARY)
    sweep()
    assert files_with(CANARY, pages) == []


def test_it_needs_no_folder(pages: Path) -> None:
    assert sweep() == 0


@pytest.mark.parametrize("name", [".rendering", ".lock"])
def test_it_leaves_the_locks(stack: Stack, pages: Path, name: str) -> None:
    stack.get("/")
    sweep()
    assert (pages / name).exists()

"""Others write while a backup is made: they do not wait for it, and it does not see them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from django.db.models import Model

from articles.models import Article, Transition
from newsroom.backup import making, rows
from newsroom.backup.manifest import Rows
from newsroom.backup.moment import one_moment
from newsroom.website.models import Tag
from tests import factories
from tests.backup.newsrooms import backup, everything, lost, restore
from tests.newsroom.images import files

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act: object, *arguments: object) -> None:
    """Do something on another connection, and commit it; fail where it would have to wait."""

    def run() -> None:
        try:
            act(*arguments)  # type: ignore[operator]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(timeout=15)


def test_it_sees_one_moment() -> None:
    Tag.objects.create(name="до", slug="do")
    with one_moment():
        assert Tag.objects.count() == 1
        elsewhere(lambda: Tag.objects.create(name="после", slug="posle"))
        assert Tag.objects.count() == 1
    assert Tag.objects.count() == 2


def test_a_backup_made_meanwhile_is_of_one_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = files.taken()
    factories.published()
    before = everything()
    dump = rows.dump

    def busy(model: type[Model], target: object) -> Rows:
        if model is Article:
            elsewhere(factories.published)
            elsewhere(image.delete)
        return dump(model, target)  # type: ignore[arg-type]

    monkeypatch.setattr(making.rows, "dump", busy)
    said = backup(file)
    assert "снимков: 1, без файла: 0" in said
    assert Article.objects.count() == 2
    lost()
    restore(file)
    after = everything()
    assert after.pop("articles.transition") != before.pop("articles.transition")  # They are told to nobody any more.
    assert after == before
    assert not Transition.objects.unprocessed().exists()

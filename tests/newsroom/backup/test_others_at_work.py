"""Others write while a backup is made or restored: nobody waits, and the backup is of one moment."""

import gzip
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import Settings

from articles.models import Article
from newsroom.backup import making, restoring
from newsroom.images.storage import media, names
from newsroom.images.storage.locks import locked
from newsroom.website.models import Tag
from tests import factories
from tests.newsroom.backup.newsrooms import backup, everything, lost, restore
from tests.newsroom.images import files

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act: object, *arguments: object) -> object:
    """Do something on another connection, and commit it; fail where it would have to wait."""

    def run() -> object:
        try:
            return act(*arguments)  # type: ignore[operator]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(timeout=15)


@pytest.mark.usefixtures("either_storage")
def test_pictures_deleted_and_added_meanwhile_are_in_the_backup(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted = files.stored_image()
    dump = making.DATABASES[connection.vendor].dump

    def busy(target: Path) -> None:
        added = elsewhere(files.stored_image)
        dump(target)
        elsewhere(deleted.delete)
        masters.append(added.file)  # type: ignore[attr-defined]

    masters = [deleted.file]
    monkeypatch.setattr(making.DATABASES[connection.vendor], "dump", busy)
    assert "снимков: 2, файлов: 0." in backup(file)
    lost()
    assert "Нет файла" not in restore(file)
    assert all(media.exists(names.master(file)) for file in masters)


def test_readers_go_on_until_the_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.draft()
    backup(file)
    factories.draft()
    settle = restoring._settle
    seen = []

    def looked_at(former: object) -> int:
        seen.append(elsewhere(Article.objects.count))
        return settle(former)  # type: ignore[arg-type]

    monkeypatch.setattr(restoring, "_settle", looked_at)
    restore(file, replace=True)
    assert (seen, elsewhere(Article.objects.count)) == ([2], 1)


def test_a_connection_opened_before_works_on(file: Path) -> None:
    factories.draft()
    rows = everything()
    backup(file)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(factories.tag, "до").result()
        pool.submit(restore, file, replace=True)
        pool.submit(factories.tag, "до").result()
        pool.submit(connections.close_all).result()
    assert Tag.objects.get().name == "до"
    Tag.objects.all().delete()
    assert everything()["articles.Article"] == rows["articles.Article"]


def test_a_second_restore_is_refused(file: Path, settings: Settings) -> None:
    backup(file)
    with (
        locked(settings.VAR_DIR / "restoring", 1),
        pytest.raises(Exception, match="ещё делается или восстанавливается"),
    ):
        restore(file)


def test_the_dump_is_whole_for_other_programs(tmp_path: Path) -> None:
    factories.draft()
    target = tmp_path / "dump"
    making.DATABASES[connection.vendor].dump(target)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as database:
            found = database.execute(f"SELECT headline FROM {Article._meta.db_table}").fetchall()  # noqa: S608
        assert found == [("Открыли центр",)]
    else:
        assert "Открыли центр" in gzip.decompress(target.read_bytes()).decode()

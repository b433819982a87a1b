"""What restoring refuses, in a sentence, and then nothing is changed."""

import gzip
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from newsroom.backup import archive, restoring
from newsroom.backup.manifest import Manifest
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from tests import factories
from tests.newsroom.backup.newsrooms import backup, everything, gone_on, lost, masters, restore
from tests.newsroom.images import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(file: Path) -> Path:
    """A backup of a small newsroom, which has gone on since."""
    factories.published(image=files.stored_image(), tags=("вода",))
    factories.draft()
    backup(file)
    gone_on()
    return file


def refused(file: Path, **options: Any) -> str:
    """Return the sentence of the refusal, after which everything must be as before."""
    before = everything(), masters(), files.folders()
    with pytest.raises(CommandError) as refusal:
        restore(file, **{"replace": True, **options})
    assert (everything(), masters(), files.folders()) == before
    assert not list(media.files(names.UNFINISHED))
    said = str(refusal.value)
    assert "\n" not in said
    return said


def remade(file: Path, change: Callable[[Path], object] = lambda dump: None, **values: Any) -> None:
    """Make the archive again with a changed dump, or other values in its manifest."""
    folder = file.parent / "remade"
    with archive.opened(file) as former, tarfile.open(file) as tar:
        manifest = former.manifest
        tar.extractall(folder, filter="data")
    sources = {name: folder / name for name in manifest.members}
    change(next(path for name, path in sources.items() if name.startswith("database.")))
    file.unlink()
    with file.open("xb") as target:
        kept = {name: getattr(manifest, name) for name in ("version", "created_at", "vendor", "migrations")}
        with archive.writing(target, Manifest(**{**kept, **values})) as writer:
            for name, source in sources.items():
                with source.open("rb") as content:
                    writer.add(name, content)
    shutil.rmtree(folder)


def rewritten(change_sqlite: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """Return a function that changes a dump: by a statement on SQLite, by a replacement in its text on PostgreSQL."""

    def change(dump: Path) -> None:
        if dump.suffix == ".gz":
            script = gzip.decompress(dump.read_bytes())
            assert old in script
            dump.write_bytes(gzip.compress(script.replace(old, new)))
        else:
            with closing(sqlite3.connect(dump)) as database:
                database.execute(change_sqlite)
                database.commit()

    return change


class TestTheArchive:
    def test_it_refuses_a_damaged_one(self, made: Path) -> None:
        made.write_bytes(made.read_bytes()[:-20000])
        assert "повреждена" in refused(made)
        with translation.override("kk"):
            assert "бүлінген" in refused(made)

    def test_it_refuses_one_of_another_database(self, made: Path) -> None:
        remade(made, vendor="oracle")
        assert "сделана на oracle" in refused(made)

    @pytest.mark.parametrize("step", [("articles", "0099_from_the_future"), ("horoscopes", "0001_initial")])
    def test_it_refuses_a_newer_one(self, made: Path, step: tuple[str, str]) -> None:
        remade(made, migrations=[step])
        assert "более новой версией" in refused(made)

    def test_it_refuses_a_newer_one_that_does_not_say_so(self, made: Path) -> None:
        table = "django_migrations"
        remade(
            made,
            rewritten(
                f"UPDATE {table} SET name = '0099_later' WHERE app = 'sessions'",  # noqa: S608
                b"\tsessions\t0001_initial\t",
                b"\tsessions\t0099_later\t",
            ),
        )
        assert "более новой версией" in refused(made)

    def test_it_refuses_a_dump_that_is_none(self, made: Path) -> None:
        remade(made, lambda dump: dump.write_bytes(b"Dear editors!" * 1000))
        assert "всё осталось как было" in refused(made)

    def test_it_refuses_a_dump_without_a_newsroom(self, made: Path) -> None:
        def emptied(dump: Path) -> None:
            if dump.suffix == ".gz":
                dump.write_bytes(gzip.compress(b"CREATE SCHEMA public;\n"))
            else:
                dump.write_bytes(b"")

        remade(made, emptied)
        assert "базы данных в ней нет" in refused(made)

    def test_it_refuses_a_picture_outside_its_folder(self, made: Path) -> None:
        (name,) = Image.objects.filter(title="").values_list("file", flat=True)[:1] or [None]
        table = Image._meta.db_table
        with tarfile.open(made) as tar:
            name = next(member for member in tar.getnames() if member.startswith("originals/"))
        change = rewritten(f"UPDATE {table} SET file = '../../../x.jpg'", name.encode(), b"../../../x.jpg")  # noqa: S608
        remade(made, change)
        assert "чужое имя" in refused(made)


class TestTheNewsroomThatIsThere:
    def test_it_is_not_replaced_unless_asked_to(self, made: Path) -> None:
        assert "--replace" in refused(made, replace=False)

    @pytest.mark.parametrize("make", [files.stored_image, factories.section, lambda: factories.tag("вода")])
    def test_anything_is_enough(self, file: Path, make: Callable[[], object]) -> None:
        backup(file)
        make()
        assert "--replace" in refused(file, replace=False)

    @pytest.mark.parametrize("failure", [RuntimeError("кто-то выдернул шнур"), KeyboardInterrupt()])
    def test_it_stays_whatever_happens_before_the_end(
        self, made: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
    ) -> None:
        def fail(*arguments: object) -> None:
            raise failure

        before = everything(), masters(), files.folders()
        monkeypatch.setattr(restoring.SiteVersion, "bump", fail)
        with pytest.raises(type(failure)):
            restore(made, replace=True)
        assert (everything(), masters(), files.folders()) == before
        assert not list(media.files(names.UNFINISHED))
        monkeypatch.undo()
        restore(made, replace=True)

    def test_a_picture_that_the_disk_refuses_leaves_none(self, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lost()
        factories.draft()

        def fail(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(archive.Archive, "extract", fail)
        assert "на диске нет места" in refused(made)


class TestMaking:
    def test_it_names_the_folder_that_takes_no_copy(self, tmp_path: Path) -> None:
        for parent, why in ((tmp_path / "нет", "такого файла или папки нет"), (Path(__file__), "а не папка")):
            target = parent / "копия.tar"
            with pytest.raises(CommandError) as printed:
                call_command("backup", target)
            assert str(printed.value).startswith(f"Копия {target} не записана: ")
            assert why in str(printed.value)

    @pytest.mark.parametrize(
        ("program", "sentence"),
        [
            ("", "Нет программы"),
            ("echo 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1", "старше сервера"),
            ("echo 'pg_dump: error: out of memory' >&2; exit 1", "не сделала копию: pg_dump: error: out of memory"),
        ],
    )
    def test_it_says_what_is_wrong_with_pg_dump(
        self, file: Path, tmp_path: Path, settings: Settings, program: str, sentence: str
    ) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("PostgreSQL only")
        settings.PG_DUMP = str(tmp_path / "pg_dump")
        if program:
            Path(settings.PG_DUMP).write_text(f"#!/bin/sh\n{program}\n")
            Path(settings.PG_DUMP).chmod(0o700)
        with pytest.raises(CommandError, match=sentence):
            backup(file)
        assert not file.exists()

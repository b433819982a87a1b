"""A file that is not exactly what was written is refused in a sentence, and nothing is changed."""

import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom import page_cache
from newsroom.backup.archive import opened
from newsroom.backup.refusals import Refused
from newsroom.images import storage
from newsroom.images.models import Image
from tests import factories
from tests.backup.forging import Change, Forgery, forged
from tests.backup.newsrooms import backup, everything, furnished, gone_on, lost, masters, restore
from tests.newsroom.images import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(file: Path) -> Path:
    """A backup of a small newsroom, which has gone on since."""
    factories.published(image=files.taken(), tags=("вода",))
    factories.draft()
    backup(file)
    gone_on()
    return file


def refused(file: Path, **options: Any) -> str:
    """The sentence of the refusal, after which everything must be as before."""
    before = everything(), masters(), files.folders()
    with pytest.raises(CommandError) as refusal:
        restore(file, **{"replace": True, **options})
    assert (everything(), masters(), files.folders()) == before
    assert not list(storage.private_root().glob("tmp/*"))
    said = str(refusal.value)
    assert "\n" not in said
    return said


CUTS: dict[str, Callable[[int], int]] = {
    "nothing": lambda size: 0,
    "a few bytes": lambda size: 100,
    "one header": lambda size: 512,
    "a quarter": lambda size: size // 4,
    "half": lambda size: size // 2,
    "three quarters": lambda size: size // 4 * 3,
    "all but a record": lambda size: size - 10240,
    "all but a block": lambda size: size - 512,
    "all but a byte": lambda size: size - 1,
}


class TestDamage:
    @pytest.mark.parametrize("what", CUTS)
    def test_it_refuses_a_file_of_which_is_left(self, made: Path, what: str) -> None:
        data = made.read_bytes()
        made.write_bytes(data[: CUTS[what](len(data))])
        assert "повреждена" in refused(made)

    def test_it_refuses_a_file_that_was_cut_before_its_end_at_a_member(self, made: Path) -> None:
        with tarfile.open(made) as tar:
            ends = [info.offset for info in tar]
        data = made.read_bytes()
        for end in ends:
            made.write_bytes(data[:end] + bytes(10240))
            with pytest.raises(Refused), opened(made):
                pass

    def test_it_refuses_one_flipped_byte(self, made: Path) -> None:
        data = made.read_bytes()
        made.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :])
        assert "повреждена" in refused(made)

    def test_it_notices_a_flipped_byte_wherever_it_is(self, made: Path) -> None:
        data = bytearray(made.read_bytes())
        last = data.rindex(b"seal.sha256")
        places = {*range(0, len(data), len(data) // 150), *range(last - 1024, len(data), 37), len(data) - 1}
        for place in sorted(places):
            data[place] ^= 0x20
            made.write_bytes(data)
            with pytest.raises(Refused), opened(made):
                pass
            data[place] ^= 0x20

    def test_it_refuses_more_bytes(self, made: Path) -> None:
        made.write_bytes(made.read_bytes() + b"\0" * 10240)
        assert "повреждена" in refused(made)

    def test_it_refuses_what_is_no_backup(self, file: Path) -> None:
        factories.draft()
        file.write_text("Дорогая редакция!\n" * 1000)
        assert "повреждена" in refused(file)

    def test_it_refuses_another_tar(self, file: Path, tmp_path: Path) -> None:
        factories.draft()
        (tmp_path / "manifest.json").write_text('{"format": 1}')
        with tarfile.open(file, "w") as tar:
            tar.add(tmp_path / "manifest.json", "manifest.json")
        assert "повреждена" in refused(file)

    def test_it_refuses_what_is_not_there(self, tmp_path: Path) -> None:
        factories.draft()
        assert refused(tmp_path / "нет.tar").endswith("не открывается: такого файла или папки нет.")
        assert refused(tmp_path).endswith("не открывается: это папка.")

    def test_it_names_the_folder_that_takes_no_copy(self, tmp_path: Path) -> None:
        for parent, why in ((tmp_path / "нет", "такого файла или папки нет"), (Path(__file__), "а не папка")):
            target = parent / "копия.tar"
            with pytest.raises(CommandError) as told:
                call_command("backup", target)
            assert str(told.value).startswith(f"Копия {target} не записана: ")
            assert why in str(told.value)
            assert ".part" not in str(told.value)


def later_format(made: Forgery) -> None:
    made.manifest |= {"format": 2, "version": "9.9", "models": "something else"}


def later_migration(made: Forgery) -> None:
    made.manifest["migrations"]["articles"].append("0099_from_the_future")


def later_application(made: Forgery) -> None:
    made.manifest["migrations"]["horoscopes"] = ["0001_initial"]


def without_the_index(made: Forgery) -> None:
    made.manifest["migrations"]["articles"].remove("0002_search_index")


NEWER: dict[str, Change] = {"format": later_format, "migration": later_migration, "application": later_application}


class TestAnotherVersion:
    @pytest.mark.parametrize("what", NEWER)
    def test_it_refuses_a_newer(self, made: Path, what: str) -> None:
        forged(made, NEWER[what])
        said = refused(made)
        assert "более новой версией" in said
        assert "обновите программу" in said

    def test_it_refuses_rows_of_before_a_step_that_changed_rows(self, made: Path) -> None:
        forged(made, without_the_index)
        assert "articles.0002_search_index" in refused(made)

    def test_it_takes_rows_of_before_a_column(self, file: Path) -> None:
        furnished()
        Image.objects.update(uploaded_by=None)
        rows = everything()
        backup(file)

        def older(made: Forgery) -> None:
            made.manifest["migrations"]["images"].remove("0002_image_uploaded_by")
            made.without_column("images.image", "uploaded_by_id")

        forged(file, older)
        lost()
        restore(file)
        assert everything() == rows


OUTSIDE = "../../../outside.jpg"


def symbolic_link(made: Forgery) -> None:
    made.kinds[made.masters()[0]] = tarfile.SYMTYPE


def other_hash(made: Forgery) -> None:
    made.manifest["members"][made.masters()[0]]["sha256"] = "0" * 64


def less_rows(made: Forgery) -> None:
    made.manifest["models"]["articles.article"]["count"] -= 1


def more_rows(made: Forgery) -> None:
    made.manifest["models"]["articles.article"]["count"] += 1


def without_a_table(made: Forgery) -> None:
    del made.manifest["models"]["articles.remark"]
    made.drop(made.name("articles.remark"))


def with_another_column(made: Forgery) -> None:
    made.manifest["models"]["articles.article"]["columns"][3] = "horoscope"


FORGED: dict[str, Change] = {
    "a member outside": lambda made: made.put(OUTSIDE, b"x"),
    "an absolute member": lambda made: made.put("/tmp/outside.jpg", b"x"),  # noqa: S108
    "a member of another kind": lambda made: made.put("static/x.js", b"x"),
    "a link": symbolic_link,
    "a picture outside": lambda made: made.change("images.image", "file", OUTSIDE),
    "a public folder outside": lambda made: made.change("images.image", "public_token", "../../x"),
    "an unknown table": lambda made: made.set_rows("horoscopes.sign", [[1]]),
    "sessions": lambda made: made.set_rows("sessions.session", [], ["session_key"]),
    "an unlisted table": without_a_table,
    "an unknown column": with_another_column,
    "a missing column": lambda made: made.without_column("articles.article", "headline"),
    "fewer rows listed": less_rows,
    "more rows listed": more_rows,
    "another hash": other_hash,
    "a picture without file": lambda made: made.drop(made.masters()[0]),
    "a file without picture": lambda made: made.put(f"originals/ab/ab{'0' * 30}.jpg", b"x"),
    "a number for a text": lambda made: made.change("articles.article", "headline", 1),
    "a text for a number": lambda made: made.change("articles.article", "version", "1"),
    "no value": lambda made: made.change("articles.article", "headline", None),
    "an hour without a zone": lambda made: made.change("articles.article", "created_at", "2026-01-01T00:00:00"),
    "rows that are not packed": lambda made: made.put(made.name("articles.article"), b"[1]\n"),
    "another product": lambda made: made.manifest.update(product="other"),
    "a manifest of another shape": lambda made: made.manifest.update(models=[]),
    "a manifest without dates": lambda made: made.manifest.pop("created_at"),
}  # fmt: skip


class TestForgery:
    @pytest.mark.parametrize("what", FORGED)
    def test_it_refuses(self, made: Path, what: str) -> None:
        forged(made, FORGED[what])
        assert "сделана не этой программой" in refused(made)

    def test_nothing_is_written_outside(self, made: Path) -> None:
        forged(made, FORGED["a member outside"])
        refused(made)
        assert not list(made.parent.parent.rglob("outside.jpg"))

    @pytest.mark.parametrize(
        ("label", "column", "value"),
        [
            ("articles.article", "section_id", 999_999),
            ("articles.article", "state", "famous"),
            ("staff.user", "username_key", "scheduler"),
        ],
    )
    def test_what_only_the_database_notices_changes_nothing_either(
        self, made: Path, label: str, column: str, value: object
    ) -> None:
        forged(made, lambda forgery: forgery.change(label, column, value))
        lost()
        factories.draft(headline="Здесь уже работают")
        assert "База данных не приняла копию" in refused(made)


class TestTheNewsroomThatIsThere:
    def test_it_is_not_replaced_unless_asked_to(self, made: Path) -> None:
        assert "--replace" in refused(made, replace=False)

    @pytest.mark.parametrize("make", [files.taken, factories.section, lambda: factories.tag("вода")])
    def test_anything_is_enough(self, file: Path, make: Callable[[], object]) -> None:
        backup(file)
        make()
        assert "--replace" in refused(file, replace=False)

    @pytest.mark.parametrize("failure", [RuntimeError("кто-то выдернул шнур"), KeyboardInterrupt()])
    def test_it_stays_whatever_happens_before_the_end(
        self, made: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
    ) -> None:
        def fail() -> None:
            raise failure

        (restored,) = Forgery(made).masters()
        storage.master(restored).write_bytes(b"here it looks otherwise")
        before = everything(), masters(), files.folders()
        monkeypatch.setattr(page_cache, "begin", fail)
        with pytest.raises(type(failure)):
            restore(made, replace=True)
        assert (everything(), masters(), files.folders()) == before
        assert not list(storage.private_root().glob("tmp/*"))

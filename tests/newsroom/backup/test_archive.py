"""A file that is not exactly what was written is refused before anything is read from it."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsroom.backup.archive import opened, writing
from newsroom.backup.exceptions import BackupError
from newsroom.backup.manifest import Manifest

PICTURE = f"originals/ab/ab{'0' * 30}.jpg"
Member = tuple[tarfile.TarInfo, bytes]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A small archive. Its dump is never executed here."""
    dump, picture, archive = tmp_path / "dump", tmp_path / "picture", tmp_path / "made.tar"
    dump.write_bytes(b"rows" * 1000)
    picture.write_bytes(b"pixels" * 1000)
    manifest = Manifest("0.1.0", "2026-11-28T12:00:00+00:00", "sqlite", [("staff", "0001_initial")])
    with archive.open("xb") as file, writing(file, manifest) as writer:
        for name, source in {"database.sqlite3": dump, PICTURE: picture}.items():
            with source.open("rb") as content:
                writer.add(name, content)
    return archive


def refused(file: Path) -> str:
    """Return the sentence of the refusal."""
    with pytest.raises(BackupError) as refusal, opened(file):
        pass
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def member(name: str, content: bytes = b"x", **fields: Any) -> Member:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    return info, content


def members(file: Path) -> list[Member]:
    with tarfile.open(file) as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]


def written(file: Path, *content: Member) -> None:
    """Write an archive of these members."""
    with tarfile.open(file, "w") as tar:
        for info, data in content:
            tar.addfile(info, io.BytesIO(data))


def with_manifest(file: Path, **values: Any) -> None:
    """Change the manifest."""
    *others, (_info, data) = members(file)
    changed = json.dumps(json.loads(data) | values).encode()
    written(file, *others, member("manifest.json", changed))


def test_a_whole_one_is_accepted(made: Path) -> None:
    with opened(made) as archive:
        assert archive.manifest.version == "0.1.0"
        assert archive.manifest.picture_count == 1
        found = io.BytesIO()
        archive.extract(PICTURE, found)
    assert found.getvalue() == b"pixels" * 1000


CUTS: dict[str, Callable[[int], int]] = {
    "nothing": lambda size: 0,
    "a few bytes": lambda size: 100,
    "one header": lambda size: 512,
    "half": lambda size: size // 2,
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

    def test_it_refuses_a_file_that_ends_at_a_member(self, made: Path) -> None:
        for count in range(3):
            written(made.with_name("cut.tar"), *members(made)[:count])
            assert "повреждена" in refused(made.with_name("cut.tar"))

    def test_it_refuses_a_flipped_byte_wherever_it_is(self, made: Path) -> None:
        data = bytearray(made.read_bytes())
        for place in range(0, len(data), 37):
            data[place] ^= 0x20
            made.write_bytes(data)
            refused(made)
            data[place] ^= 0x20

    def test_it_refuses_more_bytes(self, made: Path) -> None:
        made.write_bytes(made.read_bytes() + b"\0" * 10240)
        assert "повреждена" in refused(made)

    def test_it_refuses_what_is_no_archive(self, tmp_path: Path) -> None:
        file = tmp_path / "letter.txt"
        file.write_text("Дорогая редакция!\n" * 1000)
        assert "повреждена" in refused(file)

    def test_it_names_what_is_not_there(self, tmp_path: Path) -> None:
        assert refused(tmp_path / "нет.tar").endswith("не открывается: такого файла или папки нет.")
        assert refused(tmp_path).endswith("не открывается: это папка.")


FORGED: dict[str, Member] = {
    "a path outside": member("../../../outside.jpg"),
    "an absolute path": member("/tmp/outside.jpg"),  # noqa: S108
    "another name": member("static/x.js"),
    "a picture in another folder": member(f"originals/cd/ab{'1' * 30}.jpg"),
    "a symbolic link": member(f"originals/ab/ab{'1' * 30}.jpg", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    "a hard link": member(f"originals/ab/ab{'1' * 30}.jpg", b"", type=tarfile.LNKTYPE, linkname="/etc/passwd"),
    "a folder": member("originals", b"", type=tarfile.DIRTYPE),
    "a device": member(PICTURE, b"", type=tarfile.CHRTYPE),
    "a long name": member("originals/" + "a" * 300),
    "an unlisted picture": member(f"originals/ab/ab{'1' * 30}.jpg"),
    "a picture twice": member(PICTURE, b"pixels" * 1000),
}  # fmt: skip


class TestForgery:
    @pytest.mark.parametrize("what", FORGED)
    def test_it_refuses(self, made: Path, what: str) -> None:
        first, *others = members(made)
        written(made, first, FORGED[what], *others)
        assert "сделана не этой программой" in refused(made)

    @pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
    @pytest.mark.parametrize("size", [-512, -1024, -(2**40)])
    def test_it_refuses_a_negative_size(self, made: Path, kind: bytes, size: int) -> None:
        info, _ = member(PICTURE, type=kind)
        info.size = size
        with tarfile.open(made) as tar:
            second = tar.getmembers()[1].offset
        data = bytearray(made.read_bytes())
        data[second : second + 512] = info.tobuf(tarfile.GNU_FORMAT)
        made.write_bytes(data)
        assert "повреждена" in refused(made)

    def test_it_refuses_a_size_beyond_the_end(self, made: Path) -> None:
        info, _ = member(PICTURE)
        info.size = 2**60
        made.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + made.read_bytes())
        assert "повреждена" in refused(made)

    @pytest.mark.parametrize(
        "values",
        [
            {"version": "0.1.1"},
            {"product": "other"},
            {"members": {}},
            {"members": []},
            {"migrations": [["staff"]]},
            {"format": "2"},
            {"checksum": "0" * 64},
        ],
    )
    def test_it_refuses_a_changed_manifest(self, made: Path, values: dict[str, Any]) -> None:
        with_manifest(made, **values)
        assert "сделана не этой программой" in refused(made)

    @pytest.mark.parametrize("data", [b"", b"{", b"[]", b"[" * 100_000, b"\xff"])
    def test_it_refuses_a_manifest_that_is_none(self, made: Path, data: bytes) -> None:
        written(made, *members(made)[:-1], member("manifest.json", data))
        assert "нет описи" in refused(made)


def test_it_refuses_a_newer_format(made: Path) -> None:
    with_manifest(made, format=3, version="9.9", members="something else")
    said = refused(made)
    assert "более новой версией программы (9.9)" in said
    assert "обновите программу" in said

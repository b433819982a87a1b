"""`backup --keep N`: how many backups stay in VAR_DIR."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom.management.commands import backup as command

pytestmark = pytest.mark.django_db(transaction=True)

FORMER = ("newsroom-2026-01-01-031500.tar", "newsroom-2026-01-02-031500.tar", "newsroom-2026-01-03-031500.tar")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in (*FORMER, "of-before-the-move.tar"):
        (folder / name).touch()
    return folder


def test_the_last_ones_stay_with_what_is_no_backup_of_this_folder(folder: Path) -> None:
    call_command("backup", keep=2)
    assert not any((folder / name).exists() for name in FORMER[:2])
    assert (folder / FORMER[2]).exists()
    assert (folder / "of-before-the-move.tar").exists()
    assert len(list(folder.iterdir())) == 3


def test_nothing_goes_without_the_option(folder: Path) -> None:
    call_command("backup")
    assert len(list(folder.iterdir())) == 5


def test_nothing_goes_when_the_new_one_is_not_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "make", fail)
    with pytest.raises(CommandError):
        call_command("backup", keep=1)
    assert len(list(folder.iterdir())) == 4


def test_a_count_below_one_is_refused(folder: Path) -> None:
    with pytest.raises(CommandError, match="must be a number from 1"):
        call_command("backup", "--keep", "0")

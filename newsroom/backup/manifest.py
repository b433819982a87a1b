"""The manifest of an archive: what made it, and what is in it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from newsroom.backup.exceptions import BackupError, DamagedArchive

FORMAT = 2
PRODUCT = "newsroom"
Migrations = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Member:
    """Size in bytes and SHA-256 of a file in the archive."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`created_at` is an ISO 8601 time; `migrations` are the applied ones as pairs of app and name."""

    version: str
    created_at: str
    vendor: str
    migrations: list[tuple[str, str]]
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def picture_count(self) -> int:
        """The number of master pictures in the archive."""
        return sum(name.startswith("originals/") for name in self.members)

    @property
    def file_count(self) -> int:
        """The number of attached files in the archive."""
        return sum(name.startswith("attachments/") for name in self.members)

    def as_json(self) -> bytes:
        """Return the content of `manifest.json`."""
        values = {"format": FORMAT, "product": PRODUCT, **asdict(self)}
        return json.dumps({**values, "checksum": _checksum(values)}, ensure_ascii=False, indent=1).encode()


def parse(data: bytes) -> Manifest:
    """Return the manifest in `manifest.json`. Raises BackupError for a damaged one, and for a newer format."""
    try:
        values: dict[str, Any] = json.loads(data)
        checksum = values.pop("checksum")
        if values["product"] != PRODUCT or values["format"] > FORMAT:
            # A newer format may have another shape, so nothing more is read from it.
            if values["product"] == PRODUCT:
                raise newer(str(values["version"]))
            raise ValueError(values["product"])
        if checksum != _checksum(values):
            raise ValueError(checksum)
        return Manifest(
            version=values["version"],
            created_at=values["created_at"],
            vendor=values["vendor"],
            migrations=[(app, name) for app, name in values["migrations"]],
            members={name: Member(**member) for name, member in values["members"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedArchive(_("нет описи")) from None


def newer(version: str) -> BackupError:
    """Return the refusal of an archive of a later version."""
    sentence = _("Копия сделана более новой версией программы (%(version)s). Сначала обновите программу.")
    return BackupError(sentence % {"version": version})


def check_migrations(applied: Migrations, version: str) -> None:
    """Raise BackupError if the code lacks an applied migration: the archive was made by later code."""
    on_disk = MigrationLoader(None).disk_migrations
    known = {*on_disk, *(replaced for migration in on_disk.values() for replaced in migration.replaces)}
    if not set(applied) <= known:
        raise newer(version)


def _checksum(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

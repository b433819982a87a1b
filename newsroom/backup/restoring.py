"""Putting a backup in the place of the present newsroom."""

import zlib
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from articles import actions
from articles.actions import search_index
from newsroom.backup import pictures
from newsroom.backup.archive import Archive
from newsroom.backup.exceptions import BackupError, DamagedArchive, first_line, reason_of
from newsroom.backup.making import DATABASES
from newsroom.backup.manifest import Manifest, check_migrations
from newsroom.backup.tables import is_empty
from newsroom.backup.workspace import workspace
from newsroom.page_cache.models import SiteVersion
from staff.models import Invitation, KnownDevice, LoginAttempt


def check(manifest: Manifest) -> None:
    """Raise BackupError if the archive is of another database, or of later code."""
    if manifest.vendor != connection.vendor:
        sentence = _(
            "Копия сделана на %(made)s, а здесь %(here)s. "
            "Восстановите её на %(made)s и перенесите: manage.py copy_database."
        )
        raise BackupError(sentence % {"made": manifest.vendor, "here": connection.vendor})
    check_migrations(manifest.migrations, manifest.version)


def restore(archive: Archive, *, replace: bool) -> int:
    """Replace the newsroom by the archive; `replace` permits that for one that holds anything.

    Returns how many due articles went back to approved. Nothing is mailed or published. Raises BackupError, and then
    the newsroom is as it was.
    """
    check(archive.manifest)
    try:
        if not is_empty() and not replace:
            raise BackupError(
                _("В этой редакции уже работают. Чтобы заменить всё, что в ней есть, добавьте --replace.")
            )
        with workspace(settings.VAR_DIR / "restoring") as folder, pictures.placed(archive):
            unscheduled = _replace(archive, folder)
    except (DatabaseError, EOFError, zlib.error) as error:
        sentence = _("База данных не приняла копию, всё осталось как было: %(detail)s")
        detail = first_line(error) if isinstance(error, DatabaseError) else str(error)
        raise BackupError(sentence % {"detail": detail}) from error
    except OSError as error:
        sentence = _("Диск не принял копию, всё осталось как было: %(reason)s.")
        raise BackupError(sentence % {"reason": reason_of(error)}) from error
    pictures.remove_derived()
    return unscheduled


def _replace(archive: Archive, folder: Path) -> int:
    database = DATABASES[connection.vendor]
    dump = folder / database.MEMBER
    former = _present_version()
    with dump.open("xb") as file:
        archive.extract(database.MEMBER, file)
    with database.replaced(dump):
        _migrate(archive.manifest)
        with transaction.atomic():
            return _settle(former)


def _present_version() -> SiteVersion | None:
    try:
        return SiteVersion.objects.first()
    except DatabaseError:  # No tables yet, or those of another version.
        return None


def _migrate(manifest: Manifest) -> None:
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        raise DamagedArchive(_("базы данных в ней нет"))
    check_migrations(recorder.applied_migrations(), manifest.version)
    # Their ids are those of the former database.
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)
    connection.check_constraints()


def _settle(former: SiteVersion | None) -> int:
    """End sessions and invitations, let nothing be sent or published, and show readers the change."""
    if not pictures.are_names_valid():
        raise DamagedArchive(_("у снимка или файла чужое имя"))
    for model in (Session, KnownDevice, LoginAttempt):
        model._base_manager.all().delete()
    Invitation.objects.open().delete()
    unscheduled = actions.cancel_pending_after_restore()
    search_index.outdate_all()
    if former:
        SiteVersion.bump_after(former)
    else:
        SiteVersion.bump()
    return unscheduled

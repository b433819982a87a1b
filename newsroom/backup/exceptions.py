"""Why a backup is not made or not restored."""

import errno

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_REASONS = {
    errno.EACCES: gettext_lazy("нет прав"),
    errno.EPERM: gettext_lazy("нет прав"),
    errno.EROFS: gettext_lazy("диск только для чтения"),
    errno.ENOENT: gettext_lazy("такого файла или папки нет"),
    errno.ENOTDIR: gettext_lazy("на пути к нему файл, а не папка"),
    errno.EISDIR: gettext_lazy("это папка"),
    errno.ENOSPC: gettext_lazy("на диске нет места"),
    errno.EDQUOT: gettext_lazy("на диске нет места"),
    errno.ENAMETOOLONG: gettext_lazy("слишком длинное имя"),
    errno.EIO: gettext_lazy("диск неисправен"),
}


class BackupError(CommandError):
    """One sentence for the operator. Nothing was changed."""


class DamagedArchive(BackupError):
    """The file is not a complete archive of this product."""

    def __init__(self, detail: str) -> None:
        sentence = _("Копия повреждена, не дописана или сделана не этой программой: %(detail)s.")
        super().__init__(sentence % {"detail": detail})


def reason_of(error: OSError) -> str:
    """Return the reason of a disk error as a translated phrase, or the system's own words for a rare one."""
    return str(_REASONS.get(error.errno or 0) or error.strerror or type(error).__name__)


def first_line(error: DatabaseError) -> str:
    """Return the message without its details: PostgreSQL quotes rows there, drafts included."""
    return str(error).partition("\n")[0]

"""Why a backup is not taken or not restored."""

import errno

_REASONS = {
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "диск только для чтения",
    errno.ENOENT: "такого файла или папки нет",
    errno.ENOTDIR: "на пути к нему файл, а не папка",
    errno.EISDIR: "это папка",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "на диске нет места",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EIO: "диск неисправен",
}


class Refused(Exception):
    """One sentence for whoever typed the command; nothing was changed."""


class Damaged(Refused):
    """The file is not what a backup of ours is when it is whole."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Копия повреждена, не дописана или сделана не этой программой: {detail}.")


def in_words(error: OSError) -> str:
    """What the disk said, in Russian; what it says seldom stays as the system words it."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__

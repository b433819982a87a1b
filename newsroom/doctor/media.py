"""Who may read the originals of images in a bucket. Those in a folder are among the files of `folders.secrecy`."""

from collections.abc import Iterator

from newsroom.backup.copying_media import is_open_to_anybody


def originals() -> Iterator[str]:
    """The bucket answers, and its policy opens `public/` only."""
    try:
        if is_open_to_anybody():
            yield (
                "Оригиналы снимков в бакете может прочитать кто угодно: откройте политикой только public/, см. "
                "docs/scaling.md / anybody can read the originals in the bucket: let its policy open public/ only"
            )
    except OSError as error:
        yield (
            f"Хранилище снимков не отвечает, проверьте MEDIA_STORAGE / "
            f"the storage of pictures does not answer, check MEDIA_STORAGE: {error.strerror}"
        )

"""Static files for production: what an entry file imports is joined into it, then all is hashed and compressed.

An entry is a list of imports, which browsers follow in development. In production readers get one stylesheet and one
script, each in one request.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRIES = ("css/site.css", "css/admin.css", "js/site.js")

CSS_IMPORT = re.compile(r'^@import url\("([^"]+)"\);$', re.MULTILINE)
CSS_URL = re.compile(r"""url\(\s*["']?(?!["']?(?:[a-z]+:|/|#))([^"')]+?)["']?\s*\)""")
JS_IMPORT = re.compile(r'^import "\./([^"]+)";$', re.MULTILINE)
JS_LINK = re.compile(r"^\s*(?:import|export)\b", re.MULTILINE)

# Level 11 takes ten times as long for 3 % fewer bytes, and every setup waits for it.
BROTLI_QUALITY = 9

Read = Callable[[str], str]
"""Returns the text of the static file of a name."""


class JoiningStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """The manifest storage of WhiteNoise, with the entries joined before they get their hashes.

    `known` is a folder whose compressed files need not be made again: a name with a hash has one content.
    """

    known: Path | None = None
    # A module that imports another must name its hash: else a browser would mix two releases.
    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                text: str = file.read().decode()
            return text

        joined = InMemoryStorage()
        for entry in ENTRIES:
            joined.save(entry, ContentFile(join(entry, read).encode()))
        yield from super().post_process(paths | {entry: (joined, entry) for entry in ENTRIES}, *args, **options)

    def url_converter(self, name: str, *args: Any, **options: Any) -> Callable[[re.Match[str]], str]:
        """Leave bare names of modules as they are: the import map of the page gives them their hashes."""
        convert: Callable[[re.Match[str]], str] = super().url_converter(name, *args, **options)

        def convert_relative(found: re.Match[str]) -> str:
            is_bare = name.endswith(".js") and not found["url"].startswith((".", "/"))
            return found["matched"] if is_bare else convert(found)

        return convert_relative

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        known = self.known
        yield from super().compress_files([path for path in paths if not (known and (known / f"{path}.gz").is_file())])

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)


class QuickCompressor(Compressor):  # type: ignore[misc]  # it has no types
    """WhiteNoise's, at a quicker level of brotli."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        compressed: bytes = brotli.compress(data, quality=BROTLI_QUALITY)
        return compressed


def join(entry: str, read: Read) -> str:
    """Return the entry with the text of each imported file in place of its import.

    Raise ValueError for a file that cannot be joined, and KeyError for a missing one.
    """
    join_one, imports = (_sheet, CSS_IMPORT) if entry.endswith(".css") else (_module, JS_IMPORT)
    folder = posixpath.dirname(entry)
    return imports.sub(lambda found: join_one(folder, posixpath.join(folder, found[1]), read), read(entry))


def _sheet(folder: str, name: str, read: Read) -> str:
    """The text of a stylesheet, with its relative addresses as they are seen from the folder of the entry."""
    text = read(name)
    if "@import" in text:
        raise ValueError(f"{name}: only an entry imports other stylesheets")
    own = posixpath.relpath(posixpath.dirname(name), folder)
    return CSS_URL.sub(lambda found: f'url("{posixpath.normpath(posixpath.join(own, found[1]))}")', text)


def _module(_folder: str, name: str, read: Read) -> str:
    """The text of a module in a block, so that its names stay its own."""
    text = read(name)
    if JS_LINK.search(text):
        raise ValueError(f"{name}: a joined script neither imports nor exports")
    return f"{{\n{text}}}"

"""The message catalogues: what must be in them, what is wrong with them, how they are written.

The source speaks Russian. Each app keeps its Kazakh, and the Russian forms of what is counted,
in its own `locale/`; strings of `templates/` and `static/` belong to the project package. There
also lie translations of what Django and the libraries leave out: entries that carry the name of
their package as a comment (`#. django.contrib.admin`). polib compiles, so gettext's own tools
are not needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
from django.apps import apps

from newsroom.strings import Message, messages_in

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "newsroom"
# As in Django's own catalogues, so that JavaScript, which knows one rule only, counts right.
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<12 || n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || "
        "(n%100>=11 && n%100<=14)? 2 : 3);"
    ),
}
SUFFIXES = {"django": {".py", ".html", ".txt", ".xml"}, "djangojs": {".js"}}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdrif]|\{\w*\}")

Translations = Mapping[str, object]


@dataclass(frozen=True)
class Catalogue:
    """One .po file: its language, and the messages of the source that it owes a translation."""

    path: Path
    language: str
    wanted: frozenset[Message]

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def compiled(self) -> Path:
        """Where the compiled form of the catalogue lies."""
        return self.path.with_suffix(".mo")

    def read(self) -> polib.POFile:
        """Return the catalogue as it stands; an empty one where there is no file yet."""
        if self.path.exists():
            return polib.pofile(str(self.path), wrapwidth=98)
        return polib.POFile(wrapwidth=98)


def catalogues() -> list[Catalogue]:
    """Return every catalogue that the project has or ought to have."""
    found = []
    for home, files in _files_by_home().items():
        for domain, suffixes in SUFFIXES.items():
            messages = messages_in(file for file in files if file.suffix in suffixes)
            for language in PLURALS:
                path = home / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
                wanted = frozenset(m for m in messages if m.plural or language == "kk")
                if wanted or path.exists():
                    found.append(Catalogue(path, language, wanted))
    return found


def complaints(catalogue: Catalogue) -> Iterator[str]:
    """Yield, in words, everything that keeps the catalogue from being complete and current."""
    book = catalogue.read()
    entries = {_message(entry): entry for entry in book}
    for message in sorted(catalogue.wanted - entries.keys()):
        yield f"{catalogue}: not there: {message.text!r}"
    for message, entry in entries.items():
        if entry.obsolete or not (entry.comment or message in catalogue.wanted):
            yield f"{catalogue}: no longer in the source: {message.text!r}"
        elif not entry.translated() or len(_forms(entry)) != _expected(entry, catalogue):
            yield f"{catalogue}: not translated: {message.text!r}"
        elif not _same_placeholders(entry):
            yield f"{catalogue}: other placeholders than in the source: {message.text!r}"
    if book.metadata.get("Plural-Forms") != PLURALS[catalogue.language]:
        yield f"{catalogue}: not the plural forms of Django's own catalogue"
    if not (catalogue.compiled.exists() and catalogue.compiled.read_bytes() == book.to_binary()):
        yield f"{catalogue}: the compiled file is not current"


def write(catalogue: Catalogue, translations: Translations) -> None:
    """Add what is new, drop what is gone, fill what is empty from `translations`, compile.

    A translation that stands in the catalogue already is kept: the .po file is where to mend it.
    """
    book = catalogue.read()
    book.metadata = {
        "Language": catalogue.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[catalogue.language],
    }
    known = {_message(entry): entry for entry in book if not entry.obsolete}
    kept = [known[m] for m in known if m in catalogue.wanted or known[m].comment]
    kept += [_entry(message) for message in catalogue.wanted - known.keys()]
    for entry in kept:
        if not entry.translated():
            _fill(entry, catalogue, translations)
    book[:] = sorted(kept, key=lambda e: (bool(e.comment), e.msgid, e.msgctxt or ""))
    catalogue.path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(catalogue.path))
    catalogue.compiled.write_bytes(catalogue.read().to_binary())


def _files_by_home() -> dict[Path, list[Path]]:
    paths = (Path(app.path) for app in apps.get_app_configs())
    # The virtual environment may lie in the checkout, with the catalogues of others.
    files: dict[Path, list[Path]] = {
        path: [] for path in paths if path.is_relative_to(ROOT) and "site-packages" not in path.parts
    }
    tops = {home for home in files if home.parent == ROOT} | {ROOT / "templates", ROOT / "static"}
    for file in sorted(file for top in tops for file in top.rglob("*") if file.is_file()):
        homes = [home for home in files if file.is_relative_to(home)]
        files[max(homes, key=lambda home: len(home.parts), default=PROJECT)].append(file)
    return files


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _entry(message: Message) -> polib.POEntry:
    return polib.POEntry(msgid=message.text, msgid_plural=message.plural, msgctxt=message.context or None)


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _expected(entry: polib.POEntry, catalogue: Catalogue) -> int:
    return int(PLURALS[catalogue.language][9]) if entry.msgid_plural else 1


def _same_placeholders(entry: polib.POEntry) -> bool:
    """One form may leave the number out («один черновик»); the last one may not."""
    source = _placeholders(entry.msgid_plural or entry.msgid)
    forms = [_placeholders(form) for form in _forms(entry)]
    return forms[-1] == source and all(form <= source for form in forms)


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def _fill(entry: polib.POEntry, catalogue: Catalogue, translations: Translations) -> None:
    if not entry.msgid_plural:
        entry.msgstr = str(translations.get(entry.msgid, ""))
        return
    both = translations.get(f"{entry.msgid}|{entry.msgid_plural}")
    forms = both.get(catalogue.language, []) if isinstance(both, Mapping) else []
    # Django's Russian has a fourth form, for fractions; nothing that is counted here has it.
    forms = [*forms, *forms[-1:]][: _expected(entry, catalogue)]
    entry.msgstr_plural = dict(enumerate(forms))

"""The message catalogues are current and complete, so that nobody reads the other language.

gettext's own tools extract and compile: `make messages`. Where they are missing, what needs them is skipped.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings

LOCALES = [Path(path) for path in settings.LOCALE_PATHS]
OURS, LIBRARIES = LOCALES
CATALOGUES = sorted(path for locale in LOCALES for path in locale.glob("*/LC_MESSAGES/*.po"))
SOURCES = ("newsroom", "articles", "staff", "templates", "static/js")
KINDS = {".py", ".html", ".txt", ".xml", ".js", ".po"}
DJANGO = Path(django.__file__).parent
PACKAGES = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions")
# Words that both languages share.
SAME_IN_BOTH = {
    "автор",
    "аудио",
    "галерея",
    "видео пост ролик",
    "компьютер",
    "файл № %s",
    "лицензия",
    "портрет: %(name)s",
    "фото",
    "%(minutes)d мин",
    "алматы",
    "атырау",
    "%(width)s × %(height)s, %(megabytes)s мб",
    "дайджест",
    "импорт",
    "журналист",
    "карточка",
    "корректор",
    "корректура",
    "лид",
    "логин",
    "логотип",
    "материал",
    "сайт",
    "миссия",
    "модератор",
    "портрет",
    "редактор",
    "редакция",
    "робот",
    "тег",
    "телефон",
    "файл",
}
CYRILLIC = re.compile("[а-яёА-ЯЁ]")
LATIN = re.compile("[A-Za-z]")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdrif]|\{\w*\}")
needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def catalogue(language: str) -> polib.POFile:
    """Return our own messages in one language."""
    return polib.pofile(str(OURS / language / "LC_MESSAGES" / "django.po"))


def kazakh_catalogues() -> list[polib.POFile]:
    """Return every Kazakh catalogue of the project."""
    return [polib.pofile(str(path)) for path in CATALOGUES if "kk" in path.parts]


def translated(path: Path) -> set[tuple[str, str]]:
    """The messages of a .po file that have a translation."""
    if not path.exists():
        return set()
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if entry.translated()}


class TestTheCatalogues:
    @needs_gettext
    def test_it_is_what_make_messages_makes_of_the_source(self, tmp_path: Path) -> None:
        """Nothing new, nothing gone: a new run leaves the files as they are."""
        for source in (settings.BASE_DIR / top for top in SOURCES):
            for file in source.rglob("*"):
                if file.suffix in KINDS and file.is_file():
                    copy = tmp_path / file.relative_to(settings.BASE_DIR)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, copy)
        command = ["makemessages", "--locale", "ru", "--locale", "kk", "--no-obsolete"]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), "VAR_DIR": str(tmp_path / "var")}
        subprocess.run(
            [sys.executable, "-m", "django", *command, "--settings", "newsroom.settings", "--ignore", "var"],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        for language in ("ru", "kk"):
            path = OURS / language / "LC_MESSAGES" / "django.po"
            made = tmp_path / path.relative_to(settings.BASE_DIR)
            assert made.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), "run `make messages`"

    @needs_gettext
    @pytest.mark.parametrize("path", CATALOGUES, ids=name)
    def test_its_compiled_form_is_current(self, path: Path, tmp_path: Path) -> None:
        compiled = tmp_path / "made.mo"
        subprocess.run(["msgfmt", "--check", "-o", compiled, path], check=True)
        made, kept = (polib.mofile(str(mo)) for mo in (compiled, path.with_suffix(".mo")))
        assert [str(entry) for entry in kept] == [str(entry) for entry in made], "run `make messages`"
        assert kept.metadata == made.metadata

    @pytest.mark.parametrize("path", CATALOGUES, ids=name)
    def test_it_has_no_guess_and_no_leftover(self, path: Path) -> None:
        book = polib.pofile(str(path))
        assert book.fuzzy_entries() + book.obsolete_entries() == []

    @pytest.mark.parametrize("path", [path for path in CATALOGUES if "kk" in path.parts], ids=name)
    def test_it_says_everything_in_kazakh(self, path: Path) -> None:
        assert [entry.msgid for entry in polib.pofile(str(path)).untranslated_entries()] == []

    def test_it_has_the_russian_forms_of_what_is_counted(self) -> None:
        """The rest of the Russian is the source itself."""
        counted = [entry for entry in catalogue("ru") if entry.msgid_plural]
        assert counted
        assert [entry.msgid for entry in counted if not entry.translated()] == []

    @pytest.mark.parametrize("path", CATALOGUES, ids=name)
    def test_it_fills_in_what_the_source_fills_in(self, path: Path) -> None:
        wrong = [entry.msgid for entry in polib.pofile(str(path)).translated_entries() if not same_placeholders(entry)]
        assert wrong == []

    def test_it_does_not_pass_russian_off_as_kazakh(self) -> None:
        same = {entry.msgid.casefold() for entry in catalogue("kk") if entry.msgid == entry.msgstr}
        assert {text for text in same - SAME_IN_BOTH if CYRILLIC.search(text)} == set()

    def test_it_has_no_english_in_the_source(self) -> None:
        texts = {re.sub(r"%\(\w+\)s|<[^>]*>", "", entry.msgid) for entry in catalogue("kk")}
        assert {text for text in texts if LATIN.search(text) and not CYRILLIC.search(text)} <= {"Telegram", "SEO"}


def same_placeholders(entry: polib.POEntry) -> bool:
    """One form may leave the number out («один черновик»); the last one may not."""
    source = placeholders(entry.msgid_plural or entry.msgid)
    forms = [placeholders(form) for form in (entry.msgstr_plural or {0: entry.msgstr}).values()]
    return forms[-1] == source and all(form <= source for form in forms)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


class TestLibrariesInTheAdmin:
    @pytest.mark.parametrize("domain", ["django", "djangojs"])
    @pytest.mark.parametrize("language", ["ru", "kk"])
    @pytest.mark.parametrize("package", PACKAGES)
    def test_it_leaves_nothing_of_django_untranslated(self, package: str, language: str, domain: str) -> None:
        english = DJANGO / package / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if not english.exists():
            pytest.skip("this package has no such strings")
        inside = Path(language) / "LC_MESSAGES" / f"{domain}.po"
        homes = [*LOCALES, *(DJANGO / other / "locale" for other in PACKAGES)]
        said = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(english))}
        assert said - set().union(*(translated(home / inside) for home in homes)) == set()

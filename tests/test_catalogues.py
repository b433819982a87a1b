"""Whoever reads Kazakh meets no Russian and no English, and nobody needs gettext to build the catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

import django
import django_prose_editor
import polib
import pytest

from newsroom.catalogues import PROJECT, Catalogue, catalogues, complaints, write
from newsroom.strings import Message, messages_in

DJANGO = Path(django.__file__).parent
PACKAGES = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions")
# Words that both languages share.
SAME_IN_BOTH = {
    "%(minutes)d мин",
    "алматы",
    "атырау",
    "%(width)s × %(height)s, %(megabytes)s мб",
    "дайджест",
    "журналист",
    "карточка",
    "корректор",
    "корректура",
    "лид",
    "логин",
    "логотип",
    "материал",
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
EDITOR_TITLE = re.compile(r'(?:material\("\w*"|</svg>[`"])\s*,\s*"([^"]+)"')

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
LABEL = _("черновик " "и ещё")
def f(n, name):
    other(_(name), f"{n}")
    return ngettext("%(n)d слово", "%(n)d слов", n) + pgettext("кому", "выдано")
"""
TEMPLATE = """
{% load i18n %}{% translate "Рубрики" as title %}{{ x|default:_("пусто") }}{# {% translate "нет" %} #}
{% blocktranslate trimmed count n=n %}
  {{ n }} голос
{% plural %}
  {{ n }} голоса
{% endblocktranslate %}
"""
SCRIPT = """label.textContent = gettext("Сохранено"); other.gettext_("нет"); ngettext('%s знак', '%s знаков', n);"""


def translated(path: Path) -> set[tuple[str, str]]:
    """The messages of a .po file that have a translation."""
    if not path.exists():
        return set()
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if entry.translated()}


def project_entries(language: str) -> Iterator[polib.POEntry]:
    """Translations of the project's own strings: those without the name of a package."""
    for catalogue in catalogues():
        if catalogue.language == language:
            yield from (entry for entry in catalogue.read() if not entry.comment)


class TestTheCatalogues:
    @pytest.mark.parametrize("catalogue", catalogues(), ids=str)
    def test_it_is_complete_current_and_without_leftovers(self, catalogue: Catalogue) -> None:
        assert list(complaints(catalogue)) == []

    def test_it_does_not_pass_russian_off_as_kazakh(self) -> None:
        same = {entry.msgid.casefold() for entry in project_entries("kk") if entry.msgid == entry.msgstr}
        assert {text for text in same - SAME_IN_BOTH if CYRILLIC.search(text)} == set()

    def test_it_has_no_english_in_the_source(self) -> None:
        texts = {re.sub(r"%\(\w+\)s|<[^>]*>", "", entry.msgid) for entry in project_entries("kk")}
        assert {text for text in texts if LATIN.search(text) and not CYRILLIC.search(text)} <= {"Telegram", "SEO"}


class TestWhatTheDeskShowsOfOthers:
    @pytest.mark.parametrize("domain", ["django", "djangojs"])
    @pytest.mark.parametrize("language", ["ru", "kk"])
    @pytest.mark.parametrize("package", PACKAGES)
    def test_it_leaves_nothing_of_django_untranslated(self, package: str, language: str, domain: str) -> None:
        english = DJANGO / package / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if not english.exists():
            pytest.skip("this package has no such strings")
        inside = Path("locale") / language / "LC_MESSAGES" / f"{domain}.po"
        homes = [PROJECT, *(DJANGO / other for other in PACKAGES)]
        said = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(english))}
        assert said - set().union(*(translated(home / inside) for home in homes)) == set()

    @pytest.mark.parametrize("language", ["ru", "kk"])
    def test_it_names_every_button_of_the_text_editor(self, language: str) -> None:
        folder = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor"
        titles = set(EDITOR_TITLE.findall((folder / "editor.js").read_text(encoding="utf-8")))
        ours = translated(PROJECT / "locale" / language / "LC_MESSAGES" / "djangojs.po")
        assert {"bold", "Delete row"} <= titles
        assert {("", title) for title in titles} - ours == set()


class TestFindingStrings:
    @pytest.mark.parametrize(
        ("name", "source", "messages"),
        [
            (
                "views.py",
                PYTHON,
                {
                    Message("черновик и ещё"),
                    Message("%(n)d слово", "%(n)d слов"),
                    Message("выдано", context="кому"),
                },
            ),
            (
                "page.html",
                TEMPLATE,
                {Message("Рубрики"), Message("пусто"), Message("%(n)s голос", "%(n)s голоса")},
            ),
            ("page.js", SCRIPT, {Message("Сохранено"), Message("%s знак", "%s знаков")}),
        ],
    )
    def test_it_finds_what_people_see(self, tmp_path: Path, name: str, source: str, messages: set[Message]) -> None:
        file = tmp_path / name
        file.write_text(source, encoding="utf-8")
        assert messages_in([file]) == messages


class TestWriting:
    counted = Message("%(n)d слово", "%(n)d слов")
    translations = {
        "черновик": "шимай",
        "%(n)d слово|%(n)d слов": {"ru": ["%(n)d слово", "%(n)d слова", "%(n)d слов"], "kk": ["%(n)d сөз"] * 2},
    }

    @pytest.fixture
    def path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr("newsroom.catalogues.ROOT", tmp_path)
        return tmp_path / "locale" / "django.po"

    def test_it_fills_from_a_file_and_compiles(self, path: Path) -> None:
        catalogue = Catalogue(path, "kk", frozenset({Message("черновик"), self.counted}))
        write(catalogue, self.translations)
        assert list(complaints(catalogue)) == []
        assert polib.mofile(str(catalogue.compiled)).find("черновик").msgstr == "шимай"

    def test_it_gives_russian_the_fourth_form_of_django(self, path: Path) -> None:
        catalogue = Catalogue(path, "ru", frozenset({self.counted}))
        write(catalogue, self.translations)
        assert list(complaints(catalogue)) == []
        assert catalogue.read()[0].msgstr_plural[3] == "%(n)d слов"

    def test_it_drops_what_is_gone_and_keeps_what_is_there(self, path: Path) -> None:
        write(Catalogue(path, "kk", frozenset({Message("черновик"), self.counted})), self.translations)
        catalogue = Catalogue(path, "kk", frozenset({Message("черновик")}))
        assert len(list(complaints(catalogue))) == 1
        write(catalogue, {"черновик": "жоба"})
        assert [(entry.msgid, entry.msgstr) for entry in catalogue.read()] == [("черновик", "шимай")]

    def test_it_complains_of_what_is_missing(self, path: Path) -> None:
        catalogue = Catalogue(path, "kk", frozenset({Message("черновик"), Message("%(n)s из 5")}))
        write(catalogue, {"%(n)s из 5": "5-тен %(m)s"})
        found = list(complaints(catalogue))
        assert [line.partition(": ")[2].partition(":")[0] for line in found] == [
            "other placeholders than in the source",
            "not translated",
        ]

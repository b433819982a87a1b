"""Find texts of a page in another language than its own, for `test_untranslated`.

English is any Latin word that people have not typed and that is no name of `NAMES`. Russian on a Kazakh page is a text
of the source that the catalogue has in other words, or a word that neither the catalogues nor people know.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import django
import polib
from django.apps import apps
from django.db.models import CharField, EmailField, Model, Q, SlugField, TextField, URLField
from django.utils.html import strip_tags

from articles.models import Transition
from staff.models import User
from tests.newsroom.test_catalogues import kazakh_catalogues

NAMES = {
    "Telegram", "WhatsApp", "Instagram", "RSS", "Atom",  # what readers know under no other name
    "JPEG", "PNG", "WebP", "AVIF", "SEO", "URL",  # the same for staff
    "UTC",  # of the zone beside each hour
    "OK",  # the browser's own button
    "ID",  # in Django's own words for what is not there, in both languages
}  # fmt: skip
# Each language is named in itself; the city of the hours and the year of dates are in no catalogue.
# The example of a new tag is in both languages.
SHARED = {"русский", "рус", "қазақша", "қаз", "алматы", "жылғы", "мұз"}
SAID = ("title", "alt", "aria-label", "placeholder", "label", "abbr", "summary", "aria-description")
META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
# What people have typed is looked up in the database; of feeds, the fields whose form a standard sets.
SILENT = ("script", "style", "textarea", "pubdate", "lastbuilddate", "language")
KEY = re.compile(r"[!-~]*")
LONG = 20
BY_THE_ROBOT = {User: Q(is_robot=True), Transition: Q(user__is_robot=True)}
ADDRESS = re.compile(r"(?:https?://|(?<!\w)[/@])\S*|[\w.+-]+@[\w.-]+|\{\w*\}")
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]")
CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]{2,}(?:-[а-яёәғқңөұүһі]+)*", re.IGNORECASE)
ONLY_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%(?:\\?\(\w+\\?\))?[sd]|\\?\{\w*\\?\}")


class Page(HTMLParser):
    """Collects the texts of a page: those that are read, seen on an element, or shown by a script later."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._silent += tag in SILENT
        self.texts += [given[name] for name in SAID if name in given]
        for name, value in given.items():
            if name.startswith("data-"):
                self.texts += _words_of_data(value)
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.texts.append(given.get("value", ""))
        if tag == "meta" and META & {given.get("name"), given.get("property")}:
            self.texts.append(given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def _words_of_data(value: str) -> list[str]:
    """Return the texts in an element's data that a script may show: no keys, numbers and addresses."""
    if value.startswith(("{", "[")):
        return list(_words_of_json(json.loads(value)))
    return [] if KEY.fullmatch(value) else [value]


def _words_of_json(data: object, name: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        yield from (text for name, part in data.items() for text in _words_of_json(part, name))
    elif isinstance(data, list):
        yield from (text for part in data for text in _words_of_json(part, name))
    elif isinstance(data, str) and (name.endswith("Text") or not KEY.fullmatch(data)):
        yield data


def texts_of(page: str) -> set[str]:
    """Return the texts of the page (HTML, XML or JSON), each on one line."""
    if page.startswith("{"):
        found = _words_of_data(page)
    else:
        reader = Page()
        reader.feed(page)
        found = reader.texts
    return {text for text in (plain(text) for text in found) if text}


def plain(text: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(unescape(strip_tags(text.replace("<", " <"))).split())


@dataclass(frozen=True)
class Typed:
    """What people have typed in the newsroom. It is not translated."""

    phrases: tuple[str, ...]
    words: frozenset[str]
    whole: str

    @classmethod
    def here(cls) -> "Typed":
        """Return every text of the database, without keys of the program and notes that the program has written."""
        return cls.of(text for model in apps.get_models() for text in _stored(model))

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Typed":
        """Return these texts, plain or HTML, as typed ones."""
        phrases = tuple(sorted({plain(text) for text in texts} - {""}, key=len, reverse=True))
        return cls(phrases, frozenset(words_in(" ".join(phrases))), "\n".join(phrases))

    def without(self, text: str) -> str:
        """Return a text without people's words: whole phrases, or long parts of them."""
        if len(text) > LONG and text.rstrip("…") in self.whole:
            return ""
        for phrase in self.phrases:
            if phrase in text:
                text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", text)
        return text


def _stored(model: type[Model]) -> Iterator[str]:
    if model._meta.app_label not in ("articles", "digests", "website", "staff", "images"):
        return
    people = model._default_manager.exclude(BY_THE_ROBOT.get(model, Q(pk=None)))
    for field in model._meta.concrete_fields:
        if isinstance(field, CharField | TextField):
            is_typed = isinstance(field, EmailField | SlugField | URLField) or field.name == "username"
            values = filter(None, people.values_list(field.name, flat=True))
            yield from (text for text in values if is_typed or not KEY.fullmatch(text))


def words_in(text: str) -> set[str]:
    """Return the Cyrillic words of the text, in small letters."""
    return {word.casefold() for word in CYRILLIC.findall(text)}


def english_in(text: str, typed: Typed) -> set[str]:
    """Return the Latin words that nobody has typed."""
    return set(LATIN.findall(ADDRESS.sub(" ", PLACEHOLDER.sub(" ", typed.without(text))))) - NAMES


def kazakh_in(text: str, typed: Typed) -> set[str]:
    """Return the words with Kazakh letters that nobody has typed."""
    return {word for word in words_in(typed.without(text)) - SHARED if ONLY_KAZAKH.search(word)} - typed.words


def russian_in(text: str, typed: Typed) -> set[str]:
    """Return the text itself if the catalogue translates it; else those of its words that are in no catalogue."""
    rest = plain(typed.without(text))
    if _source().fullmatch(rest.casefold().strip(" .:…*›")):
        return {rest}
    return words_in(rest) - typed.words - _kazakh_words() - SHARED


@cache
def _source() -> re.Pattern[str]:
    """Return a pattern of the source texts that the Kazakh catalogue translates."""
    entries = [entry for catalogue in kazakh_catalogues() for entry in catalogue]
    said = {text.casefold() for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())}
    texts = {text.casefold() for entry in entries for text in (entry.msgid, entry.msgid_plural)} - said
    patterns = (_pattern(text.strip(" .:…")) for text in texts if words_in(text))
    return re.compile("|".join(patterns))


def _pattern(text: str) -> str:
    """Return a regular expression for the text: a number for each `%d`, anything for other placeholders."""
    with_numbers = re.sub(r"%\\\(\w+\\\)d", r"[\\d\\s]+", re.escape(text))
    return PLACEHOLDER.sub(".+", with_numbers)


@cache
def _kazakh_words() -> set[str]:
    """Return the words of all Kazakh catalogues, ours and Django's."""
    books = kazakh_catalogues()
    books += [polib.pofile(str(path)) for path in Path(django.__file__).parent.rglob("locale/kk/LC_MESSAGES/*.po")]
    texts = (text for book in books for entry in book for text in (entry.msgstr, *entry.msgstr_plural.values()))
    return words_in(" ".join(texts))

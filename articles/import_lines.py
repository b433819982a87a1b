"""Reads articles that were published elsewhere from JSON Lines, one article a line.

Keys of a line: `external_id`, `language`, `headline`, `lead`, `body` (HTML), `section` (slug), `bylines` (names) and
`published_at` (ISO 8601; without an offset in the newsroom's time zone); optionally `tags` (names) and `image` (a path
below the folder of the file) with `caption`, `credit` and `alt`.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import validation
from articles.actions.bulk_import import ImportedArticle, ImportedByline
from articles.models import Article
from newsroom.body import cleaning
from newsroom.exceptions import Incomplete
from newsroom.images.intake import uploads
from newsroom.images.models import Image
from newsroom.utils.dates import local_date
from newsroom.utils.html import to_text
from newsroom.utils.text import clean_line, clean_text
from newsroom.website.models import Section
from staff.models import Person

REQUIRED = ("external_id", "language", "headline", "lead", "body", "section", "bylines", "published_at")
OPTIONAL = ("tags", "image", "caption", "credit", "alt")
LISTS = ("tags", "bylines")
LONGEST = {"external_id": 200, "headline": 200, "lead": 1000, "caption": 1000, "credit": 200, "alt": 500}
LONGEST_NAME = {"tags": 100, "bylines": 100}
MOST = {"tags": 12, "bylines": 10}
LONGEST_LINE = 2_000_000
"""Bytes of one line; a body alone may have 400,000 characters."""


class LineReader:
    """Turns lines into articles and remembers what it has read, so that no line asks the database twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.languages = dict(settings.LANGUAGES)
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.people = {
            _key(name): person for person in Person.objects.all() for name in (person.name_ru, person.name_kk) if name
        }
        self.known = set(Article.objects.exclude(external_id="").values_list("external_id", flat=True))
        self.lines: dict[str, int] = {}

    def read(self, number: int, line: bytes) -> ImportedArticle | None:
        """Return the article of this line, or None if it was imported earlier. Raises Incomplete with all reasons."""
        data = self._parse(line)
        self._require(_wrong_keys(data))
        external_id = clean_line(data["external_id"])
        if first := self.lines.get(external_id):
            raise Incomplete(_("external_id повторяет строку %(number)d.") % {"number": first})
        self.lines[external_id] = number
        if external_id in self.known:
            return None
        self._require(self._reasons_against(data))
        return self._article(external_id, data)

    def _parse(self, line: bytes) -> dict[str, Any]:
        if len(line) > LONGEST_LINE:
            raise Incomplete(_("Строка длиннее 2 МБ."))
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            raise Incomplete(_("Это не JSON.")) from None
        if not isinstance(data, dict):
            raise Incomplete(_("Это не объект JSON: нужны поля в фигурных скобках."))
        return {name: value for name, value in data.items() if value not in (None, "", [])}

    def _require(self, reasons: Iterable[str]) -> None:
        if reasons := list(reasons):
            raise Incomplete(*reasons)

    def _reasons_against(self, data: dict[str, Any]) -> list[str]:
        return [
            *_too_long(data),
            *self._unknown(data),
            *_wrong_time(data["published_at"]),
            *_wrong_body(data["body"]),
        ]

    def _unknown(self, data: dict[str, Any]) -> list[str]:
        reasons = []
        if data["language"] not in self.languages:
            known = ", ".join(self.languages)
            reasons.append(_("Нет такого языка: %(language)s. Есть: %(known)s.") % {**data, "known": known})
        if data["section"] not in self.sections:
            reasons.append(_("Нет такой рубрики: %(section)s.") % data)
        if "image" in data and not self._image_path(data["image"]):
            reasons.append(_("Нет такого файла рядом с импортом: %(image)s.") % data)
        return reasons

    def _image_path(self, name: str) -> Path | None:
        """Return the file below the folder, never outside of it."""
        try:
            path = (self.folder / name).resolve()
            return path if path.is_relative_to(self.folder) and path.is_file() else None
        except (OSError, ValueError):
            return None

    def _article(self, external_id: str, data: dict[str, Any]) -> ImportedArticle:
        return ImportedArticle(
            external_id=external_id,
            language=data["language"],
            headline=clean_line(data["headline"]),
            lead=clean_text(data["lead"]),
            body=cleaning.clean(data["body"]),
            section=self.sections[data["section"]],
            tags=tuple(dict.fromkeys(clean_line(name) for name in data.get("tags", ()))),
            bylines=self._bylines(data["bylines"]),
            published_at=_instant(data["published_at"]),
            **self._picture(data),
        )

    def _bylines(self, names: list[str]) -> tuple[ImportedByline, ...]:
        """People of the newsroom by their name in either language; any other name is a guest."""
        cleaned = dict.fromkeys(clean_line(name) for name in names)
        signed = [ImportedByline(person=self.people.get(_key(name)), name=name) for name in cleaned]
        return tuple({(byline.person or byline.name): byline for byline in signed}.values())

    def _picture(self, data: dict[str, Any]) -> dict[str, Any]:
        if "image" not in data:
            return {}
        image = self._upload(data["image"])
        words = {name: clean_line(data.get(name, "")) or getattr(image, name) for name in ("caption", "credit", "alt")}
        return {"image": image, **words}

    def _upload(self, name: str) -> Image:
        path = self._image_path(name)
        try:
            with (path or Path(name)).open("rb") as file:
                return uploads.accept(File(file, name=Path(name).name), None)
        except ValidationError as error:
            raise Incomplete(*error.messages) from error
        except OSError:
            raise Incomplete(_("Файл не читается: %(image)s.") % {"image": name}) from None


def _key(name: str) -> str:
    return clean_line(name).casefold()


def _wrong_keys(data: dict[str, Any]) -> list[str]:
    reasons = [_("Нет поля %(name)s.") % {"name": name} for name in REQUIRED if name not in data]
    for name, value in data.items():
        if name not in (*REQUIRED, *OPTIONAL):
            reasons.append(_("Неизвестное поле: %(name)s.") % {"name": name})
        elif name in LISTS and not (isinstance(value, list) and all(_is_text(one) for one in value)):
            reasons.append(_("В поле %(name)s нужен список имён.") % {"name": name})
        elif name not in LISTS and not _is_text(value):
            reasons.append(_("В поле %(name)s нужен текст.") % {"name": name})
    return reasons


def _is_text(value: Any) -> bool:
    """Whether the value is a text that has anything to read in it."""
    return isinstance(value, str) and bool(clean_line(value))


def _too_long(data: dict[str, Any]) -> list[str]:
    too_long = [name for name, limit in LONGEST.items() if len(clean_text(data.get(name, ""))) > limit]
    too_long += [
        name
        for name, limit in LONGEST_NAME.items()
        if len(data.get(name, ())) > MOST[name] or any(len(clean_line(one)) > limit for one in data.get(name, ()))
    ]
    return [_("Слишком длинно: %(name)s.") % {"name": name} for name in too_long]


def _instant(text: str) -> datetime:
    """Return the instant of an ISO 8601 text. Raises ValueError and OverflowError."""
    instant = datetime.fromisoformat(text.strip())
    return timezone.make_aware(instant) if timezone.is_naive(instant) else instant


def _wrong_time(text: str) -> list[str]:
    try:
        instant = _instant(text)
        if instant > timezone.now():
            return [_("Время публикации ещё не наступило: %(time)s.") % {"time": text}]
        if instant.year < EARLIEST_YEAR:
            return [_("Проверьте год публикации: %(time)s.") % {"time": text}]
    except (ValueError, OverflowError):
        return [_("Непонятное время публикации: %(time)s. Нужно как 2026-11-28T09:30:00+05:00.") % {"time": text}]
    return []


EARLIEST_YEAR = 1990


def _wrong_body(body: str) -> list[str]:
    if foreign := cleaning.foreign_tags(body):
        return [_("В тексте разметка, которой здесь нет: %(tags)s.") % {"tags": ", ".join(foreign)}]
    try:
        cleaned = cleaning.clean(body)
    except ValidationError as error:
        return list(error.messages)
    if not to_text(cleaned).strip():
        return [_("Нет текста.")]
    return [str(reason) for reason in validation.reasons_against_blocks(cleaned, local_date(timezone.now()))]

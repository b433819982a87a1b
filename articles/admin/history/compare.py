"""The differences of two texts of one article, field by field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import snapshot
from articles.models import Article, Byline, Revision, Signature, Source
from articles.snapshot import Text
from newsroom.body.description import described
from newsroom.images.models import Image
from newsroom.utils.diff import Paragraph, diff_paragraphs
from staff.models import Person

# The headline first, as on the page; then the order of the form.
FIELDS = ("headline", *(name for name in snapshot.TEXT_FIELDS if name not in ("headline", "language")), "language")
ROWS = {"sources": Source, "bylines": Byline}


@dataclass(frozen=True)
class DiffHunk:
    """Consecutive paragraphs: changed ones with their neighbours, or unchanged ones to be folded away."""

    paragraphs: list[Paragraph]
    is_folded: bool


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs between two revisions."""

    name: str
    label: str
    paragraphs: list[Paragraph]

    @property
    def is_markup_only(self) -> bool:
        """Return whether only the markup differs: a heading became a paragraph, or a word bold."""
        return not self.changed

    @property
    def changed(self) -> list[Paragraph]:
        """Return the paragraphs that differ."""
        return [paragraph for paragraph in self.paragraphs if paragraph.is_changed]

    @property
    def hunks(self) -> list[DiffHunk]:
        """Return the whole text in hunks, with what is far from a change marked as folded."""
        near = _near_a_change(self.paragraphs)
        groups = groupby(zip(near, self.paragraphs, strict=True), key=lambda pair: pair[0])
        return [DiffHunk([paragraph for _near, paragraph in pairs], not is_near) for is_near, pairs in groups]


def _near_a_change(paragraphs: Sequence[Paragraph]) -> list[bool]:
    changed = [paragraph.is_changed for paragraph in paragraphs]
    return [any(changed[max(index - 1, 0) : index + 2]) for index in range(len(changed))]


class Names:
    """Names of the people and images that texts refer to by id, read in two queries for all texts."""

    def __init__(self, texts: Sequence[Text]) -> None:
        people = {row["person_id"] for text in texts for row in text["bylines"] if row["person_id"]}
        images = {text["image_id"] for text in texts if text["image_id"]}
        self.people = {pk: str(person) for pk, person in Person.objects.in_bulk(people).items()} if people else {}
        self.images = {pk: str(image) for pk, image in Image.objects.in_bulk(images).items()} if images else {}

    def person(self, pk: int) -> str:
        return self.people.get(pk) or _("человек № %(pk)s") % {"pk": pk}

    def image(self, pk: int) -> str:
        return self.images.get(pk) or _("снимок № %(pk)s, которого больше нет") % {"pk": pk}


def compare(old: Text | None, new: Text, names: Names) -> list[FieldDifference]:
    """Return the fields that differ; without an old text, every field that is not empty."""
    return list(_fields(old, new, names))


def _fields(old: Text | None, new: Text, names: Names) -> Iterator[FieldDifference]:
    for name in (*FIELDS, *ROWS):
        before = _display_text(name, old.get(name), names) if old is not None else ""
        after = _display_text(name, new.get(name), names)
        if before != after:
            as_html = described if name == "body" else _as_html
            yield FieldDifference(name, _label(name), diff_paragraphs(as_html(before), as_html(after)))


def _as_html(text: str) -> str:
    """Escape plain text for the difference, which would take «<b>» typed into a headline for a tag."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))


def _label(name: str) -> str:
    if name in ROWS:
        return str(ROWS[name]._meta.verbose_name_plural)
    return str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


def _display_text(name: str, value: Any, names: Names) -> str:
    """Return the value as text for people; the body stays HTML, which the difference splits into paragraphs."""
    if name == "bylines":
        return "\n\n".join(_byline(row, names) for row in value or [])
    if name == "sources":
        return "\n\n".join(_source(row) for row in value or [])
    if name == "own_reporting":
        return _("да") if value else _("нет")
    if name == "image_id":
        return names.image(value) if value else ""
    choices = dict(getattr(Article._meta.get_field(name), "choices", None) or ())
    return str(choices.get(value, value) or "")


def _byline(row: dict[str, Any], names: Names) -> str:
    name = names.person(row["person_id"]) if row["person_id"] else row["name"] or str(Signature.NEWSROOM.label)
    return ", ".join(filter(None, (name, row["role"])))


def _source(row: dict[str, Any]) -> str:
    who = " ".join(filter(None, (row["name"], row["url"])))
    via = " ".join(filter(None, (row["via_name"], row["via_url"])))
    return _("%(who)s со ссылкой на %(whom)s") % {"who": who, "whom": via} if via else who


def against_previous(revisions: Sequence[Revision]) -> dict[int, list[FieldDifference]]:
    """Return what each of these revisions of one article changed, by number; in four queries."""
    if not revisions:
        return {}
    numbers = {number for revision in revisions for number in (revision.number, revision.number - 1)}
    stored = Revision.objects.filter(article=revisions[0].article_id, number__in=numbers)
    texts: dict[int, Text] = dict(stored.order_by().values_list("number", "snapshot"))
    names = Names(list(texts.values()))
    return {
        revision.number: compare(texts.get(revision.number - 1), texts[revision.number], names)
        for revision in revisions
    }

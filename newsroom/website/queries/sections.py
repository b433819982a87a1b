"""All sections, and in which of them readers find articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from newsroom.page_cache.memory import per_site_version
from newsroom.redirects.models import Redirect, WasPublic
from newsroom.utils.dates import end_of_today
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.section import Section
from newsroom.website.public_urls import LANGUAGES
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.listed import END
from newsroom.website.queries.prepared import PreparedQuery


@dataclass(frozen=True)
class SectionTree:
    """The sections by id in the order of the menu, each with its `parent`.

    The sets hold, for each language, the ids of the sections that have articles of their own: in lists, and at all.
    """

    sections: Mapping[int, Section]
    listed: Mapping[str, frozenset[int]]
    live: Mapping[str, frozenset[int]]
    was_public: frozenset[int]

    def subsections(self, section: Section, language: str) -> list[Section]:
        """Return the enabled subsections that have articles in the language."""
        return [child for child in self._children(section) if child.pk in self.listed[language]]

    def is_visible(self, section: Section, language: str) -> bool:
        """Whether the section is enabled and has articles in the language, itself or in a subsection."""
        has_any = section.pk in self.listed[language] or bool(self.subsections(section, language))
        return section.is_enabled and has_any

    def menu(self, language: str) -> tuple[Section, ...]:
        """Return the visible sections of the first level."""
        roots = (section for section in self.sections.values() if section.parent_id is None)
        return tuple(section for section in roots if self.is_visible(section, language))

    def article_languages(self, section: Section) -> frozenset[str]:
        """Return the languages of the live articles of the section and, if it is enabled, of its subsections."""
        ids = {section.pk, *(child.pk for child in self._children(section) if section.is_enabled)}
        return frozenset(code for code in LANGUAGES if ids & self.live[code])

    def _children(self, section: Section) -> Iterable[Section]:
        """Yield the enabled subsections."""
        return (child for child in self.sections.values() if child.parent_id == section.pk and child.is_enabled)


@per_site_version
def section_tree() -> SectionTree:
    """Return all sections; one query for each site version."""
    sections: dict[int, Section] = {}
    marked: dict[str, set[int]] = {name: set() for name in MARKS}
    for row in ROWS.rows(end=end_of_today()):
        own, marks = split(row, len(SECTION), len(MARKS))
        section = Section.from_db(None, SECTION.names, own)
        sections[section.pk] = section
        for name, is_marked in zip(MARKS, marks, strict=True):
            if is_marked:
                marked[name].add(section.pk)
    for section in sections.values():
        section.parent = sections.get(section.parent_id or 0)
    return SectionTree(
        sections=sections,
        listed={code: frozenset(marked[f"listed_{code}"]) for code in LANGUAGES},
        live={code: frozenset(marked[f"live_{code}"]) for code in LANGUAGES},
        was_public=frozenset(marked["was_public"]),
    )


SECTION = Columns(Section, *(field.attname for field in Section._meta.concrete_fields))
MARKS = ("was_public", *(f"{name}_{code}" for name in ("listed", "live") for code in LANGUAGES))


def _rows() -> Any:
    live = PublishedArticle.objects.live().filter(section=OuterRef("pk"))
    listed = live.filter(published_at__lt=END)
    marks = WasPublic.objects.filter(kind=Redirect.Kind.SECTION, object_id=OuterRef("pk"))
    rows = Section.objects.annotate(
        was_public=Exists(marks),
        **{f"listed_{code}": Exists(listed.filter(language=code)) for code in LANGUAGES},
        **{f"live_{code}": Exists(live.filter(language=code)) for code in LANGUAGES},
    )
    return rows.values_list(*SECTION.paths(), *MARKS)


ROWS = PreparedQuery(_rows)


def with_sections(articles: Sequence[PublishedArticle]) -> Sequence[PublishedArticle]:
    """Set the section of each article without asking the database for each."""
    sections = section_tree().sections
    for article in articles:
        # A section that was made since the version began is asked for when a template needs it.
        if section := sections.get(article.section_id or 0):
            article.section = section
    return articles


def section_name(section_id: int | None) -> str:
    """Return the name of a section; empty for none."""
    if section_id is None:
        return ""
    # A section that was made since the version began is not in the tree.
    section = section_tree().sections.get(section_id) or Section.objects.get(pk=section_id)
    return section.name

"""All sections, and in which of them readers find articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from newsroom.page_cache.memory import per_site_version
from newsroom.redirects.models import Redirect, WasPublic
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.section import Section
from newsroom.website.public_urls import LANGUAGES


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
    articles = PublishedArticle.objects.filter(section=OuterRef("pk"))
    marks = WasPublic.objects.filter(kind=Redirect.Kind.SECTION, object_id=OuterRef("pk"))
    rows = Section.objects.annotate(
        was_public=Exists(marks),
        **{f"listed_{code}": Exists(articles.listed(code)) for code in LANGUAGES},
        **{f"live_{code}": Exists(articles.live(code)) for code in LANGUAGES},
    )
    sections = {section.pk: section for section in rows}
    for section in sections.values():
        section.parent = sections.get(section.parent_id or 0)
    return SectionTree(
        sections=sections,
        listed={code: _ids(sections, f"listed_{code}") for code in LANGUAGES},
        live={code: _ids(sections, f"live_{code}") for code in LANGUAGES},
        was_public=_ids(sections, "was_public"),
    )


def _ids(sections: Mapping[int, Section], name: str) -> frozenset[int]:
    return frozenset(pk for pk, section in sections.items() if getattr(section, name))


def with_sections(articles: Sequence[PublishedArticle]) -> Sequence[PublishedArticle]:
    """Set the section of each article without asking the database for each."""
    sections = section_tree().sections
    for article in articles:
        # A section that was made since the version began is asked for when a template needs it.
        if section := sections.get(article.section_id or 0):
            article.section = section
    return articles

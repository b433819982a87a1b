"""The sections that the search form offers, and the one that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.validators import slug_re

from newsroom.redirects import redirects
from newsroom.website.models.section import Section


@dataclass(frozen=True)
class SectionChoice:
    """`is_unknown` is true if a section was asked for that readers do not have."""

    offered: Sequence[Section]
    chosen: Section | None
    is_unknown: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Slugs and names; the name of a subsection follows that of its parent."""
        names = {section.pk: section.name for section in self.offered}
        parents = {section.pk: names.get(section.parent_id or 0) for section in self.offered}
        return [
            (section.slug, f"{parents[section.pk]} — {section.name}" if parents[section.pk] else section.name)
            for section in self.offered
        ]

    @property
    def ids(self) -> list[int]:
        """The ids of the chosen section and its subsections."""
        chosen = self.chosen.pk if self.chosen else 0
        return [section.pk for section in self.offered if chosen and chosen in (section.pk, section.parent_id)]


def section_choice(slug: str) -> SectionChoice:
    """Return the enabled sections, and the one that has this slug or had it before; two queries at most."""
    offered = list(Section.objects.filter(is_enabled=True).in_tree_order())
    chosen = next((section for section in offered if section.slug == slug), None)
    if chosen is None and slug_re.fullmatch(slug):
        former = redirects.resolve(redirects.Kind.SECTION, slug)
        chosen = next((section for section in offered if section.pk == former), None)
    return SectionChoice(offered, chosen, is_unknown=bool(slug) and chosen is None)

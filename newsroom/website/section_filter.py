"""Where a reader looks for something: the sections that are switched on, in the order of their tree."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.validators import slug_re

from newsroom.redirects.models import Redirect
from newsroom.utils.together import Question, together
from newsroom.website.models.section import Section


@dataclass(frozen=True)
class Sections:
    """What is offered and what was chosen; `is_unknown` where something was asked for that readers do not have."""

    offered: Sequence[Section]
    chosen: Section | None
    is_unknown: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Addresses with names, that of a section below another after the other's."""
        names = {section.pk: section.name for section in self.offered}
        above = {section.pk: names.get(section.parent_id or 0) for section in self.offered}
        return [
            (section.slug, f"{above[section.pk]} — {section.name}" if above[section.pk] else section.name)
            for section in self.offered
        ]

    @property
    def family(self) -> list[int]:
        """The ids of the chosen one and of those below it."""
        key = self.chosen.pk if self.chosen else 0
        return [section.pk for section in self.offered if key and key in (section.pk, section.parent_id)]


def sections(asked: str) -> Sections:
    """What stands at the slug now, or else what once did; one statement."""
    slug = asked if slug_re.fullmatch(asked) else ""
    former = Redirect.objects.filter(kind=Redirect.Kind.SECTION, slug=slug)
    offered, moved = together(
        Question(Section.objects.filter(is_enabled=True).in_tree_order()),
        Question(former, ("object_id",)),
    )
    own = (section for section in offered if section.slug == slug)
    once = (section for section in offered if moved and section.pk == moved[0].object_id)
    chosen = next(own, None) or next(once, None)
    return Sections(offered, chosen, is_unknown=bool(asked) and chosen is None)

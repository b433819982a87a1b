"""Sentences about the people who have an article open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Presence, Source
from newsroom.utils import dates
from staff.models import User


@dataclass
class OpenBy:
    """One person with all pages of an article that this person has open."""

    user: User
    pages: list[Presence]

    @property
    def since(self) -> datetime:
        return min(page.opened_at for page in self.pages)

    @property
    def is_idle(self) -> bool:
        return all(page.is_idle for page in self.pages)

    @property
    def is_read_only(self) -> bool:
        return all(page.is_read_only for page in self.pages)

    @property
    def field(self) -> str:
        """The field that this person types in; empty if there is none."""
        return next((page.field for page in self.pages if page.field), "")

    @property
    def doing(self) -> str:
        """What this person does with the article, in the language of the reader."""
        if self.field:
            return _("правит: %(field)s") % {"field": field_label(self.field)}
        if self.is_idle:
            return _("бездействует")
        return _("читает")


def people_of(pages: Iterable[Presence]) -> list[OpenBy]:
    """Return the people of these pages, each once, who opened it first before the others."""
    found: dict[int, OpenBy] = {}
    for page in pages:
        found.setdefault(page.user_id, OpenBy(page.user, [])).pages.append(page)
    return list(found.values())


def field_label(name: str) -> str:
    """Return the name of a field for people; an unknown one is the text."""
    labels = {
        "tags": _("теги"),
        "related": _("похожее"),
        "bylines": Byline._meta.verbose_name_plural,
        "sources": Source._meta.verbose_name_plural,
    }
    labels |= {field.name: field.verbose_name for field in Article._meta.fields}
    return str(labels.get(name, labels["body"]))


def clock(moment: datetime) -> str:
    """Return the hour, with the day if it is not today: «14:02», «28.11 23:50»."""
    local = dates.to_local(moment)
    is_today = local.date() == dates.local_date(timezone.now())
    return f"{local:%H:%M}" if is_today else f"{local:%d.%m %H:%M}"

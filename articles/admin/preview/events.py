"""Links for people outside and their answers as events of the history of an article."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.preview.answers import answers_of
from articles.models import Article, PreviewLink


@dataclass(frozen=True)
class OutsideEvent:
    """A link made or revoked, or an answer; `who` is the name as it is shown."""

    at: datetime
    who: str
    label: str
    text: str = ""
    quotation: str = ""


def outside_events(article: Article) -> list[OutsideEvent]:
    """Return all of them in no order; three queries, one without links."""
    links = list(article.preview_links.select_related("created_by", "revoked_by", "revision"))
    if not links:
        return []
    events = [_made(link) for link in links]
    events += [
        OutsideEvent(link.revoked_at, str(link.revoked_by), _("Ссылка отозвана: %(name)s") % {"name": link})
        for link in links
        if link.revoked_at
    ]
    for answer in answers_of(article):
        row = answer.row
        label = f"{answer.label} ({_('версия № %(number)s') % {'number': row.revision.number}})"
        events.append(OutsideEvent(row.at, answer.who, label, row.text, answer.link.quotation))
    return events


def _made(link: PreviewLink) -> OutsideEvent:
    label = _("Показана цитата: %(name)s") if link.quotation else _("Показан весь текст: %(name)s")
    return OutsideEvent(link.created_at, str(link.created_by), label % {"name": link}, quotation=link.quotation)

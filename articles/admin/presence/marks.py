"""The mark of an article in a list: who has it open."""

from django.db.models import Prefetch
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.presence.people import OpenBy, people_of
from articles.models import Article, Presence


def open_pages() -> Prefetch[str]:
    """Return the prefetch that `open_mark` needs: one statement for a whole list."""
    rows = Presence.objects.open_now().select_related("user")
    return Prefetch("presences", rows, to_attr="open_pages")


def open_mark(article: Article) -> SafeString:
    """Return who has the article open, for a list; empty and hidden if nobody has. A script keeps it up to date."""
    people = people_of(getattr(article, "open_pages", ()))
    attributes = {
        "class": "presence-mark",
        "data-open-by": article.pk,
        "data-idle": all(one.is_idle for one in people),
        "hidden": not people,
    }
    return format_html("<span{}>{}</span>", flatatt(attributes), " ".join(open_sentence(one) for one in people))


def open_sentence(one: OpenBy) -> str:
    """Return who has it open and what this person does: «открыто: Лидия Верещук, правит: лид»."""
    return _("открыто: {name}, {doing}").format(name=one.user, doing=one.doing)

"""The other half of an article, as the form, the read-only page and the list name it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import permissions
from articles.actions.halves.translation import other_language
from articles.models import Article, Translation
from articles.workflow import State
from staff.models import User

MAKE: dict[str, Promise] = {"ru": _("Сделать русскую половину"), "kk": _("Сделать казахскую половину")}
OPEN: dict[str, Promise] = {"ru": _("Русская половина"), "kk": _("Казахская половина")}
READY = (State.APPROVED, State.SCHEDULED)


@dataclass(frozen=True)
class Half:
    """The other half for one user: how it is made, or the half itself with its pair, or neither."""

    make: Promise | None = None
    title: Promise | None = None
    article: Article | None = None
    pair: Translation | None = None
    is_changed: bool = False
    """Whether the article is a translation and its original has changed since somebody looked."""
    may_release: bool = False


def half_for(article: Article, user: User) -> Half:
    """Return the other half; nothing of it where this user may not see it."""
    language = other_language(article)
    pair = Translation.objects.with_half(article).select_related("article", "original").first()
    if pair is None:
        may_make = permissions.has_right(user, "add") and article.state != State.SPIKED
        return Half(make=MAKE[language]) if may_make else Half()
    other = visible_other(pair, article, user)
    if other is None:
        return Half()
    return Half(
        title=OPEN[language],
        article=other,
        pair=pair,
        is_changed=pair.article_id == article.pk and pair.differs,
        may_release=may_release(article, other, user),
    )


def visible_other(pair: Translation, article: Article, user: User) -> Article | None:
    """Return the other half if this user may see it."""
    other = pair.original if pair.article_id == article.pk else pair.article
    return other if Article.objects.visible_to(user).filter(pk=other.pk).exists() else None


def may_release(article: Article, other: Article, user: User) -> bool:
    """Return whether this user has the right to release both, and each of them is ready."""
    has_right = permissions.has_right(user, "publish") or permissions.has_right(user, "schedule")
    return has_right and article.state in READY and other.state in READY


def with_other_half(articles: QuerySet[Article], user: User) -> QuerySet[Article]:
    """Add `other_half`, the key of the half that this user may see, to each article of a list, without a statement."""
    as_translation = Translation.objects.filter(article=OuterRef("pk")).values("original")
    as_original = Translation.objects.filter(original=OuterRef("pk")).values("article")
    visible = Article.objects.visible_to(user).filter(pk=OuterRef("half_key")).order_by().values("pk")
    half_key = Coalesce(Subquery(as_translation), Subquery(as_original))
    return articles.alias(half_key=half_key).annotate(other_half=Subquery(visible))


def language_mark(article: Article) -> str:
    """Return the language of an article in a list, with a link to the other half that the list has read."""
    own, other = article.language, other_language(article)
    names = {code: str(name)[:3].lower() for code, name in settings.LANGUAGES}
    key = getattr(article, "other_half", None)
    if key is None:
        return names[own]
    address = Article(pk=key).admin_url
    return format_html('{} <a href="{}" title="{}">{}</a>', names[own], address, OPEN[other], names[other])

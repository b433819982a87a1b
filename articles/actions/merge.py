"""Two sections or two tags become one: what stood in the first stands in the second, every address answers."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import search_index
from articles.actions.log_notes import told
from articles.models import Article, ArticleTag, Transition
from articles.permissions import NO_RIGHT
from newsroom.exceptions import InvalidState, NotPermitted, refuse_lost_race
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.website.models import PublishedArticle, PublishedTag, Section, Tag
from staff.models import User

WITH_ITSELF = gettext_lazy("Выберите другое: с самим собой не объединяют.")
BUSY = gettext_lazy("В этот же миг кто-то сохранял материал, который этого касается. Объедините ещё раз.")

_Thing = TypeVar("_Thing", Section, Tag)


def merge_sections(section: Section, into: Section, *, by: User) -> int:
    """Move all articles and subsections of a section into another and delete it; returns how many articles.

    Raises NotAllowed, NotNow (into itself, its subsections would sink to a third level, an article came in meanwhile).
    """
    _demand(by, "section")
    with refuse_lost_race(BUSY), transaction.atomic():
        section, into = _both(Section.objects.all(), section.pk, into.pk)
        if into.parent_id == section.pk:
            raise InvalidState(_("Рубрика не может войти в свою же подрубрику."))
        if into.parent_id is not None and section.children.exists():
            raise InvalidState(_("У рубрики есть подрубрики: под подрубрикой им места нет."))
        section.children.update(parent=into, version=F("version") + 1)
        articles = Article.objects.filter(section=section)
        said = told(lambda: _("Рубрика «%(from)s» объединена с «%(into)s».") % {"from": section, "into": into})
        moved = _log(articles, by, said)
        articles.update(section=into, version=F("version") + 1)
        PublishedArticle.objects.filter(section=section).update(section=into)
        search_index.move_section(section.pk, into.pk)
        redirects.merge("section", section.slug, section.pk, into.pk)
        section.delete()
        SiteVersion.bump()
    return moved


def merge_tags(tag: Tag, into: Tag, *, by: User) -> int:
    """Let everything that carries a tag carry another and delete it; returns how many articles.

    A Kazakh name that only the former has is kept. Raises NotAllowed, NotNow (into itself, or an article
    was given the former meanwhile).
    """
    _demand(by, "tag")
    with refuse_lost_race(BUSY), transaction.atomic():
        tag, into = _both(Tag.objects.all(), tag.pk, into.pk)
        said = told(lambda: _("Тег «%(from)s» объединён с «%(into)s».") % {"from": tag, "into": into})
        carrying = ArticleTag.objects.filter(tag=tag).values("content_object")
        articles = Article.objects.filter(pk__in=carrying)
        moved = _log(articles, by, said)
        # Whoever has one of them open is told, and does not bring the former tag back.
        articles.update(version=F("version") + 1)
        _hand_over(ArticleTag.objects.all(), "content_object", tag, into)
        _hand_over(PublishedTag.objects.all(), "article", tag, into)
        redirects.merge("tag", tag.slug, tag.pk, into.pk)
        tag.delete()
        if tag.name_kk and not into.name_kk:
            into.bump_version()
            into.name_kk = tag.name_kk
            into.save()
        search_index.outdate_tagged(into)
        SiteVersion.bump()
    return moved


def _demand(by: User, label: str) -> None:
    if not (by.is_active and by.has_perm(f"website.delete_{label}")):
        raise NotPermitted(NO_RIGHT)


def _both(things: QuerySet[_Thing], one: int, other: int) -> tuple[_Thing, _Thing]:
    if one == other:
        raise InvalidState(WITH_ITSELF)
    # Locked in one order, so that of two mergers that cross the second finds that one is gone.
    found = things.order_by("pk").select_for_update(of=("self",), no_key=True).in_bulk([one, other])
    if len(found) < 2:
        raise InvalidState(_("Этого уже нет: кто-то успел раньше."))
    return found[one], found[other]


def _hand_over(rows: QuerySet[Any], owner: str, tag: Tag, into: Tag) -> None:
    """Let the rows of a tag become another's; who has both keeps one."""
    has_both = rows.filter(tag=into).values(owner)
    rows.filter(tag=tag, **{f"{owner}__in": has_both}).delete()
    rows.filter(tag=tag).update(tag=into)


def _log(articles: QuerySet[Article], by: User, said: dict[str, str]) -> int:
    """A row `place` for each article (design 4); returns how many."""
    steps = _steps(articles.order_by("pk").values_list("pk", "state").iterator(), by, said)
    return len(Transition.objects.bulk_create(steps, batch_size=500))


def _steps(rows: Iterable[tuple[int, str]], by: User, said: dict[str, str]) -> Iterable[Transition]:
    for pk, state in rows:
        yield Transition(article_id=pk, user=by, verb="place", from_state=state, to_state=state, told=said)

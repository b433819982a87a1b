"""Merges two sections or two tags: articles move to the second, the address of the first redirects."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import search_index
from articles.models import Article, ArticleTag, ArticleTemplate, Transition
from articles.permissions import NO_RIGHT
from newsroom.exceptions import InvalidState, NotPermitted, refuse_lost_race
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.website.models import PublishedArticle, PublishedTag, Section, Tag
from newsroom.workflow.models import in_each_language
from staff.models import User

WITH_ITSELF = gettext_lazy("Выберите другое: с самим собой не объединяют.")
BUSY = gettext_lazy("В этот же миг кто-то сохранял материал, который этого касается. Объедините ещё раз.")

_Taxon = TypeVar("_Taxon", Section, Tag)


def merge_sections(section: Section, into: Section, *, by: User) -> int:
    """Move all articles and subsections of a section into another and delete it; return how many articles.

    Raises NotPermitted, InvalidState (into itself, a third level of subsections, an article was added meanwhile).
    """
    _check_permission(by, "section")
    with refuse_lost_race(BUSY), transaction.atomic():
        section, into = _both(Section.objects.all(), section.pk, into.pk)
        if into.parent_id == section.pk:
            raise InvalidState(_("Рубрика не может войти в свою же подрубрику."))
        if into.parent_id is not None and section.children.exists():
            raise InvalidState(_("У рубрики есть подрубрики: под подрубрикой им места нет."))
        section.children.update(parent=into, version=F("version") + 1)
        articles = Article.objects.filter(section=section)
        note = in_each_language(
            lambda: _("Рубрика «%(from)s» объединена с «%(into)s».") % {"from": section, "into": into}
        )
        moved = _log(articles, by, note)
        articles.update(section=into, version=F("version") + 1)
        PublishedArticle.objects.filter(section=section).update(section=into)
        ArticleTemplate.objects.filter(section=section).update(section=into, version=F("version") + 1)
        search_index.move_section(section.pk, into.pk)
        redirects.merge("section", section.slug, section.pk, into.pk)
        section.delete()
        SiteVersion.bump()
    return moved


def merge_tags(tag: Tag, into: Tag, *, by: User) -> int:
    """Replace a tag by another one everywhere and delete it; return how many articles had it.

    A Kazakh name that only the former has is kept. Raises NotPermitted, InvalidState (into itself, or an article got
    the former tag meanwhile).
    """
    _check_permission(by, "tag")
    with refuse_lost_race(BUSY), transaction.atomic():
        tag, into = _both(Tag.objects.all(), tag.pk, into.pk)
        note = in_each_language(lambda: _("Тег «%(from)s» объединён с «%(into)s».") % {"from": tag, "into": into})
        tagged = ArticleTag.objects.filter(tag=tag).values("content_object")
        articles = Article.objects.filter(pk__in=tagged)
        moved = _log(articles, by, note)
        # An open form of such an article becomes stale, so that saving it does not restore the former tag.
        articles.update(version=F("version") + 1)
        _replace_tag(ArticleTag.objects.all(), "content_object", tag, into)
        _replace_tag(PublishedTag.objects.all(), "article", tag, into)
        _replace_tag(ArticleTemplate.tags.through.objects.all(), "articletemplate", tag, into)
        redirects.merge("tag", tag.slug, tag.pk, into.pk)
        tag.delete()
        if tag.name_kk and not into.name_kk:
            into.bump_version()
            into.name_kk = tag.name_kk
            into.save()
        search_index.outdate_tagged(into)
        SiteVersion.bump()
    return moved


def _check_permission(by: User, label: str) -> None:
    if not (by.is_active and by.has_perm(f"website.delete_{label}")):
        raise NotPermitted(NO_RIGHT)


def _both(rows: QuerySet[_Taxon], one: int, other: int) -> tuple[_Taxon, _Taxon]:
    if one == other:
        raise InvalidState(WITH_ITSELF)
    # Locked in a fixed order, so that two merges of the same rows do not deadlock.
    found = rows.order_by("pk").select_for_update(of=("self",), no_key=True).in_bulk([one, other])
    if len(found) < 2:
        raise InvalidState(_("Этого уже нет: кто-то успел раньше."))
    return found[one], found[other]


def _replace_tag(rows: QuerySet[Any], owner: str, tag: Tag, into: Tag) -> None:
    """Replace the tag in these rows; an owner that has both keeps one row."""
    has_both = rows.filter(tag=into).values(owner)
    rows.filter(tag=tag, **{f"{owner}__in": has_both}).delete()
    rows.filter(tag=tag).update(tag=into)


def _log(articles: QuerySet[Article], by: User, note: dict[str, str]) -> int:
    """Log a `place` transition for each article; return how many."""
    rows = _log_rows(articles.order_by("pk").values_list("pk", "state").iterator(), by, note)
    return len(Transition.objects.bulk_create(rows, batch_size=500))


def _log_rows(rows: Iterable[tuple[int, str]], by: User, note: dict[str, str]) -> Iterable[Transition]:
    for pk, state in rows:
        yield Transition(article_id=pk, user=by, name="place", from_state=state, to_state=state, system_note=note)

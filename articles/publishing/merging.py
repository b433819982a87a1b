"""Two sections or two tags become one: what stood in the first stands in the second, every address answers."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, ArticleTag, Publication, PublicationTag, Section, Tag, Transition
from articles.permissions import NO_RIGHT
from articles.refusals import NotAllowed, NotNow
from newsroom.editions import begin, redirects
from newsroom.editions.models import Edition
from staff.models import User

from . import search

_Thing = TypeVar("_Thing", Section, Tag)


def merge_sections(section: Section, into: Section, *, by: User) -> int:
    """Move all pieces and subsections of a section into another and delete it; returns how many pieces.

    Raises NotAllowed, NotNow (into itself, or its subsections would sink to a third level).
    """
    _demand(by, "section")
    with transaction.atomic():
        _alone()
        section, into = _both(Section.objects.all(), section.pk, into.pk)
        if into.parent_id == section.pk:
            raise NotNow(_("Рубрика не может войти в свою же подрубрику."))
        if into.parent_id is not None and section.children.exists():
            raise NotNow(_("У рубрики есть подрубрики: под подрубрикой им места нет."))
        section.children.update(parent=into)
        pieces = Article.objects.filter(section=section)
        reason = _("Рубрика «%(from)s» объединена с «%(into)s».") % {"from": section.name_ru, "into": into.name_ru}
        moved = _log(pieces, by, reason)
        pieces.update(section=into)
        Publication.objects.filter(section=section).update(section=into)
        search.move_section(section.pk, into.pk)
        redirects.merge("section", section.slug, section.pk, into.pk)
        section.delete()
        begin()
    return moved


def merge_tags(tag: Tag, into: Tag, *, by: User) -> int:
    """Let everything that carries a tag carry another and delete it; returns how many pieces.

    A Kazakh name that only the former has is kept. Raises NotAllowed, NotNow (into itself).
    """
    _demand(by, "tag")
    with transaction.atomic():
        _alone()
        tag, into = _both(Tag.objects.all(), tag.pk, into.pk)
        reason = _("Тег «%(from)s» объединён с «%(into)s».") % {"from": tag.name, "into": into.name}
        carried = ArticleTag.objects.filter(tag=tag)
        moved = _log(Article.objects.filter(pk__in=carried.values("content_object")), by, reason)
        has_both = ArticleTag.objects.filter(tag=into).values("content_object")
        carried.filter(content_object__in=list(has_both.values_list("content_object", flat=True))).delete()
        carried.update(tag=into)
        shown = PublicationTag.objects.filter(tag=tag)
        publications = list(shown.values_list("publication", flat=True))
        both = PublicationTag.objects.filter(tag=into, publication__in=publications)
        shown.filter(publication__in=list(both.values_list("publication", flat=True))).delete()
        shown.update(tag=into)
        redirects.merge("tag", tag.slug, tag.pk, into.pk)
        tag.delete()
        if tag.name_kk and not into.name_kk:
            into.name_kk = tag.name_kk
            into.save()
        search.outdate(PublicationTag.objects.filter(tag=into).values_list("publication", flat=True))
        begin()
    return moved


def _demand(by: User, label: str) -> None:
    if not (by.is_active and by.has_perm(f"articles.delete_{label}")):
        raise NotAllowed(NO_RIGHT)


def _alone() -> None:
    """One merging at a time: two that cross would lead to each other."""
    Edition.objects.select_for_update().first()


def _both(things: QuerySet[_Thing], one: int, other: int) -> tuple[_Thing, _Thing]:
    if one == other:
        raise NotNow(_("Выберите другое: с самим собой не объединяют."))
    found = things.in_bulk([one, other])
    if len(found) < 2:
        raise NotNow(_("Этого уже нет: кто-то успел раньше."))
    return found[one], found[other]


def _log(pieces: QuerySet[Article], by: User, reason: str) -> int:
    """A row `place` for each piece (design 4); returns how many."""
    steps = _steps(pieces.order_by("pk").values_list("pk", "state").iterator(), by, reason)
    return len(Transition.objects.bulk_create(steps, batch_size=500))


def _steps(rows: Iterable[tuple[int, str]], by: User, reason: str) -> Iterable[Transition]:
    for pk, state in rows:
        yield Transition(article_id=pk, user=by, verb="place", from_state=state, to_state=state, reason=reason)

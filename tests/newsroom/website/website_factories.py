"""Published rows as the actions write them, created directly, because the website needs nothing else."""

import functools
import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.redirects.redirects import Kind
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag
from staff.models import Person

NOON = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
"""Noon of 22 November 2026 in Almaty."""

_numbers = itertools.count(1)
Obj = TypeVar("Obj", Section, Tag, Person)
P = ParamSpec("P")
T = TypeVar("T")


def changes_the_site(function: Callable[P, T]) -> Callable[P, T]:
    """Start a new site version after the change, as the actions do."""

    @functools.wraps(function)
    def changing(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic():
            made = function(*args, **kwargs)
            SiteVersion.bump()
        return made

    return changing


@changes_the_site
def outlet(**fields: Any) -> Outlet:
    names = {"name_ru": "Девять дорог", "name_kk": "Тоғыз жол"}
    return Outlet.objects.create(pk=1, **names | fields)


@changes_the_site
def section(slug: str = "gorod", **fields: Any) -> Section:
    names = {"name_ru": f"Рубрика {slug}", "name_kk": f"Айдар {slug}"}
    made = Section.objects.get_or_create(slug=slug, defaults=names | fields)[0]
    return _public(Kind.SECTION, made) if made.is_enabled else made


@changes_the_site
def tag(slug: str = "voda", **fields: Any) -> Tag:
    names = {"name": f"тег {slug}", "name_kk": f"тақырып {slug}"}
    return Tag.objects.get_or_create(slug=slug, defaults=names | fields)[0]


@changes_the_site
def person(slug: str = "ulpan", **fields: Any) -> Person:
    names = {"name_ru": f"Человек {slug}", "name_kk": f"Адам {slug}"}
    made = Person.objects.get_or_create(slug=slug, defaults=names | fields)[0]
    return _public(Kind.PERSON, made) if made.on_team else made


def _public(kind: str, obj: Obj) -> Obj:
    """Mark an object as public."""
    redirects.mark_public((kind, obj.pk))
    return obj


@changes_the_site
def image(**fields: Any) -> Image:
    """Create the row of a public picture without a file: pages print addresses and read no files."""
    number = next(_numbers)
    own = {
        "file": f"originals/00/{number:032x}.jpg",
        "sha256": f"{number:064x}",
        "public_token": f"{number:032x}",
        "width": 1600,
        "height": 1000,
        "bytes": 1,
        "title": "Снимок",
    }
    return Image.objects.create(**own | fields)


@changes_the_site
def publish_rows(
    pk: int | None = None,
    *,
    at: datetime | None = None,
    tags: Iterable[Tag] = (),
    signed: Sequence[Person | str] = (),
    **fields: Any,
) -> PublishedArticle:
    """Create a live article. `signed` are people, names of guests, or "" for the newsroom."""
    number = pk or next(_numbers)
    own = {
        "language": "ru",
        "slug": f"material-{number}",
        "headline": f"Материал {number}",
        "body": "<p>Текст.</p>",
        "published_at": at or NOON + timedelta(minutes=number),
    }
    _public(Kind.SECTION, fields.setdefault("section", section()))
    article = PublishedArticle.objects.create(pk=number, **own | fields)
    PublishedArticle.objects.filter(pk=article.translation_of_id).update(translation_of=article.pk)
    columns = {"article": article, "language": article.language, "published_at": article.published_at}
    for label in tags:
        PublishedTag.objects.create(tag=_public(Kind.TAG, label), **columns)
    for order, who in enumerate(signed):
        author = {"name": who} if isinstance(who, str) else {"person": _public(Kind.PERSON, who)}
        PublishedByline.objects.create(order=order, **author, **columns)
    return article


@changes_the_site
def withdraw_rows(
    article: PublishedArticle, kind: str = "gone", text: str = "", to: PublishedArticle | None = None
) -> None:
    """Withdraw the article: keep its address and the kind of withdrawal."""
    article.tag_rows.all().delete()
    article.byline_rows.all().delete()
    for field in ("kicker", "headline", "lead", "body", "text", "caption", "credit", "alt"):
        setattr(article, field, "")
    article.is_live, article.image, article.withdrawn_at = False, None, NOON
    article.withdrawal, article.withdrawal_text, article.redirect_to = kind, text, to
    article.save()


@changes_the_site
def crowd(count: int, where: Section, label: Tag, author: Person) -> None:
    """Create many Russian articles of one section, tag and author, a minute apart."""
    first = 1_000_000
    rows = [
        PublishedArticle(
            pk=first + number,
            language="ru",
            slug=f"tolpa-{number}",
            headline=f"Толпа {number}",
            section=where,
            published_at=NOON - timedelta(minutes=number),
        )
        for number in range(count)
    ]
    PublishedArticle.objects.bulk_create(rows)
    columns = [{"article": row, "language": "ru", "published_at": row.published_at} for row in rows]
    PublishedTag.objects.bulk_create(PublishedTag(tag=label, **row) for row in columns)
    PublishedByline.objects.bulk_create(PublishedByline(order=0, person=author, **row) for row in columns)


@changes_the_site
def clear_crowd() -> None:
    """Delete the articles of `crowd()`."""
    PublishedTag.objects.all().delete()
    PublishedByline.objects.all().delete()
    PublishedArticle.objects.all().delete()

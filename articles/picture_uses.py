"""Which articles show an image: the working copies, and what readers see of them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.text import smart_split
from django.utils.translation import ngettext

from articles.models import Article
from articles.models.finding.search import Query
from articles.workflow import State
from newsroom.body.references import references
from newsroom.images.models import Image
from newsroom.images.usage import Ids, Place, Use
from newsroom.utils.text import clean_line
from newsroom.website.models import PublishedArticle, PublishedImage
from staff.models import User

MOST_WORDS = 8
MOST_NAMED = 20
PHOTO, PICTURE = " data-photo=", " data-picture="
"""The attributes that name an image in a body."""


def _image_ids() -> Ids:
    copies = Article.objects.filter(image__isnull=False).order_by().values("image")
    return copies.union(
        PublishedArticle.objects.filter(image__isnull=False).order_by().values("image"),
        PublishedImage.objects.order_by().values("image"),
        Image.objects.filter(pk__in=_ids_in_bodies()).order_by().values("pk"),
    )


def _ids_in_bodies() -> set[int]:
    """Return the ids in the bodies of working copies; a published one is what readers see."""
    bodies = Article.objects.exclude(state=State.PUBLISHED).filter(Q(body__contains=PHOTO) | Q(body__contains=PICTURE))
    return {pk for body in bodies.values_list("body", flat=True) for pk in references(body).images}


def _uses(image: Image, user: User) -> Iterable[Use]:
    shown_live = PublishedArticle.objects.filter(image=image).values("pk")
    in_live_body = PublishedImage.objects.filter(image=image).values("article")
    in_body = Q(body__contains=f'{PHOTO}"{image.pk}"') | Q(body__contains=f'{PICTURE}"{image.pk}"')
    articles = Article.objects.filter(Q(image=image) | Q(pk__in=shown_live) | Q(pk__in=in_live_body) | in_body)
    seen = articles.visible_to(user).order_by("-edited_at", "-pk")[:MOST_NAMED]
    uses = [Use(f"«{article.headline}», {article.get_state_display()}", article.admin_url) for article in seen]
    unnamed = articles.count() - len(uses)
    if unnamed:
        others = ngettext("ещё %(number)s материал", "ещё %(number)s материала", unnamed)
        uses.append(Use(others % {"number": unnamed}))
    return uses


def _search(words: str, user: User) -> Ids:
    typed = list(smart_split(clean_line(words)))[:MOST_WORDS]
    found = Query.of(typed).filter(Article.objects.visible_to(user)).order_by()
    return found.filter(image__isnull=False).values("image")


PLACE = Place(_image_ids, _uses, _search)

"""The images that a live article shows: they become public with it and are withdrawn with the last that shows them."""

from collections.abc import Collection

from articles.models import Article
from newsroom.body.references import references
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.website.models import Outlet, PublishedArticle, PublishedImage
from staff.models import Person


def publish_images(article: Article, body: str) -> set[int]:
    """Make the lead image and the images of this body public, and record the latter; return the ids of all.

    An image that is not in the library any more is left out.
    """
    in_body = set(references(body).images)
    lead = {article.image_id} if article.image_id else set()
    existing = public.publish_all(in_body | lead) if in_body | lead else set()
    PublishedImage.objects.filter(article=article.pk).exclude(image__in=in_body).delete()
    if not in_body:
        return existing
    PublishedImage.objects.bulk_create(
        (PublishedImage(article_id=article.pk, image_id=pk) for pk in sorted(in_body & existing)), ignore_conflicts=True
    )
    return existing


def shown_images(published: PublishedArticle) -> set[int]:
    """Return the ids of the images that readers of the article see."""
    lead = {published.image_id} if published.image_id else set()
    return lead | set(references(published.body).images)


def release_images(keys: Collection[int]) -> None:
    """Withdraw the public files of those images that no live article, no portrait and not the outlet shows."""
    images = list(Image.objects.filter(pk__in=keys).order_by("pk"))
    if not images:
        return
    public.lock(images)
    for image in images:
        if not _is_shown(image):
            public.withdraw(image)


def _is_shown(image: Image) -> bool:
    shown_by = (
        PublishedArticle.objects.live().filter(image=image),
        PublishedImage.objects.filter(image=image),
        Person.objects.filter(portrait=image),
        Outlet.objects.showing(image.pk),
    )
    return any(rows.exists() for rows in shown_by)

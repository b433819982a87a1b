"""The images and files that a live article shows: they become public with it and are withdrawn with the last one."""

from collections.abc import Collection
from dataclasses import dataclass

from articles.models import Article
from newsroom.body import files
from newsroom.body.references import references
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.website.models import Outlet, PublishedArticle, PublishedAttachment, PublishedImage
from staff.models import Person


@dataclass(frozen=True)
class Shown:
    """Ids of what readers of an article see."""

    images: frozenset[int]
    files: frozenset[int]

    def __sub__(self, other: "Shown") -> "Shown":
        return Shown(self.images - other.images, self.files - other.files)


def publish_media(article: Article, body: str) -> None:
    """Make the lead image and what this body shows public, and record the latter.

    What is not in the library any more is left out.
    """
    found = references(body)
    _publish_images(article, set(found.images))
    _publish_files(article, set(found.files))


def _publish_images(article: Article, in_body: set[int]) -> None:
    lead = {article.image_id} if article.image_id else set()
    existing = public.publish_all(in_body | lead) if in_body | lead else set()
    PublishedImage.objects.filter(article=article.pk).exclude(image__in=in_body).delete()
    if in_body:
        rows = (PublishedImage(article_id=article.pk, image_id=pk) for pk in sorted(in_body & existing))
        PublishedImage.objects.bulk_create(rows, ignore_conflicts=True)


def _publish_files(article: Article, in_body: set[int]) -> None:
    existing = files.publish_all(in_body) if in_body else set()
    PublishedAttachment.objects.filter(article=article.pk).exclude(attachment__in=in_body).delete()
    if in_body:
        rows = (PublishedAttachment(article_id=article.pk, attachment_id=pk) for pk in sorted(existing))
        PublishedAttachment.objects.bulk_create(rows, ignore_conflicts=True)


def shown_media(published: PublishedArticle) -> Shown:
    """Return what readers of the article see."""
    found = references(published.body)
    lead = {published.image_id} if published.image_id else set()
    return Shown(frozenset(lead | set(found.images)), frozenset(found.files))


def withdraw_media(published: PublishedArticle, shown: Shown) -> None:
    """Forget what a withdrawn article has shown, and withdraw what nothing else shows."""
    PublishedImage.objects.filter(article=published).delete()
    PublishedAttachment.objects.filter(article=published).delete()
    release_media(shown)


def release_media(shown: Shown) -> None:
    """Withdraw those images and files that nothing live shows any more."""
    release_images(shown.images)
    _release_files(shown.files)


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


def _release_files(keys: Collection[int]) -> None:
    for attachment in files.locked(keys) if keys else ():
        if not PublishedAttachment.objects.filter(attachment=attachment).exists():
            files.withdraw(attachment)

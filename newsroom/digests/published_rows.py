"""Builds and writes the public rows of a digest."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from newsroom.digests.content import COLUMNS, content_of
from newsroom.digests.models import Digest
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.website.models import PublishedDigest, PublishedDigestItem


def prepare_digest(digest: Digest) -> tuple[PublishedDigest, list[PublishedDigestItem]]:
    """Return the public rows of a digest, unsaved, without articles that are not live; a preview shows them too."""
    content = content_of(digest)
    published = PublishedDigest(
        pk=digest.pk, language=digest.language, slug=_slug_of(digest), published_at=timezone.now(),
        **{name: getattr(content, name) for name in COLUMNS},
    )  # fmt: skip
    rows = [
        PublishedDigestItem(digest=published, order=order, article=item.article, headline=item.headline,
                            retelling=item.retelling)
        for order, item in enumerate(content.items)
        if item.article.is_live
    ]  # fmt: skip
    return published, rows


def publish_rows(digest: Digest, *, at: datetime) -> PublishedDigest:
    """Write the public rows of a digest. A digest published before keeps its slug and first time."""
    former = PublishedDigest.objects.filter(pk=digest.pk).first()
    published, rows = prepare_digest(digest)
    if former is not None:
        published.slug, published.published_at, published.updated_at = former.slug, min(former.published_at, at), at
        published.save(force_update=True)
    else:
        published.published_at = at
        _insert_with_free_slug(published, digest)
    PublishedDigestItem.objects.filter(digest=published).delete()
    PublishedDigestItem.objects.bulk_create(rows)
    return published


def withdraw_rows(digest: Digest, *, at: datetime) -> None:
    """Empty the public rows of a digest: the address stays, the text goes."""
    PublishedDigestItem.objects.filter(digest=digest.pk).delete()
    PublishedDigest.objects.filter(pk=digest.pk).update(is_live=False, title="", intro="", withdrawn_at=at)


def _insert_with_free_slug(published: PublishedDigest, digest: Digest) -> None:
    """Insert the row; take the next free slug if a concurrent transaction took this one first."""
    try:
        with transaction.atomic():
            published.save(force_insert=True)
    except IntegrityError:
        free = _slug_of(digest)
        if free == published.slug:
            raise
        published.slug = free
        _insert_with_free_slug(published, digest)


def _slug_of(digest: Digest) -> str:
    """Return the slug of the digest, or a free one made from its title."""
    if digest.slug:
        return digest.slug
    wanted = slugify(digest.title, fallback=f"digest-{digest.pk}")
    return unique_slug(wanted, lambda slug: PublishedDigest.objects.filter(slug=slug).exists())

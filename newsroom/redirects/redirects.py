"""Redirects from former slugs of sections, tags and people.

A redirect stores the id of its object and not a new slug, so that renaming again never makes a chain or a loop.
Objects that were public are marked (`WasPublic`), so that their addresses keep answering when their lists are empty.
"""

from django.db import transaction

from newsroom.redirects.models import Redirect, WasPublic

Kind = Redirect.Kind


def add_redirect(kind: str, old_slug: str, object_id: int) -> None:
    """Make `old_slug` lead to the object, replacing an earlier redirect from it."""
    redirect = Redirect(kind=Kind(kind), slug=old_slug, object_id=object_id)
    Redirect.objects.bulk_create(
        [redirect], update_conflicts=True, unique_fields=["kind", "slug"], update_fields=["object_id"]
    )


def remove_redirect(kind: str, slug: str) -> None:
    """Remove the redirect from `slug`, because an object has this slug now."""
    Redirect.objects.filter(kind=Kind(kind), slug=slug).delete()


def rename(kind: str, old_slug: str, new_slug: str, object_id: int) -> None:
    """Redirect from the old slug of an object and remove any redirect from its new one."""
    if old_slug == new_slug:
        return
    with transaction.atomic():
        remove_redirect(kind, new_slug)
        add_redirect(kind, old_slug, object_id)


def merge(kind: str, slug: str, object_id: int, into_id: int) -> None:
    """Make the slug of a merged object, and all its former ones, lead to the object `into_id`."""
    with transaction.atomic():
        Redirect.objects.filter(kind=Kind(kind), object_id=object_id).update(object_id=into_id)
        add_redirect(kind, slug, into_id)
        if was_public(kind, object_id):
            mark_public((kind, into_id))
            WasPublic.objects.filter(kind=kind, object_id=object_id).delete()


def remove_redirects_to(kind: str, object_id: int) -> bool:
    """Remove the redirects to a deleted object. Return whether there were any."""
    redirects = Redirect.objects.filter(kind=Kind(kind), object_id=object_id)
    if not redirects.exists():
        return False
    redirects.delete()
    return True


def mark_public(*objects: tuple[str, int]) -> None:
    """Mark objects (pairs of kind and id) as public, in one statement."""
    # Sorted, so that concurrent transactions lock the rows in one order and cannot deadlock.
    marks = [WasPublic(kind=Kind(kind), object_id=object_id) for kind, object_id in sorted(set(objects))]
    WasPublic.objects.bulk_create(marks, ignore_conflicts=True)


def was_public(kind: str, object_id: int) -> bool:
    """Return whether the page of the object, or of one merged into it, was ever public."""
    return WasPublic.objects.filter(kind=Kind(kind), object_id=object_id).exists()


def has_redirects(kind: str, object_id: int) -> bool:
    """Return whether any former slug leads to the object."""
    return Redirect.objects.filter(kind=Kind(kind), object_id=object_id).exists()


def resolve(kind: str, slug: str) -> int | None:
    """Return the id of the object that `slug` leads to, or None."""
    return Redirect.objects.filter(kind=Kind(kind), slug=slug).values_list("object_id", flat=True).first()


def reserved_slugs(kind: str, regex: str) -> set[str]:
    """Return the former slugs that match `regex`."""
    return set(Redirect.objects.filter(kind=Kind(kind), slug__regex=regex).values_list("slug", flat=True))


def is_free(kind: str, slug: str, object_id: int | None) -> bool:
    """Return whether no redirect from `slug` leads to another object. `object_id` is None before the first save."""
    return resolve(kind, slug) in (None, object_id)

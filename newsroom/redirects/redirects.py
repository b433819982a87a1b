"""Former addresses of sections, tags and people: every address that was ever public keeps answering, in one hop.

A redirect holds the id of what moved and not its new address, so that further moves never make a chain or a loop.
What readers could open once is marked, so that it goes on answering when nothing stands there any more.
"""

from django.db import transaction

from newsroom.redirects.models import Redirect, WasPublic

Kind = Redirect.Kind


def remember(kind: str, old_slug: str, object_id: int) -> None:
    """Let the address `old_slug` lead to the object from now on, wherever it led before."""
    redirect = Redirect(kind=Kind(kind), slug=old_slug, object_id=object_id)
    Redirect.objects.bulk_create(
        [redirect], update_conflicts=True, unique_fields=["kind", "slug"], update_fields=["object_id"]
    )


def forget(kind: str, slug: str) -> None:
    """Say that an object answers at `slug` itself (again): nothing may lead away from there."""
    Redirect.objects.filter(kind=Kind(kind), slug=slug).delete()


def rename(kind: str, old_slug: str, new_slug: str, object_id: int) -> None:
    """Remember the address that an object leaves and forget whatever redirect stood at the one that it takes."""
    if old_slug == new_slug:
        return
    with transaction.atomic():
        forget(kind, new_slug)
        remember(kind, old_slug, object_id)


def merge(kind: str, slug: str, object_id: int, into_id: int) -> None:
    """Let the address of the object, and all its former ones, lead to the object that it was merged into."""
    with transaction.atomic():
        Redirect.objects.filter(kind=Kind(kind), object_id=object_id).update(object_id=into_id)
        remember(kind, slug, into_id)
        if was_public(kind, object_id):
            mark_public((kind, into_id))
            WasPublic.objects.filter(kind=kind, object_id=object_id).delete()


def forget_object(kind: str, object_id: int) -> bool:
    """Free the former addresses of an object that is deleted, for they lead nowhere; whether there were any."""
    former = Redirect.objects.filter(kind=Kind(kind), object_id=object_id)
    if not former.exists():
        return False
    former.delete()
    return True


def mark_public(*things: tuple[str, int]) -> None:
    """Say of these, each a kind and an id, that readers can open their addresses; one statement."""
    # In one order, so that of two who mark the same none waits for the other.
    marks = [WasPublic(kind=Kind(kind), object_id=object_id) for kind, object_id in sorted(set(things))]
    WasPublic.objects.bulk_create(marks, ignore_conflicts=True)


def was_public(kind: str, object_id: int) -> bool:
    """Whether readers ever could open the address of the object, or one that leads to it."""
    return WasPublic.objects.filter(kind=Kind(kind), object_id=object_id).exists()


def has_former(kind: str, object_id: int) -> bool:
    """Whether any former address leads to the object."""
    return Redirect.objects.filter(kind=Kind(kind), object_id=object_id).exists()


def resolve(kind: str, slug: str) -> int | None:
    """The id of what once answered at `slug`; None if nothing did."""
    return Redirect.objects.filter(kind=Kind(kind), slug=slug).values_list("object_id", flat=True).first()


def taken(kind: str, regex: str) -> set[str]:
    """The former addresses that match, each of which leads somewhere."""
    return set(Redirect.objects.filter(kind=Kind(kind), slug__regex=regex).values_list("slug", flat=True))


def is_free(kind: str, slug: str, object_id: int | None) -> bool:
    """Whether the object (None: one not saved yet) may take `slug` without cutting off another's former address."""
    return resolve(kind, slug) in (None, object_id)

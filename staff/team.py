"""The one place that writes what readers see of people: names, addresses, portraits, positions.

Each write ends the edition. A slug that changes leaves its address leading to the person.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.images import public
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.utils.dates import newsroom_day
from newsroom.utils.slugs import slugify, unique_slug
from staff import roles
from staff.models import Person, Position, User
from staff.roles import Refused

NOT_ALLOWED = _("Людей издания ведёт руководитель.")
# By name: what stands on the site is above this app.
SHOW_PICTURES = ("staff.Person", "website.PublishedArticle", "website.Outlet")
# Who is above this app and keeps names elsewhere enters here, and is told inside the transaction.
TOLD_OF_NAMES: list[Callable[[Person], None]] = []
SLUG_TAKEN = _("Этот адрес занят или раньше вёл на другого человека.")
NOT_YET = _("Этот день ещё не наступил: вход закроется сразу, поэтому отметьте уход в последний день или позже.")
BEGAN_LATER = _("Должность «%(title)s» началась позже этого дня.")
IN_USE = _("Удалить нельзя: у человека есть %(what)s. Уберите его со страницы команды.")


def save_person(person: Person, *, by: User | None, fields: Iterable[str] | None = None) -> None:
    """Save what readers see of a person; of an existing one only the named columns, if any.

    An empty slug is made from the name. `by` None is the system (demo, accepted invitation).
    Raises `Refused` without the right, ValidationError for an address that is not free and a last day to come.
    """
    _demand(by, "change_person" if person.pk else "add_person")
    with transaction.atomic():
        person.bump_version()
        before = Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
        _settle_slug(person)
        if person.left_on and (reason := reason_against_last_day(person.left_on)):
            raise ValidationError({"left_on": reason})
        columns = None if fields is None or before is None else {*fields, "slug"}
        if person.on_team and (columns is None or "on_team" in columns):
            person.left_on, columns = None, columns and {*columns, "left_on"}
        person.save(update_fields=columns)
        if before is not None and before.slug != person.slug:
            redirects.rename(redirects.Kind.PERSON, before.slug, person.slug, person.pk)
        if person.is_on_team_page:
            redirects.mark_public((redirects.Kind.PERSON, person.pk))
        if before is not None and before.names != person.names:
            for tell in TOLD_OF_NAMES:
                tell(person)
        _show_portrait(person, before)
        SiteVersion.bump()


def leave(person: Person, *, day: date, by: User | None) -> None:
    """Let somebody leave the newsroom: `day` is the last one of every position, the desk is closed to him.

    His articles, his signature and his page stay. Raises `Refused` without the right, for a day to come or before a
    position began, and for the only head.
    """
    _demand(by, "change_person")
    if reason := reason_against_last_day(day):
        raise Refused(reason)
    with transaction.atomic():
        fresh = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        fresh.bump_version()
        for position in fresh.positions.all():
            if position.held_to is None or position.held_to > day:
                position.held_to = day
                if position.held_from and position.held_from > day:
                    raise Refused(str(BEGAN_LATER) % {"title": position.title})
                position.save(update_fields=["held_to"])
        fresh.on_team, fresh.left_on = False, day
        fresh.save(update_fields=["on_team", "left_on"])
        redirects.mark_public((redirects.Kind.PERSON, fresh.pk))
        if fresh.user is not None and fresh.user.is_active:
            roles.deactivate(fresh.user, by=by)
        SiteVersion.bump()


def reason_against_last_day(day: date) -> str:
    """Why nobody has left on that day, as a sentence, or nothing."""
    return str(NOT_YET) if day > newsroom_day(timezone.now()) else ""


def remove_person(person: Person, *, by: User | None) -> None:
    """Delete a person who was entered by mistake; whoever is in use raises `Refused`."""
    _demand(by, "delete_person")
    with transaction.atomic():
        if what := reason_against_removal(person):
            raise Refused(what)
        portrait = person.portrait
        person.delete()
        if portrait is not None:
            _release(portrait)
        SiteVersion.bump()


def reason_against_removal(person: Person) -> str | None:
    """Why the person is in use and stays, as a sentence, or None."""
    what: list[object] = []
    if person.user_id:
        what.append(_("логин"))
    if person.on_team:
        what.append(_("место на странице команды"))
    if redirects.has_former(redirects.Kind.PERSON, person.pk):
        what.append(_("прежние адреса"))
    if redirects.was_public(redirects.Kind.PERSON, person.pk):
        what.append(_("страница, которую видели читатели"))
    for relation in _relations_to(person):
        model = relation.related_model
        if model._meta.app_label != "staff" and _points(relation, person):
            what.append(model._meta.verbose_name_plural)
    return str(IN_USE) % {"what": ", ".join(map(str, what))} if what else None


def save_position(position: Position, *, by: User | None) -> None:
    """Save a title of a person."""
    _demand(by, "change_position")
    with transaction.atomic():
        position.person.bump_version()
        position.save()
        SiteVersion.bump()


def remove_position(position: Position, *, by: User | None) -> None:
    """Delete a title that was entered by mistake; one that was held gets a last day instead."""
    _demand(by, "delete_position")
    with transaction.atomic():
        position.person.bump_version()
        position.delete()
        SiteVersion.bump()


def _demand(by: User | None, right: str) -> None:
    if by is not None and not by.has_perm(f"staff.{right}"):
        raise Refused(NOT_ALLOWED)


def _settle_slug(person: Person) -> None:
    """Make the address from the name, or refuse one that another person has or had."""
    if not person.slug:
        stem = slugify(person.name_ru, fallback="person")
        person.slug = unique_slug(stem, lambda slug: not is_free(slug, person))
    elif not is_free(person.slug, person):
        raise ValidationError({"slug": SLUG_TAKEN})


def is_free(slug: str, person: Person) -> bool:
    """Whether nobody else answers, or ever answered, at this address."""
    taken = Person.objects.filter(slug=slug).exclude(pk=person.pk).exists()
    return not taken and redirects.is_free(redirects.Kind.PERSON, slug, person.pk)


def _show_portrait(person: Person, before: Person | None) -> None:
    former = before.portrait if before is not None else None
    if person.portrait is not None:
        public.publish(person.portrait)
    if former is not None and former.pk != person.portrait_id:
        _release(former)


def _release(image: Image) -> None:
    """Take a former portrait off the site unless readers see the picture elsewhere; a draft keeps nothing."""
    public.lock([image])
    shown_by = [relation for relation in _relations_to(image) if relation.related_model._meta.label in SHOW_PICTURES]
    if not any(_points(relation, image) for relation in shown_by):
        public.withdraw(image)


def _relations_to(thing: Person | Image) -> list[ForeignObjectRel]:
    fields = thing._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]


def _points(relation: ForeignObjectRel, thing: Person | Image) -> bool:
    pointing = relation.related_model._base_manager
    return bool(pointing.filter(**{relation.field.name: thing}).exists())

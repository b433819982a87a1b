"""Actions on people: names, slugs, portraits and positions.

Each action bumps the site version. A changed slug leaves a redirect from the former one.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.exceptions import InvalidState, NotPermitted
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.utils.dates import local_date
from newsroom.utils.slugs import slugify, unique_slug
from staff import accounts
from staff.models import Person, Position, User

NOT_HEAD = _("Людей издания ведёт руководитель.")
# By label, because these models are in apps that import this one.
MODELS_SHOWING_IMAGES = ("staff.Person", "website.PublishedArticle", "website.PublishedImage", "website.Outlet")
# Called within the transaction. Apps that import this one and copy names register here.
NAME_CHANGE_CALLBACKS: list[Callable[[Person], None]] = []
SLUG_TAKEN = _("Этот адрес занят или раньше вёл на другого человека.")
DAY_IN_FUTURE = _("Этот день ещё не наступил: вход закроется сразу, поэтому отметьте уход в последний день или позже.")
STARTED_LATER = _("Должность «%(title)s» началась позже этого дня.")
IN_USE = _("Удалить нельзя: у человека есть %(what)s. Уберите его со страницы команды.")


def save_person(person: Person, *, by: User | None, fields: Iterable[str] | None = None) -> None:
    """Save a person; of an existing one only the named `fields`, if given.

    An empty slug is made from the name. `by` is None for the system (demo, accepted invitation).
    Raises NotPermitted without the permission, ValidationError for a used slug and for a last day in the future.
    """
    _require(by, "change_person" if person.pk else "add_person")
    with transaction.atomic():
        person.bump_version()
        before = Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
        _set_slug(person)
        if person.left_on and (reason := last_day_error(person.left_on)):
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
            for callback in NAME_CHANGE_CALLBACKS:
                callback(person)
        _publish_portrait(person, before)
        SiteVersion.bump()


def mark_as_left(person: Person, *, day: date, by: User | None) -> None:
    """Record that a person has left: end their positions on `day` and close their account.

    Articles, bylines and the person's page stay. Raises NotPermitted without the permission, InvalidState for a day in
    the future or before the start of a position, and for the only head.
    """
    _require(by, "change_person")
    if reason := last_day_error(day):
        raise InvalidState(reason)
    with transaction.atomic():
        fresh = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        fresh.bump_version()
        for position in fresh.positions.all():
            if position.ends_on is None or position.ends_on > day:
                position.ends_on = day
                if position.starts_on and position.starts_on > day:
                    raise InvalidState(str(STARTED_LATER) % {"title": position.title})
                position.save(update_fields=["ends_on"])
        fresh.on_team, fresh.left_on = False, day
        fresh.save(update_fields=["on_team", "left_on"])
        redirects.mark_public((redirects.Kind.PERSON, fresh.pk))
        if fresh.user is not None and fresh.user.is_active:
            accounts.deactivate(fresh.user, by=by)
        SiteVersion.bump()


def last_day_error(day: date) -> str:
    """Return why that day cannot be the last one, as a sentence, or an empty string."""
    return str(DAY_IN_FUTURE) if day > local_date(timezone.now()) else ""


def delete_person(person: Person, *, by: User | None) -> None:
    """Delete a person who was entered by mistake. Raises InvalidState if the person is in use."""
    _require(by, "delete_person")
    with transaction.atomic():
        if obstacle := deletion_obstacle(person):
            raise InvalidState(obstacle)
        portrait = person.portrait
        person.delete()
        if portrait is not None:
            _withdraw_unused(portrait)
        SiteVersion.bump()


def deletion_obstacle(person: Person) -> str | None:
    """Return why the person may not be deleted, as a sentence, or None."""
    uses: list[object] = []
    if person.user_id:
        uses.append(_("логин"))
    if person.on_team:
        uses.append(_("место на странице команды"))
    if redirects.has_redirects(redirects.Kind.PERSON, person.pk):
        uses.append(_("прежние адреса"))
    if redirects.was_public(redirects.Kind.PERSON, person.pk):
        uses.append(_("страница, которую видели читатели"))
    for relation in _relations_to(person):
        model = relation.related_model
        if model._meta.app_label != "staff" and _refers(relation, person):
            uses.append(model._meta.verbose_name_plural)
    return str(IN_USE) % {"what": ", ".join(map(str, uses))} if uses else None


def save_position(position: Position, *, by: User | None) -> None:
    """Save a position of a person."""
    _require(by, "change_position")
    with transaction.atomic():
        position.person.bump_version()
        position.save()
        SiteVersion.bump()


def delete_position(position: Position, *, by: User | None) -> None:
    """Delete a position that was entered by mistake; a position that has ended gets a last day instead."""
    _require(by, "delete_position")
    with transaction.atomic():
        position.person.bump_version()
        position.delete()
        SiteVersion.bump()


def _require(by: User | None, permission: str) -> None:
    if by is not None and not by.has_perm(f"staff.{permission}"):
        raise NotPermitted(NOT_HEAD)


def _set_slug(person: Person) -> None:
    """Make an empty slug from the name. Raises ValidationError for a slug that another person has or had."""
    if not person.slug:
        stem = slugify(person.name_ru, fallback="person")
        person.slug = unique_slug(stem, lambda slug: not is_slug_free(slug, person))
    elif not is_slug_free(person.slug, person):
        raise ValidationError({"slug": SLUG_TAKEN})


def is_slug_free(slug: str, person: Person) -> bool:
    """Return whether no other person has or had this slug."""
    taken = Person.objects.filter(slug=slug).exclude(pk=person.pk).exists()
    return not taken and redirects.is_free(redirects.Kind.PERSON, slug, person.pk)


def _publish_portrait(person: Person, before: Person | None) -> None:
    former = before.portrait if before is not None else None
    if person.portrait is not None:
        public.publish(person.portrait)
    if former is not None and former.pk != person.portrait_id:
        _withdraw_unused(former)


def _withdraw_unused(image: Image) -> None:
    """Withdraw a former portrait unless something public still shows the image. Drafts do not count."""
    public.lock([image])
    shown_by = [
        relation for relation in _relations_to(image) if relation.related_model._meta.label in MODELS_SHOWING_IMAGES
    ]
    if not any(_refers(relation, image) for relation in shown_by):
        public.withdraw(image)


def _relations_to(instance: Person | Image) -> list[ForeignObjectRel]:
    fields = instance._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]


def _refers(relation: ForeignObjectRel, instance: Person | Image) -> bool:
    rows = relation.related_model._base_manager
    return bool(rows.filter(**{relation.field.name: instance}).exists())

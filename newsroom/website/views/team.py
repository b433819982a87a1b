"""The team: the people of the newsroom by position, and those who have left."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import cacheable
from newsroom.utils.dates import local_date
from newsroom.website.models.article import PublishedByline
from newsroom.website.page_context import simple_page_context
from newsroom.website.public_urls import current_language
from staff.models import Person, Position


@cacheable
def team(request: HttpRequest) -> HttpResponse:
    """Show each person once, under the first of their present positions."""
    people, former = _people(current_language())
    context = {"layout": simple_page_context("team", _("Команда")), "people": people, "former": former}
    return render(request, "website/team.html", context)


def _people(language: str) -> tuple[list[Person], list[Person]]:
    """Return the people of the team and the former ones.

    A former person has a last day, or has had positions and signed an article in this language, so that their page is
    shown in it. Guests never had a position.
    """
    signed = PublishedByline.objects.filter(person=OuterRef("pk"), language=language, article__is_live=True)
    positions = Position.objects.filter(person=OuterRef("pk"))
    may_be_former = Q(left_on__isnull=False) | Q(Exists(positions), Exists(signed))
    shown = Person.objects.filter(Q(on_team=True) | may_be_former).order_by("order", "name_ru", "pk")
    today = local_date(timezone.now())
    people: list[Person] = []
    former: list[Person] = []
    for person in shown.select_related("portrait").prefetch_related("positions"):
        person.split_positions(today)
        if person.on_team:
            people.append(person)
        elif _has_left(person, today):
            former.append(person)
    return sorted(people, key=_position_order), former


def _has_left(person: Person, today: date) -> bool:
    if person.left_on is not None:
        return person.left_on <= today
    return bool(person.former_positions) and not person.current_positions


def _position_order(person: Person) -> tuple[bool, int]:
    """Return a key that sorts by the first position and puts people without one last."""
    orders = [position.order for position in person.current_positions]
    return (not orders, min(orders, default=0))

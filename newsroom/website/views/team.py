"""The team: everybody whom the newsroom shows, by position, and who has left it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.utils.dates import local_date
from newsroom.utils.http_methods import read_only
from newsroom.website.models.article import PublishedByline
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language
from staff.models import Person, Position


@read_only
def team(request: HttpRequest) -> HttpResponse:
    """Four statements. Each person stands once, at the first of the positions held today."""
    language = reading_language()
    people, former = _people(language)
    title = _("Команда")
    context = {
        "frame": frame(
            title,
            path=in_language(language, "team"),
            twin=in_language(other_language(language), "team"),
            share=Share(headline=title),
        ),
        "people": people,
        "former": former,
    }
    return render(request, "website/team.html", context)


def _people(language: str) -> tuple[list[Person], list[Person]]:
    """Who is on the team, and who was: said to have left, or without a position any more, but with articles in the
    language being read, in which the person's page answers then.

    A guest, who never had any, stands in neither.
    """
    signed = PublishedByline.objects.filter(person=OuterRef("pk"), language=language, article__is_live=True)
    held = Position.objects.filter(person=OuterRef("pk"))
    has_left = Q(left_on__isnull=False) | Q(Exists(held), Exists(signed))
    shown = Person.objects.filter(Q(on_team=True) | has_left).order_by("order", "name_ru", "pk")
    today = local_date(timezone.now())
    people: list[Person] = []
    former: list[Person] = []
    for person in shown.select_related("portrait").prefetch_related("positions"):
        person.split_positions(today)
        if person.on_team:
            people.append(person)
        elif _has_left(person, today):
            former.append(person)
    return sorted(people, key=_place), former


def _has_left(person: Person, today: date) -> bool:
    if person.left_on is not None:
        return person.left_on <= today
    return bool(person.former_positions) and not person.current_positions


def _place(person: Person) -> tuple[bool, int]:
    """Sorts by the first position, those without one last; the sort keeps the people's order."""
    orders = [position.order for position in person.current_positions]
    return (not orders, min(orders, default=0))

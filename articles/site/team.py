"""The team: everybody whom the newsroom shows, by position."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.lib.clock import newsroom_day
from staff.models import Person

from .frame import Share, frame, in_language, other_language, reading_language


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Four statements. Each person stands once, at the first of the positions held today."""
    today = newsroom_day(timezone.now())
    people = Person.objects.on_team().select_related("portrait").with_current_positions(today)
    language = reading_language()
    title = _("Команда")
    context = {
        "frame": frame(
            title,
            path=in_language(language, "team"),
            twin=in_language(other_language(language), "team"),
            share=Share(headline=title),
        ),
        "people": sorted(people, key=_place),
    }
    return render(request, "articles/team.html", context)


def _place(person: Person) -> tuple[bool, int]:
    """Sorts by the first position, those without one last; the sort keeps the people's order."""
    orders = [position.order for position in person.current_positions]
    return (not orders, min(orders, default=0))

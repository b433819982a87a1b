"""Sections, tags and people as addresses: who answers at a slug, and in which languages.

A subject answers where live articles carry it; a section also while it is switched on, a person
also while on the team page, now or among those who have left. Any other address that was ever
public leads on, in one hop: to what stands above the subject, or, for a tag, to a page that says
that it is gone (410).
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.redirects.models import Redirect, WasPublic
from newsroom.website.page_context import Frame, Share, frame, in_language, other_language, reading_language

Thing = TypeVar("Thing", bound=Model)

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Subject(Generic[Thing]):
    """What was found at a slug: `carried_in` are the languages whose live articles carry it."""

    thing: Thing
    kind: str
    slug: str
    carried_in: frozenset[str]
    answers_anyway: bool
    was_public: bool

    @property
    def answers_in(self) -> frozenset[str]:
        return frozenset(LANGUAGES) if self.answers_anyway else self.carried_in

    def twin(self, before: int | None = None) -> str:
        """The path of the same page in the other language, empty where robots find none: older pages have no pair."""
        other = other_language(reading_language())
        is_pair = before is None and self.is_found_in(reading_language()) and self.is_found_in(other)
        return self._path_in(other) if is_pair else ""

    def elsewhere(self) -> str:
        """The path of the first page in the other language, empty where it does not answer."""
        other = other_language(reading_language())
        return self._path_in(other) if other in self.answers_in else ""

    def is_found_in(self, language: str) -> bool:
        """Whether there is something to be found: an empty section answers readers, but has nothing for robots."""
        return language in self.carried_in or (self.answers_anyway and self.kind == Redirect.Kind.PERSON)

    @property
    def has_articles_in_other_language(self) -> bool:
        return other_language(reading_language()) in self.carried_in

    def path(self, before: int | None = None) -> str:
        """The path of a page of this list in the language being read."""
        return self._path_in(reading_language(), before)

    def feed_path(self) -> str:
        """The path of its feed in the language being read."""
        return self._feed_in(reading_language())

    def _path_in(self, language: str, before: int | None = None) -> str:
        if before is None:
            return in_language(language, self.kind, self.slug)
        return in_language(language, f"{self.kind}_before", self.slug, before)

    def _feed_in(self, language: str) -> str:
        return in_language(language, f"{self.kind}_feed", self.slug)

    def instead_of_page(self, request: HttpRequest, before: int | None, above: str = "") -> HttpResponse | None:
        """What is due where this address or this language is not the subject's: a redirect, or "gone"; else None.

        `above` is where a subject leads that answers nowhere any more. Raises Http404 when readers never had it.
        A place in the list is kept only within the language, because the other list does not have it.
        """
        there = self._path_in(other_language(reading_language()))
        return self._instead(request, self.path(before), there, above)

    def instead_of_feed(self, request: HttpRequest, above: str = "") -> HttpResponse | None:
        """The same for its feed."""
        return self._instead(request, self.feed_path(), self._feed_in(other_language(reading_language())), above)

    def _instead(self, request: HttpRequest, here: str, there: str, above: str) -> HttpResponse | None:
        if reading_language() in self.answers_in:
            return None if request.path == here else HttpResponsePermanentRedirect(here)
        if self.answers_in:
            return HttpResponsePermanentRedirect(there)
        if not self.was_public:
            raise Http404
        return HttpResponsePermanentRedirect(above) if above else _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "website/gone.html", {"frame": frame(_("Здесь больше ничего нет"))}, status=410)


def framed(subject: Subject[Any], before: int | None, share: Share) -> Frame:
    """The frame of a page of its list, titled as it is shared."""
    return frame(
        share.headline,
        path=subject.path(before),
        twin=subject.twin(before),
        otherwise=subject.elsewhere(),
        is_found=subject.is_found_in(reading_language()),
        share=share,
    )


def find(
    kind: str,
    things: QuerySet[Thing],
    slug: str,
    carriers: QuerySet[Any],
    *,
    answers_anyway: str = "",
) -> Subject[Thing]:
    """What answers at the slug now, or else what once did; one statement, also when nothing does.

    `carriers` are the live rows that carry the thing of the outer query; `answers_anyway` names
    the fact that lets a thing answer without them. Raises Http404.
    """
    former = Redirect.objects.filter(kind=kind, slug=slug).values("object_id")
    # Without an order: for its sake a database would rather walk through all things by name.
    found = (
        things.filter(Q(slug=slug) | Q(pk__in=former))
        .order_by()
        .annotate(
            was_public=Exists(WasPublic.objects.filter(kind=kind, object_id=OuterRef("pk"))),
            **{f"in_{code}": Exists(carriers.filter(language=code)) for code in LANGUAGES},
        )
    )
    subjects = [_subject(thing, kind, answers_anyway) for thing in found]
    if not subjects:
        raise Http404
    # Who bears the slug goes before who once did, unless only the latter answers.
    return min(subjects, key=lambda subject: (not subject.answers_in, not subject.was_public, subject.slug != slug))


def _subject(thing: Any, kind: str, answers_anyway: str) -> Subject[Any]:
    return Subject(
        thing=thing,
        kind=kind,
        slug=thing.slug,
        carried_in=frozenset(code for code in LANGUAGES if getattr(thing, f"in_{code}")),
        answers_anyway=bool(answers_anyway and getattr(thing, answers_anyway)),
        was_public=thing.was_public,
    )

"""The objects behind the slugs of sections, tags and people, and the answers of former addresses.

An object is shown in the languages in which it has live articles. A section that is enabled and a person that the team
page lists are shown in every language. Any other address that was ever public redirects in one hop to the parent page
of the object; that of a tag, which has no parent, answers 410.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import store_status
from newsroom.redirects.models import Redirect, WasPublic
from newsroom.website.page_context import PageContext, Share, page_context
from newsroom.website.public_urls import LANGUAGES, current_language, other_language, public_path
from newsroom.website.queries.cards import IMAGE
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import Parameter, PreparedQuery

Obj = TypeVar("Obj", bound=Model)
OBJECT_ID = OuterRef("pk")
"""The id of the object, for the `article_rows` of a `Resolver`."""
SLUG = Parameter("slug", CharField())


@dataclass(frozen=True)
class ResolvedSlug(Generic[Obj]):
    """A section, tag or person. `article_languages` are those in which it has live articles."""

    obj: Obj
    kind: str
    slug: str
    article_languages: frozenset[str]
    is_always_shown: bool
    was_public: bool

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which its page is shown."""
        return frozenset(LANGUAGES) if self.is_always_shown else self.article_languages

    def is_indexed_in(self, language: str) -> bool:
        """Whether search engines may index the page: an empty section has nothing for them."""
        return language in self.article_languages or (self.is_always_shown and self.kind == Redirect.Kind.PERSON)

    @property
    def has_articles_in_other_language(self) -> bool:
        return other_language(current_language()) in self.article_languages

    def path(self, before: int | None = None) -> str:
        """Return the path of a page of its list in the current language."""
        return self._path_in(current_language(), before)

    def feed_path(self) -> str:
        """Return the path of its feed in the current language."""
        return self._feed_path_in(current_language())

    def layout(self, before: int | None, share: Share) -> PageContext:
        """Return the context of a page of its list."""
        language, other = current_language(), other_language(current_language())
        # Older pages of the two languages do not correspond to each other.
        has_alternate = before is None and self.is_indexed_in(language) and self.is_indexed_in(other)
        return page_context(
            share.headline,
            path=self.path(before),
            alternate_path=self._path_in(other) if has_alternate else "",
            fallback_path=self._path_in(other) if other in self.languages else "",
            is_indexed=self.is_indexed_in(language),
            share=share,
        )

    def redirect_or_gone(self, request: HttpRequest, before: int | None, parent_path: str = "") -> HttpResponse | None:
        """Return the redirect or 410 that replaces its page, or None if the page is shown at this address.

        `parent_path` is where an object leads that is shown nowhere any more. The position in a list is kept within
        the language only, because the other list does not have it. Raise Http404 if readers never could open the page.
        """
        other_path = self._path_in(other_language(current_language()))
        response = self._redirect_or_gone(request, self.path(before), other_path, parent_path)
        # There is no end of positions in a list.
        return store_status(response) if response is not None and before is None else response

    def feed_redirect_or_gone(self, request: HttpRequest, parent_path: str = "") -> HttpResponse | None:
        """Do for its feed what `redirect_or_gone` does for its page."""
        other_path = self._feed_path_in(other_language(current_language()))
        return self._redirect_or_gone(request, self.feed_path(), other_path, parent_path)

    def _redirect_or_gone(
        self, request: HttpRequest, path: str, other_path: str, parent_path: str
    ) -> HttpResponse | None:
        if current_language() in self.languages:
            return None if request.path == path else HttpResponsePermanentRedirect(path)
        if self.languages:
            return HttpResponsePermanentRedirect(other_path)
        if not self.was_public:
            raise Http404
        if parent_path:
            return HttpResponsePermanentRedirect(parent_path)
        return render(request, "website/gone.html", {"layout": page_context(_("Здесь больше ничего нет"))}, status=410)

    def _path_in(self, language: str, before: int | None = None) -> str:
        if before is None:
            return public_path(language, self.kind, self.slug)
        return public_path(language, f"{self.kind}_before", self.slug, before)

    def _feed_path_in(self, language: str) -> str:
        return public_path(language, f"{self.kind}_feed", self.slug)


class Resolver(Generic[Obj]):
    """Finds the objects of one kind by their present or former slugs.

    `article_rows` are the rows of live articles that belong to an object (`OBJECT_ID`); they have a `language`.
    `always_shown` names the attribute by which an object is shown without articles, `picture` that of an image.
    """

    def __init__(
        self,
        kind: str,
        columns: Columns[Obj],
        article_rows: QuerySet[Any],
        *,
        always_shown: str = "",
        picture: str = "",
    ) -> None:
        self.kind = kind
        self.columns = columns
        self.article_rows = article_rows
        self.always_shown = always_shown
        self.picture = picture
        self.query = PreparedQuery(self._rows)

    def resolve(self, slug: str) -> ResolvedSlug[Obj]:
        """Return the object that has the slug now, or else the one that had it before; one query.

        Raise Http404 for an unknown slug.
        """
        return preferred([self._resolved(row) for row in self.query.rows(slug=slug)], slug)

    def _rows(self) -> Any:
        former = Redirect.objects.filter(kind=self.kind, slug=SLUG).values("object_id")
        marks = WasPublic.objects.filter(kind=self.kind, object_id=OuterRef("pk"))
        found = self.columns.model._default_manager.filter(Q(slug=SLUG) | Q(pk__in=former))
        languages = {f"in_{code}": Exists(self.article_rows.filter(language=code)) for code in LANGUAGES}
        picture = IMAGE.paths(f"{self.picture}__") if self.picture else ()
        # Without an order, because the database would walk through all objects by name for its sake.
        rows = found.order_by().annotate(was_public=Exists(marks), **languages)
        return rows.values_list(*self.columns.paths(), "was_public", *languages, *picture)

    def _resolved(self, row: tuple[Any, ...]) -> ResolvedSlug[Obj]:
        own, (was_public,), languages, picture = split(row, len(self.columns), 1, len(LANGUAGES), len(IMAGE))
        obj = self.columns.model.from_db(None, self.columns.names, own)
        if self.picture:
            setattr(obj, self.picture, IMAGE.instance(picture))
        return ResolvedSlug(
            obj=obj,
            kind=self.kind,
            slug=obj.slug,  # type: ignore[attr-defined]
            article_languages=frozenset(code for code, has_any in zip(LANGUAGES, languages, strict=True) if has_any),
            is_always_shown=bool(self.always_shown and getattr(obj, self.always_shown)),
            was_public=bool(was_public),
        )


def preferred(found: Sequence[ResolvedSlug[Obj]], slug: str) -> ResolvedSlug[Obj]:
    """Return the object with the slug before the one that had it, unless only the latter is shown.

    Raise Http404 for none.
    """
    if not found:
        raise Http404
    return min(found, key=lambda one: (not one.languages, not one.was_public, one.slug != slug))

"""What the palette offers for what was typed: articles, people, sections, tags, pictures, actions and screens.

Everything comes through the admin screens of the user, so that nothing is offered which they may not open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.finding.articles import found, parts_of
from articles.models import Article
from newsroom.images.models import Image
from newsroom.language import index_terms, query_words
from newsroom.utils.text import clean_line
from newsroom.website.models import Outlet
from staff.auth import current_user

MOST_ARTICLES, RECENT_ARTICLES = 8, 4
MOST_OBJECTS = 5
MOST_RECENT = 2000
"""Of pictures, so many of the newest are looked through."""


@dataclass(frozen=True)
class Entry:
    """A line of the palette; `state` is that of an article, `hint` what stands beside the label."""

    label: str
    url: str
    hint: str = ""
    state: str = ""


@dataclass(frozen=True)
class Group:
    """Lines of one kind; `more` leads to the full list of what was found."""

    key: str
    title: str
    entries: Sequence[Entry]
    more: str = ""


def groups_for(request: HttpRequest, site: AdminSite, typed: str) -> list[Group]:
    """Return the groups with at least one entry."""
    typed = clean_line(typed)[:100]
    words = parts_of(typed)
    screens = [screen for app in site.get_app_list(request) for screen in app["models"]]
    groups = [_articles(request, typed)]
    if words:
        groups += [_objects(request, site, screen, typed) for screen in screens]
    groups.append(Group("actions", _("Действия"), _matching(_actions(screens, site), typed)))
    groups.append(Group("screens", _("Экраны"), _matching(_screens(screens), typed)))
    return [group for group in groups if group.entries]


def _articles(request: HttpRequest, typed: str) -> Group:
    user = current_user(request)
    if not user.has_perm("articles.view_article"):
        return Group("articles", "", ())
    articles = found(user, typed, most=MOST_ARTICLES if typed else RECENT_ARTICLES)
    entries = [_article(article) for article in articles]
    more = f"{reverse('admin:articles_article_changelist')}?{urlencode({'q': typed})}"
    title = _("Материалы") if typed else _("Недавние материалы")
    return Group("articles", title, entries, more if typed and len(articles) == MOST_ARTICLES else "")


def _article(article: Article) -> Entry:
    return Entry(str(article), article.admin_url, str(article.get_state_display()), article.state)


def _objects(request: HttpRequest, site: AdminSite, screen: dict[str, Any], typed: str) -> Group:
    """Return what the search of a screen finds, if it has one."""
    model = screen["model"]
    admin = site.get_model_admin(model)
    if model is Article or not screen["admin_url"] or not admin.search_fields:
        return Group("", "", ())
    rows = admin.get_queryset(request)
    if model is Image:
        recent = Image.objects.order_by("-pk").values_list("pk", flat=True)
        rows = rows.filter(pk__in=list(recent[:MOST_RECENT]))
    matching, _has_duplicates = admin.get_search_results(request, rows, typed)
    entries = [_object(row) for row in matching[:MOST_OBJECTS]]
    return Group(model._meta.model_name, str(capfirst(screen["name"])), entries)


def _object(row: Model) -> Entry:
    address = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return Entry(str(row), reverse(address, args=[row.pk]))


def _actions(screens: Sequence[dict[str, Any]], site: AdminSite) -> Iterator[Entry]:
    for screen in screens:
        title: str | Promise | None = getattr(site.get_model_admin(screen["model"]), "add_title", None)
        # There is one outlet, and its screen refuses a second.
        if screen["add_url"] and title and screen["model"] is not Outlet:
            yield Entry(str(title), screen["add_url"])
    yield Entry(_("Сменить пароль"), reverse("admin:password_change"))
    yield Entry(_("Открыть сайт"), site.site_url or "/")


def _screens(screens: Sequence[dict[str, Any]]) -> Iterator[Entry]:
    yield Entry(_("Рабочее место"), reverse("admin:index"))
    for screen in screens:
        if screen["admin_url"]:
            yield Entry(str(capfirst(screen["name"])), screen["admin_url"])
        if screen["model"] is Article:
            yield Entry(_("Доска материалов"), reverse("admin:articles_article_board"))


def _matching(entries: Iterator[Entry], typed: str) -> list[Entry]:
    """Return the entries whose label has every typed word, as a part or in another form."""
    words, language = query_words(typed), get_language() or ""
    if not typed:
        return list(entries)
    if not words:
        return []
    kept = []
    for entry in entries:
        label, terms = entry.label.casefold().replace("ё", "е"), set(index_terms(entry.label, language))
        if all(word.typed in label or not word.terms.isdisjoint(terms) for word in words):
            kept.append(entry)
    return kept

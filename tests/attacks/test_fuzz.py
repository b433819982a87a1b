"""Random addresses and forms never cause an error 500 or a leak."""

import itertools
import random
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories
from tests.newsroom.images.files import stored_image
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

ROLES = ("head", "corrector", "moderator", "anonymous")
NUMBERS = ("1", "0", "999", "2147483648", "9223372036854775808", "1" + "0" * 40)
WORDS = ("1", "no-such", "%00", "%C3%28", "..%2F..", "%F0%9F%A6%8A", "a" * 300, "1;2", "__", "_5B")
QUERIES = (
    "",
    "q=%00",
    "q=%ED%A0%80&o=1.2.-999.x&p=99999999999999999999",
    "all=&e=1&p=-1",
    "state__exact=%00",
    "section__id__exact=99999999999999999999",
    "section__id__exact=x",
    "id__in=" + ",".join(["1"] * 2000),
    "_to_field=password&_popup=1",
    "uploaded_at__gte=9999999&uploaded_at__lt=%00",
    "uploaded_at__year=0",
    "uploaded_at__gte=0001-01-01&uploaded_at__lt=9999-12-31",
    "headline__regex=((((",
    "title__iregex=((((",
    "id__exact=99999999999999999999999",
    "id__gte=99999999999999999999999",
    "pk=x",
    "is_active__exact=%00&last_login__isnull=2",
    "user__password__startswith=a",
    "creator__password__startswith=a",
    "app_label=staff&model_name=person&field_name=user&term=%00&page=99999999999999999999",
    "app_label=articles&model_name=article&field_name=translation_of&term=%D0%B0&page=0",
    "app_label=articles&model_name=article&field_name=image&term=%00",
    "app_label=auth&model_name=group&field_name=permissions",
    "from=1&to=9999999999&version=-1&next=//evil.example/",
    "page=x&number=%00",
    "mine=%00&unread__exact=maybe",
    "headline=" + "x" * 3000 + "&image=99999999999999999999&section=%00",
    "image=%00&language=zz&translation_of=-1",
)
FORGED = {
    "state": "published",
    "is_live": "on",
    "version": "-1",
    "headline": "\x00\u202eабв\ufffe<script>",
    "lead": "x" * 5000,
    "body": "<p onclick=x>y</p>",
    "section": "9" * 30,
    "image": "9" * 30,
    "translation_of": "\x00",
    "language": "zz",
    "slug": "../../x",
    "tags": ", ".join(map(str, range(100))),
    "bylines-TOTAL_FORMS": "-5",
    "bylines-INITIAL_FORMS": "99999999999999",
    "bylines-0-kind": "person",
    "bylines-0-person": "9" * 30,
    "bylines-0-order": "9" * 30,
    "sources-TOTAL_FORMS": "1",
    "sources-INITIAL_FORMS": "0",
    "sources-0-name": "x",
    "sources-0-url": "javascript:alert(1)",
    "sources-0-via_url": "http://[",
    "positions-TOTAL_FORMS": "1",
    "positions-INITIAL_FORMS": "1",
    "positions-0-id": "9" * 30,
    "positions-0-person": "1",
    "creator": "1",
    "is_superuser": "on",
    "date": "0001-01-01",
    "time": "00:00",
    "fold": "7",
    "reason": "\x00",
    "kind": "redirect",
    "target": "№ " + "9" * 18,
    "redirect_to": "9" * 30,
    "next": "//evil.example/",
    "action": "publish",
    "_selected_action": "9" * 30,
    "decision": "confirm",
    "field": "headline",
    "before": "\x00",
    "after": "<b>",
    "focus_x": "-1",
    "focus_y": "9" * 30,
    "order": "9" * 30,
    "name_ru": "\x00",
    "name": "\x00",
    "username": "\x00" * 10,
    "password": "\x00",
    "email": "a@b" * 100,
    "roles": "god",
    "user": "9" * 30,
    "portrait": "9" * 30,
    "_popup": "1",
}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _examples(route: str, chance: random.Random) -> set[str]:
    """Return addresses of a route, with numbers and words of all kinds as arguments."""

    def fill(text: str) -> str:
        text = re.sub(r"\(\?P<verb>([^)]*)\)", lambda found: chance.choice(found[1].split("|")), text)
        text = re.sub(r"\(\?P<\w+>\[0-9\]\+\)|<(int|article):\w+>", lambda _: chance.choice(NUMBERS), text)
        text = re.sub(r"\(\?P<\w+>[^)]*\)+|<(?:\w+:)?\w+>", lambda _: chance.choice(WORDS), text)
        return "/" + re.sub(r"[\^$\\?]", "", text)

    return {fill(route), fill(route), chance.choice((str.upper, _doubled))(fill(route))}


def _doubled(address: str) -> str:
    return address.replace("/", "//", 2)


def _addresses(seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    routes = sorted(set(_routes(get_resolver().url_patterns)))
    found = {address for route in routes for address in _examples(route, chance)}
    known = {
        "/kk/kk/", "/ru/", "//", "/%2F", "/articles/1%2Fx/", "/articles/1-/", "/articles/01-x/", "/KK/", "/kk//",
        "/articles/1-x/../2-y/", "/before/0/", "/admin/articles/article/1_5B/change/", "/media/x/..%2f..%2fdb.sqlite3",
        "/admin/r/1/1/", "/admin/r/99999999999999999999/x/", "/admin/jsi18n/", "/admin/autocomplete/",
    }  # fmt: skip
    return sorted(found | known)


@pytest.fixture
def newsroom() -> None:
    """A few articles in several states, so that low ids exist."""
    factories.published(tags=("Вода",), image=stored_image())
    factories.draft(headline="Тайна черновика")
    factories.scheduled()
    factories.withdrawn()
    for key in ("head", "editor", "journalist", "corrector", "moderator", "outsider"):
        member(key)


def _browser(role: str) -> Client:
    client = Client() if role == "anonymous" else client_of(member(role))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("newsroom")
def test_it_answers_every_odd_address(role: str) -> None:
    client, failed = _browser(role), []
    queries = itertools.cycle(QUERIES)
    for address in _addresses(seed=len(role)):
        if "logout" in address:
            continue
        asked = f"{address}?{next(queries)}"
        response = client.get(asked)
        if response.status_code == 500:
            failed.append((asked[:150], response.status_code))
    assert failed == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("newsroom")
def test_it_answers_every_forged_form(role: str) -> None:
    client, failed = _browser(role), []
    for address in _addresses(seed=len(role) + 1):
        if "logout" in address:
            continue
        response = client.post(address, FORGED)
        if response.status_code == 500:
            failed.append((address[:150], response.status_code))
        location = response.headers.get("Location", "")
        assert not location.startswith(("//", "http", "/\\")), (address, location)
    assert failed == []


LISTS = ("articles/article", "website/section", "website/tag", "images/image", "staff/person", "staff/user",
         "staff/invitation", "articles/text", "website/outlet")  # fmt: skip


@pytest.mark.usefixtures("newsroom")
def test_it_answers_every_odd_question_to_a_list() -> None:
    client, failed = _browser("head"), []
    for screen, query in itertools.product(LISTS, QUERIES):
        for page in ("", "add/"):
            response = client.get(f"/admin/{screen}/{page}?{query}")
            if response.status_code == 500:
                failed.append((screen, page, query[:80], response.status_code))
    assert failed == []

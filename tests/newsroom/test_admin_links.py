"""The admin offers no link that it refuses to the same user."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from articles.models import Text
from newsroom.images.models import Image
from newsroom.website.models import Outlet
from tests import digest_factories, factories
from tests.newsroom.images.files import stored_image
from tests.users import USERS, client_of, member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')


def links_of(address: str, page: str) -> Iterator[str]:
    """Yield the addresses within the admin that the page links to, without their queries."""
    for link in LINK.findall(page):
        path = urlsplit(urljoin(address, unescape(link))).path
        if path.startswith("/admin/"):
            yield path


def refused_links(client: Client) -> list[str]:
    """Follow every link of the admin from its start page; return those that answer 403, each with its page."""
    waiting, known, refused = [("/admin/", "")], {"/admin/"}, []
    while waiting:
        address, origin = waiting.pop()
        response = client.get(address)
        if response.status_code == 403:
            refused.append(f"{origin} -> {address}")
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        for link in links_of(address, response.content.decode()):
            if link not in known:
                known.add(link)
                waiting.append((link, address))
    assert len(known) > 1
    return refused


@pytest.mark.parametrize("login", [login for login, (_name, roles) in USERS.items() if roles])
def test_no_link_leads_to_a_refusal(login: str) -> None:
    for key in ("head", "corrector", "moderator"):
        member(key)
    image = stored_image()
    Image.objects.filter(pk=image.pk).update(uploaded_by=member("journalist"))
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Чтобы было</p>")
    for make in (factories.draft, factories.submitted, factories.approved, factories.published):
        make(tags=("мост",), headline=make.__name__)
    digest_factories.published(factories.published(headline="В дайджесте"))
    digest_factories.submitted(factories.published(headline="В другом"))
    assert refused_links(client_of(member(login))) == []

"""No public URL shows an unpublished word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from articles import actions
from articles.models import Article
from articles.workflow import UNPUBLISHED_COPY
from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.images.models import Image
from newsroom.website import urls
from staff.models import User
from tests import factories, public_urls
from tests.articles.preview.links import link_to
from tests.newsroom.body.made_files import body_with, stored_file
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

CANARY = re.compile(rb"zzcanary[-\w]*", re.IGNORECASE)
UNSEEN = ("draft", "submitted", "proofing", "returned", "approved", "scheduled", "withdrawn", "spiked")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def canary_image(name: str) -> Image:
    return Image.objects.create(
        file=f"zzcanary-{name}.jpg",
        width=1600,
        height=1000,
        bytes=1,
        sha256=name,
        title=f"zzcanary-title-{name}",
        caption=f"zzcanary-caption-{name}",
        credit=f"zzcanary-credit-{name}",
        alt=f"zzcanary-alt-{name}",
    )


def canary_file(name: str) -> Attachment:
    return stored_file(f"zzcanary-content-{name}".encode(), f"zzcanary-title-{name}.txt")


def canaries(state: str, language: str = "ru") -> Article:
    """Create an article in this state with a canary in every field that readers could see."""
    word = f"zzcanary-{state}-{language}"
    return factories.STATES[state](
        language=language,
        headline=f"{word}-headline",
        kicker=f"{word}-kicker",
        lead=f"{word}-lead",
        body=f"<p>{word}-body</p>{body_with(canary_file(word))}",
        slug=f"{word}-slug",
        caption=f"{word}-caption",
        credit=f"{word}-credit",
        alt=f"{word}-alt",
        seo_headline=f"{word}-seo",
        social_headline=f"{word}-social",
        source=f"{word}-source",
        tags=(f"{word}-tag",),
        signed=f"{word}-guest",
        image=canary_image(f"{state}-{language}"),
    )


def found(met: dict[str, HttpResponseBase]) -> Iterator[str]:
    for address, response in met.items():
        head = str(response.headers).encode()
        body = b"".join(response.streaming_content) if response.streaming else response.content
        # What the visitor typed himself may come back; nothing else may.
        typed = set(CANARY.findall(address.encode()))
        if seen := set(CANARY.findall(head + body)) - typed:
            yield f"{address}: {sorted(seen)[:3]}"
        # No worker runs in a test, and /health/ready rightly says so.
        if response.status_code >= 500 and "/health/ready" not in address:
            yield f"{address}: {response.status_code}"


@pytest.fixture
def newsroom() -> None:
    for state in UNSEEN:
        for language in ("ru", "kk"):
            article = canaries(state, language)
            if article.state in UNPUBLISHED_COPY:
                link = link_to(article)
                actions.answer_preview_link(link, kind="remark", text=f"zzcanary-answer-{state}-{language}")
    member("moderator")
    for language in ("ru", "kk"):
        factories.published(language=language, tags=("паводок",))


def test_a_stranger_sees_no_unpublished_word(newsroom: None) -> None:
    assert list(found(public_urls.sweep(Client(raise_request_exception=False)))) == []


@pytest.mark.parametrize("name", ["moderator", "outsider"])
def test_staff_without_rights_on_articles_see_no_unpublished_word(newsroom: None, name: str) -> None:
    client = client_of(member(name))
    client.raise_request_exception = False
    assert list(found(public_urls.sweep(client))) == []


def test_a_live_article_shows_its_approved_text_only(journalist: User) -> None:
    article = factories.revised(journalist)
    with actions.editing(article, by=journalist) as text:
        text.headline = text.lead = "zzcanary-new"
        text.body = "<p>zzcanary-new</p>"
    assert list(found(public_urls.sweep(Client(raise_request_exception=False)))) == []


def test_the_sweep_would_find_what_is_published() -> None:
    canaries("published")
    assert list(found(public_urls.sweep(Client(raise_request_exception=False))))


def test_an_unpublished_address_answers_as_one_that_never_was(newsroom: None) -> None:
    client = Client()
    for article in Article.objects.exclude(state__in=["published", "withdrawn"]):
        here = client.get(f"/articles/{article.pk}-{article.slug}/")
        nowhere = client.get(f"/articles/{10**6 + article.pk}-{article.slug}/")
        assert here.status_code == nowhere.status_code == 404
        assert len(here.content) == len(nowhere.content)


def test_every_route_of_the_site_is_in_the_register() -> None:
    named = {pattern.name for pattern in urls.urlpatterns if pattern.name}
    assert named == public_urls.ROUTES_COVERED


def test_withdrawing_takes_every_word_back() -> None:
    article = canaries("published")
    with transaction.atomic():
        actions.withdraw(article, by=member("editor"), reason="Ошибка", kind="notice", text="Снято")
    assert list(found(public_urls.sweep(Client(raise_request_exception=False)))) == []


def test_withdrawing_takes_the_file_back() -> None:
    attachment = canary_file("live")
    article = factories.published(body=body_with(attachment))
    address = files.address(Attachment.objects.get())
    stranger = Client()
    assert b"zzcanary" in b"".join(stranger.get(address).streaming_content)
    actions.withdraw(article, by=member("editor"), reason="Ошибка")
    assert stranger.get(address).status_code == 404
    assert list(found(public_urls.sweep(stranger))) == []


def test_a_read_only_page_refuses_other_methods(newsroom: None) -> None:
    # The answer must not be the page about an outdated form: there is no form.
    stranger = Client(enforce_csrf_checks=True)
    for address in public_urls.addresses():
        if address.startswith(("/admin/", "/preview/")):
            continue
        for response in (stranger.post(address, {"q": "x"}), stranger.delete(address)):
            assert response.status_code in (404, 405), address
            assert response.status_code == 404 or response["Allow"] == "GET, HEAD"

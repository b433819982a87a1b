"""No page of the admin shows an article to users who may not see it."""

import pytest
from django.test import Client

from articles import actions
from articles.models import Article
from articles.preview.tokens import token_of
from staff.models import Person, User
from tests import factories
from tests.articles.preview.links import link_to
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

SECRET = "Тайна-zzcanary"
ADMIN = "/admin/articles/article/"


@pytest.fixture
def secret(writer_corrector: User) -> Article:
    return factories.draft(writer_corrector, headline=SECRET, lead=SECRET, body=f"<p>{SECRET}</p>", signed=SECRET)


@pytest.fixture
def addresses(secret: Article) -> list[str]:
    own = ["change/", "history/", "history/0/1/", "preview/", "fix_typo/", "publish/", "withdraw/", "delete/", ""]
    own += ["preview-links/", "preview-links/1/revoke/"]
    autocomplete = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=translation_of&term="
    return [
        *(f"{ADMIN}{secret.pk}/{page}" for page in own),
        *(f"{ADMIN}?{query}" for query in ("", "q=Тайна", "state__exact=draft", "mine=yes", "o=1&all=")),
        *(autocomplete + term for term in ("", "Тайна")),
        *(f"{ADMIN}{page}?q=Тайна" for page in ("find/", "everywhere/", "everywhere/answers/", "board/")),
        f"{ADMIN}find/?live=1&q=Тайна",
        f"{ADMIN}?author={secret.creator.person.pk}",
        f"{ADMIN}?since=2020-01-01",
        "/admin/",
        f"/admin/r/1/{secret.pk}/",
        f"/articles/{secret.pk}-x/",
        *(f"/preview/{token}/" for token in (secret.pk, "x", link_to(secret).key)),
        f"{ADMIN}add/?translation_of={secret.pk}&headline=x",
    ]


@pytest.mark.parametrize("role", ["journalist", "writer_moderator", "moderator", "outsider", None])
def test_it_hides_a_draft_of_others(role: str | None, addresses: list[str]) -> None:
    client = client_of(member(role)) if role else Client()
    for address in addresses:
        for method in (client.get, client.head):
            response = method(address)
            assert "zzcanary" not in response.content.decode(), address
            assert "zzcanary" not in str(response.headers), address


@pytest.mark.parametrize("role", ["journalist", "moderator"])
def test_a_hidden_article_answers_like_a_missing_one(role: str, secret: Article) -> None:
    client = client_of(member(role))
    for page in ("history/", "preview/", "preview-links/", "publish/", "fix_typo/", "history/0/1/"):
        there, nowhere = (client.get(f"{ADMIN}{pk}/{page}") for pk in (secret.pk, 987654))
        assert there.status_code == nowhere.status_code, page


def test_a_posted_form_shows_no_hidden_article(secret: Article, journalist: User) -> None:
    client = client_of(journalist)
    own = factories.draft(journalist)
    for address in (f"{ADMIN}{own.pk}/change/", f"{ADMIN}add/"):
        sent = {"version": "1", "headline": "x", "translation_of": str(secret.pk), "language": "kk"}
        assert "zzcanary" not in client.post(address, sent).content.decode()
    own.refresh_from_db()
    assert own.translation_of is None


def test_a_preview_shows_no_hidden_article(secret: Article, journalist: User) -> None:
    client = client_of(journalist)
    own = factories.draft(journalist)
    sent = {"version": "1", "headline": "x", "translation_of": str(secret.pk), "language": "kk"}
    sent |= {"related_0": str(secret.pk)}
    for address in (f"{ADMIN}{own.pk}/preview/", f"{ADMIN}preview/", f"{ADMIN}{secret.pk}/preview/"):
        page = client.post(address, sent).content.decode()
        assert "zzcanary" not in page, address


def test_a_link_that_has_ended_tells_nothing(secret: Article) -> None:
    link = link_to(secret)
    address = f"/preview/{token_of(link)}/"
    assert "zzcanary" in Client().get(address).content.decode()
    actions.spike(secret, by=secret.creator)
    for method in ("get", "head", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 410
        assert "zzcanary" not in answer.content.decode() + str(answer.headers)


def test_it_shows_no_password_through_the_filters_of_a_list(head: User, journalist: User, secret: Article) -> None:
    for user in (head, journalist):
        client = client_of(user)
        for query in ("user__password__startswith=a", "creator__password__gte=a", "claimed_by__username__exact=head"):
            assert client.get(f"/admin/staff/person/?{query}").status_code != 200
            assert client.get(f"{ADMIN}?{query}").status_code != 200
    assert client_of(head).get("/admin/staff/user/?password__exact=a").status_code == 400


def test_it_ends_what_a_closed_account_could_do(secret: Article, head: User, corrector: User) -> None:
    client = client_of(corrector)
    assert "zzcanary" in client.get(f"{ADMIN}{secret.pk}/change/").content.decode()
    User.objects.filter(pk=corrector.pk).update(is_active=False)
    assert client.get(f"{ADMIN}{secret.pk}/change/").status_code == 302
    assert client.post(f"{ADMIN}{secret.pk}/claim/", {"version": "1"}).status_code == 403


def test_it_keeps_a_guest_of_a_draft_off_the_pages_of_people(secret: Article, client: Client) -> None:
    assert Person.objects.exists()
    for address in ("/", "/team/", "/feed/", "/kk/", "/kk/team/"):
        assert "zzcanary" not in client.get(address).content.decode()

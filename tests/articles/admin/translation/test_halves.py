"""The two halves on the screens: made with a press, compared, marked, released together."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.models import Article, Transition, Translation
from newsroom.page_cache.models import SiteVersion
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def at(article: Article, screen: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/translation/{screen}"


def half_of(original: Article, login: str = "journalist2") -> Article:
    client_of(member(login)).post(at(original, "make/"))
    return Article.objects.get(translation_of=original)


def rewrite(original: Article, old: str, new: str) -> None:
    if original.state == "published":
        actions.revise(original, by=member("editor"))
    with actions.editing(original, by=member("editor")) as copy:
        assert old in copy.body
        copy.body = copy.body.replace(old, new)


def changes(client: Client, article: Article) -> list[str]:
    """Return the marks on the screen with both texts, in order."""
    page = client.get(at(article)).content.decode()
    return [kind for kind in re.findall(r'data-change="(\w*)"', page) if kind]


def test_the_button_stands_on_the_form_and_the_read_only_page(journalist: User, journalist2: User) -> None:
    original = factories.published()
    for user in (journalist, journalist2, member("editor")):
        assert "Сделать казахскую половину" in client_of(user).get(change_address(original)).content.decode()
    half = half_of(original)
    page = client_of(journalist2).get(change_address(original)).content.decode()
    assert change_address(half) in page
    assert "Сделать казахскую" not in page


def test_who_may_not_see_a_half_learns_nothing(journalist: User) -> None:
    original = factories.published()
    half = half_of(original)
    actions.editing(half, by=member("journalist2"))
    Article.objects.filter(pk=half.pk).update(headline="Тайна")
    stranger = client_of(member("writer_moderator"))
    for address in (change_address(original), at(original), at(original, "panel/"), at(original, "release/"), at(half)):
        page = stranger.get(address)
        assert "Тайна" not in page.content.decode()
        assert change_address(half) not in page.content.decode()
    assert stranger.get(at(original)).status_code == 404
    assert stranger.post(at(original, "checked/")).status_code == 404
    assert stranger.post(at(original, "release/"), {"step": "publish"}).status_code == 404
    answer = stranger.post(at(original, "make/"), follow=True).content.decode()
    assert "Половину на другом языке уже пишет другой человек" in answer
    assert "Тайна" not in answer
    assert "Тайна" not in stranger.get("/admin/articles/article/").content.decode()
    assert client_of(member("moderator")).post(at(factories.draft(), "make/")).status_code == 404


def test_exactly_the_changed_paragraph_is_marked_until_somebody_has_looked(editor: User) -> None:
    original = factories.published()
    half = half_of(original)
    client = client_of(editor)
    assert changes(client, half) == []
    rewrite(original, "десять лет", "девять лет")
    page = client.get(at(half)).content.decode()
    assert "<del>десять</del" in page
    assert "<ins>девять</ins" in page
    assert changes(client, half) == ["changed"]
    assert "Оригинал изменился" in client.get(change_address(half)).content.decode()
    stale = client.post(at(half, "checked/"), {"version": str(original.version - 1)})
    assert stale.status_code == 409
    client.post(at(half, "checked/"), {"version": str(original.version)})
    assert changes(client, half) == []
    assert "Оригинал изменился" not in client.get(change_address(half)).content.decode()


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<p>Раз один.</p><p>Два два.</p><p>Новый абзац.</p><p>Три три.</p>", ["added"]),
        ("<p>Раз один.</p><p>Три три.</p>", ["removed"]),
        ("<p>Два два.</p><p>Три три.</p><p>Раз один.</p>", ["moved"]),
        ("<p>Раз один.</p><p>Два два два.</p><p>Три три.</p>", ["changed"]),
        ("<p>Раз один.</p><p>Два два.</p><p>Три <strong>три</strong>.</p>", ["changed"]),
    ],
)
def test_paragraphs_inserted_removed_and_moved(editor: User, body: str, marks: list[str]) -> None:
    original = factories.published(body="<p>Раз один.</p><p>Два два.</p><p>Три три.</p>")
    half = half_of(original)
    with actions.editing(half, by=member("journalist2")) as copy:
        copy.body = "<p>Бір.</p><p>Екі.</p><p>Үш.</p>"
    actions.revise(original, by=editor)
    with actions.editing(original, by=editor) as copy:
        copy.body = body
    client = client_of(editor)
    assert changes(client, half) == marks
    # What is unchanged still stands beside its translation.
    page = re.sub(r"\s+", " ", client.get(at(half)).content.decode())
    last = page[page.index("<p>Үш.</p>") - 600 : page.index("<p>Үш.</p>")]
    assert "Три" in last
    assert page.count("<p>Бір.</p>") == page.count("<p>Екі.</p>") == page.count("<p>Үш.</p>") == 1


def ready_pair() -> tuple[Article, Article]:
    original = factories.approved()
    return original, factories.approved(
        member("journalist2"), language="kk", headline="Орталық", translation_of=original
    )


def versions(*halves: Article) -> dict[str, str]:
    return {f"version-{half.pk}": str(half.version) for half in halves}


def test_both_are_published_with_one_site_version(editor: User) -> None:
    original, half = ready_pair()
    client = client_of(editor)
    assert "Выпустить обе" in client.get(change_address(half)).content.decode()
    assert client.get(at(half, "release/")).status_code == 200
    before = SiteVersion.objects.get().number if SiteVersion.objects.exists() else 0
    client.post(at(half, "release/"), {"step": "publish", **versions(original, half)})
    assert set(Article.objects.values_list("state", flat=True)) == {"published"}
    assert SiteVersion.objects.get().number == before + 1


def test_a_half_that_cannot_go_out_is_named_and_nothing_is_published(editor: User) -> None:
    original, half = ready_pair()
    client = client_of(editor)
    stale = client.post(at(half, "release/"), {"step": "publish", **versions(original), f"version-{half.pk}": "1"})
    assert stale.status_code == 409
    assert "Казахская половина: Материал изменился" in stale.content.decode()
    Article.objects.filter(pk=half.pk).update(lead="")
    refused = client.post(at(original, "release/"), {"step": "publish", **versions(original, half)})
    assert "Казахская половина:" in refused.content.decode()
    assert set(Article.objects.values_list("state", flat=True)) == {"approved"}


def test_who_may_not_publish_releases_nothing(corrector: User) -> None:
    original, half = ready_pair()
    answer = client_of(corrector).post(at(half, "release/"), {"step": "publish", **versions(original, half)})
    assert answer.status_code == 403
    assert set(Article.objects.values_list("state", flat=True)) == {"approved"}


def planned_pair(editor: User) -> tuple[Article, Article]:
    original, half = ready_pair()
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    client_of(editor).post(at(half, "release/"), {"moment": moment, **versions(original, half)})
    original.refresh_from_db()
    half.refresh_from_db()
    assert original.scheduled_for == half.scheduled_for == Translation.objects.get().together_at
    return original, half


def make_due(*halves: Article) -> None:
    factories.make_due(*halves)
    due = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(scheduled_for__isnull=False).update(scheduled_for=due)
    Translation.objects.update(together_at=due)


def test_the_worker_publishes_both_at_once(editor: User) -> None:
    make_due(*planned_pair(editor))
    before = SiteVersion.objects.values_list("number", flat=True).first() or 0
    assert actions.publish_due() == 2
    assert SiteVersion.objects.get().number == before + 1


def test_the_worker_publishes_neither_if_one_was_voided(editor: User) -> None:
    original, half = planned_pair(editor)
    with actions.editing(half, by=editor) as copy:
        copy.body = "<p>Жаңа мәтін.</p>"
    make_due(original)
    assert actions.publish_due() == 0
    original.refresh_from_db()
    assert original.state == "approved"
    failed = Transition.objects.get(name="plan_failed")
    assert (failed.article, "должны вместе" in failed.system_note["ru"]) == (original, True)
    assert actions.publish_due() == 0


def test_the_worker_tells_which_half_failed(editor: User) -> None:
    original, half = planned_pair(editor)
    make_due(original, half)
    Article.objects.filter(pk=half.pk).update(lead="")
    assert actions.publish_due() == 0
    notes = {row.article_id: row.system_note["ru"] for row in Transition.objects.filter(name="plan_failed")}
    assert "должны вместе" in notes[original.pk]
    assert "после вычитки" in notes[half.pk]
    assert set(Article.objects.values_list("state", flat=True)) == {"approved"}

"""The screen of the front page: the lead, the other slots with their ends, rights, two editors at once."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http.response import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from articles import actions
from articles.actions.front_page import end_picks
from articles.models import Transition
from newsroom.exceptions import Incomplete
from newsroom.page_cache.models import SiteVersion
from newsroom.utils import dates
from newsroom.website.models import FrontPick, PublishedArticle
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/website/frontpick/"
SOON = timedelta(hours=3)


def version(client: Client, language: str = "ru") -> str:
    page = client.get(f"{ADDRESS}?language={language}").content.decode()
    found = re.search(r'name="version" value="([0-9]+)"', page)
    assert found
    return found[1]


def filled(client: Client, *typed: str, ends: datetime | None = None, language: str = "ru") -> dict[str, str]:
    ends_at = dates.to_local(ends or timezone.now() + SOON)
    data = {"language": language, "version": version(client, language)}
    for slot in range(FrontPick.MOST + 1):
        data |= {
            f"slot-{slot}-article": typed[slot] if slot < len(typed) else "",
            f"slot-{slot}-date": f"{ends_at:%Y-%m-%d}",
            f"slot-{slot}-time": f"{ends_at:%H:%M}",
        }
    return data


def send(user: User, *typed: str, **how: Any) -> HttpResponse:
    client = client_of(user)
    return client.post(ADDRESS, filled(client, *typed, **how))


def front(language: str = "ru") -> str:
    return Client().get("/" if language == "ru" else "/kk/").content.decode()


def lead_of(page: str) -> str:
    found = re.search(r'<h3 class="lead-article__headline[^>]*>\s*<a href="[^"]*">([^<]*)', page)
    return found[1] if found else ""


def row_of(page: str) -> list[str]:
    return re.findall(r'class="second__headline"><a href="[^"]*">([^<]*)', page.partition('class="stream"')[0])


class TestSetting:
    def test_readers_see_the_lead_and_the_other_slots_at_once(self, editor: User) -> None:
        old, middle, _new = (factories.published(headline=name) for name in ("Давний", "Средний", "Новый"))
        assert lead_of(front()) == "Новый"
        before = SiteVersion.objects.get().number
        assert send(editor, f"№ {old.pk}", middle.headline).status_code == 302
        assert SiteVersion.objects.get().number == before + 1
        assert lead_of(front()) == "Давний"
        assert row_of(front()) == ["Средний"]

    def test_it_finds_an_article_by_its_address_and_keeps_it_when_saved_again(self, editor: User) -> None:
        article = factories.published(headline="Мост")
        ends = timezone.now() + SOON
        send(editor, f"http://127.0.0.1:8000/articles/{article.pk}-{article.slug}/", ends=ends)
        page = client_of(editor).get(ADDRESS).content.decode()
        assert f"№ {article.pk} — Мост" in page
        assert send(editor, f"№ {article.pk} — Мост", ends=ends).status_code == 302
        assert Transition.objects.filter(name="place").count() == 1, "nothing changed the second time"

    def test_it_is_logged_with_each_article(self, editor: User) -> None:
        article = factories.published()
        send(editor, str(article.pk))
        send(editor)
        steps = Transition.objects.filter(article=article, name="place")
        with override("ru"):
            said = [step.reason_text for step in steps]
        assert said[0] == "Убрано с главной страницы."
        assert said[1].startswith("Главный материал страницы до ")
        with override("kk"):
            assert "Басты бет" in steps[0].reason_text

    def test_each_language_has_its_own(self, editor: User) -> None:
        russian = factories.published()
        response = send(editor, str(russian.pk), language="kk")
        assert response.status_code == 422
        assert "На сайте на этом языке нет такого материала." in response.content.decode()

    def test_it_ends_at_its_hour(self, editor: User) -> None:
        old, _new = factories.published(headline="Давний"), factories.published(headline="Новый")
        send(editor, str(old.pk))
        FrontPick.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
        assert lead_of(front()) == "Новый"
        before = SiteVersion.objects.get().number
        assert end_picks() == 1
        assert SiteVersion.objects.get().number == before + 1
        assert end_picks() == 0

    def test_a_withdrawn_article_is_removed_for_good(self, editor: User) -> None:
        article = factories.published(headline="Мост")
        send(editor, str(article.pk))
        actions.withdraw(article, by=editor, reason="Ошибка")
        assert not FrontPick.objects.exists()
        assert "Мост" not in front()


class TestRefusing:
    @pytest.mark.parametrize("login", ["journalist", "corrector", "moderator"])
    def test_it_refuses_other_roles(self, login: str) -> None:
        article = factories.published()
        client = client_of(member(login))
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, {"language": "ru", "slot-0-article": str(article.pk)}).status_code == 403
        assert not FrontPick.objects.exists()

    def test_typed_text_stays_in_the_form(self, editor: User) -> None:
        factories.published(headline="Мост открыт")
        factories.published(headline="Мост закрыт")
        response = send(editor, "мост", "такого нет")
        page = response.content.decode()
        assert response.status_code == 422
        assert "Нашлось несколько" in page
        assert 'value="мост"' in page
        assert 'value="такого нет"' in page

    def test_it_refuses_an_hour_in_the_past(self, editor: User) -> None:
        article = factories.published()
        response = send(editor, str(article.pk), ends=timezone.now() - timedelta(hours=1))
        assert "уже прошёл" in response.content.decode()

    def test_it_refuses_an_hour_later_than_a_month(self, editor: User) -> None:
        article = factories.published()
        far = timezone.now() + timedelta(days=30, minutes=2)
        response = send(editor, str(article.pk), ends=far)
        assert response.status_code == 422
        assert "Дольше тридцати дней" in response.content.decode()
        pick = actions.Pick(FrontPick.LEAD, PublishedArticle.objects.get(), far)
        with pytest.raises(Incomplete):
            actions.set_front("ru", [pick], by=editor)
        assert send(editor, str(article.pk), ends=far - timedelta(minutes=4)).status_code == 302

    def test_it_refuses_one_article_in_two_slots(self, editor: User) -> None:
        article = factories.published()
        response = send(editor, str(article.pk), str(article.pk))
        assert response.status_code == 422
        assert "выбран дважды" in response.content.decode()

    def test_it_does_not_find_a_draft(self, editor: User) -> None:
        draft = factories.draft(headline="Тайный черновик")
        page = send(editor, str(draft.pk)).content.decode()
        assert "нет такого материала" in page
        assert "Тайный" not in page

    def test_the_second_of_two_editors_sees_the_conflict_slot_by_slot(self, editor: User, head: User) -> None:
        first, second = factories.published(headline="Один"), factories.published(headline="Два")
        client = client_of(head)
        late = filled(client, str(second.pk))
        send(editor, str(first.pk))
        response = client.post(ADDRESS, late)
        page = response.content.decode()
        assert response.status_code == 409
        assert "изменил кто-то другой" in page
        assert page.count('class="conflict__field"') == 1
        assert "Главный материал</h3>" in page
        assert "«Один», до " in page
        assert "«Два», до " in page
        assert f'value="{second.pk}"' in page
        assert FrontPick.objects.get().article_id == first.pk
        assert client.post(ADDRESS, late).status_code == 409
        box = re.search(r'name="overwrite" value="([0-9]+)"', page)
        assert box
        assert client.post(ADDRESS, {**late, "overwrite": box[1]}).status_code == 302
        assert FrontPick.objects.get().article_id == second.pk

    def test_the_end_of_a_pick_is_no_conflict(self, editor: User) -> None:
        over, new = factories.published(headline="Один"), factories.published(headline="Два")
        client = client_of(editor)
        send(editor, str(over.pk))
        late = filled(client, str(new.pk))
        FrontPick.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
        end_picks()
        assert client.post(ADDRESS, late).status_code == 302
        assert FrontPick.objects.get().article_id == new.pk

    def test_it_refuses_unreadable_values(self, editor: User) -> None:
        client = client_of(editor)
        data = {**filled(client, "1" * 400), "slot-1-date": "завтра", "slot-1-article": "№ 999999999999999999"}
        assert client.post(ADDRESS, data).status_code == 422
        assert client.post(ADDRESS, {"language": "de"}).status_code == 409


def test_it_completes_live_articles_only(editor: User) -> None:
    live = factories.published(headline="Мост открыт")
    factories.draft(headline="Мост в черновике")
    answer = client_of(editor).get("/admin/articles/article/live/complete/", {"q": "мост", "language": "ru"})
    assert answer.json() == {"labels": [f"№ {live.pk} — Мост открыт"]}
    assert Client().get("/admin/articles/article/live/complete/?q=мост&language=ru").status_code == 302

"""Transitions made in the admin: in the form, and on their own pages."""

from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest
from django.http.response import HttpResponse
from django.test import override_settings
from django.utils import timezone

from articles import actions, workflow
from articles.models import Article, Transition
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, change_address, form_of, transition_url
from tests.users import client_of

pytestmark = pytest.mark.django_db


def post(user: User, article: Article, transition: str, **answers: object) -> HttpResponse:
    """Send the form of a transition without opening its page."""
    article.refresh_from_db()
    data = {"version": article.version, **answers}
    return client_of(user).post(transition_url(article, transition), data)


class TestInTheForm:
    def test_it_saves_before_the_transition(self, journalist: User, corrector: User) -> None:
        article = factories.draft()
        response = FormClient(journalist, article).send(lead="Новый лид", _transition="submit")
        article.refresh_from_db()
        assert response.status_code == 302
        assert (article.lead, article.state) == ("Новый лид", "submitted")

    def test_a_refusal_keeps_the_save_and_says_everything(self, journalist: User, corrector: User) -> None:
        article = factories.draft()
        response = FormClient(journalist, article).send(lead="", section="", headline="Остался", _transition="submit")
        page = response.content.decode()
        assert response.status_code == 422
        assert "Нет лида." in page
        assert "Не выбрана рубрика." in page
        assert form_of(response)["headline"] == "Остался"
        article.refresh_from_db()
        assert (article.headline, article.state) == ("Остался", "draft")

    def test_a_new_article_may_be_sent_at_once(self, journalist: User, corrector: User) -> None:
        response = FormClient(journalist).send(headline="Мост", _transition="submit")
        article = Article.objects.get()
        assert response.status_code == 422
        assert "Нет текста." in response.content.decode()
        assert f'action="{change_address(article)}"' in response.content.decode()
        assert form_of(response)["version"] == str(article.version)

    def test_a_transition_that_asks_leads_to_its_page(self, editor: User) -> None:
        article = factories.approved()
        response = FormClient(editor, article).send(tags="мост / —", _transition="schedule")
        assert response["Location"] == transition_url(article, "schedule")
        assert article.tags.count() == 1

    def test_only_possible_transitions_are_buttons(self, journalist: User, corrector: User, editor: User) -> None:
        article = factories.submitted()
        for user, transitions in ((journalist, {"recall"}), (corrector, {"claim", "approve", "send_back"})):
            toolbar = client_of(user).get(change_address(article)).context["toolbar"]
            shown = {button.transition for button in toolbar.buttons}
            assert shown == transitions

    def test_on_a_read_only_form_buttons_go_to_the_transitions(self, corrector: User) -> None:
        article = factories.submitted()
        page = client_of(corrector).get(change_address(article)).content.decode()
        assert f'formaction="{transition_url(article, "claim")}"' in page
        assert f'href="{transition_url(article, "send_back")}"' in page

    def test_publishing_shows_the_way_to_the_site(self, editor: User) -> None:
        article = factories.approved()
        form_client = FormClient(editor, article)
        response = form_client.client.post(
            form_client.address, {**form_client.fields, "_transition": "publish"}, follow=True
        )
        assert PublishedArticle.objects.get().get_absolute_url() in response.content.decode()

    def test_the_remark_of_a_return_is_above_the_form(self, journalist: User) -> None:
        article = factories.returned()
        assert "Проверьте имя в третьем абзаце" in FormClient(journalist, article).open().content.decode()

    def test_a_void_plan_is_renewed_by_one_button(self, editor: User, corrector: User, head: User) -> None:
        article = factories.scheduled()
        planned = article.scheduled_for
        FormClient(editor, article).send(lead="Иначе")
        article.refresh_from_db()
        actions.approve(article, by=corrector)
        form_client = FormClient(editor, article)
        assert 'value="reschedule"' in form_client.open().content.decode()
        assert form_client.send(_transition="reschedule").status_code == 302
        article.refresh_from_db()
        assert (article.state, article.scheduled_for) == ("scheduled", planned)


class TestOnItsPage:
    def test_looking_changes_nothing(self, editor: User, corrector: User, journalist: User) -> None:
        clients = [client_of(user) for user in (editor, corrector, journalist)]
        for make in (factories.draft, factories.submitted, factories.approved, factories.forced):
            article = make()
            before = (Article.objects.values().get(pk=article.pk), Transition.objects.count())
            for client in clients:
                for transition in set(workflow.RULES) - {"place", "fix_typo"}:
                    client.get(transition_url(article, transition))
            for method in ("head", "options", "put", "patch", "delete"):
                getattr(clients[0], method)(transition_url(article, "publish"))
            assert (Article.objects.values().get(pk=article.pk), Transition.objects.count()) == before

    def test_a_reason_is_demanded_and_nothing_is_lost(self, editor: User) -> None:
        article = factories.published()
        answers = {"kind": "notice", "text": "Мы ошиблись", "reason": ""}
        response = post(editor, article, "withdraw", **answers)
        assert response.status_code == 422
        assert "Мы ошиблись" in response.content.decode()
        assert PublishedArticle.objects.live().exists()

    @pytest.mark.parametrize("transition", ["send_back", "force_publish"])
    def test_a_reason_too_long_is_kept(self, editor: User, transition: str) -> None:
        article = factories.submitted()
        response = post(editor, article, transition, reason="ы" * 2001)
        assert response.status_code == 422
        assert "ы" * 2001 in response.content.decode()

    def test_each_kind_of_refusal_has_its_status(self, journalist: User, editor: User, corrector: User) -> None:
        draft = factories.draft(lead="")
        assert post(journalist, draft, "publish").status_code == HTTPStatus.FORBIDDEN
        assert post(editor, draft, "publish").status_code == HTTPStatus.CONFLICT
        assert post(journalist, draft, "submit").status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_a_stale_page_may_be_sent_again_with_the_new_version(self, corrector: User) -> None:
        article = factories.submitted()
        client = client_of(corrector)
        response = client.post(transition_url(article, "claim"), {"version": article.version - 1})
        assert response.status_code == 409
        assert f'value="{article.version}"' in response.content.decode()
        article.refresh_from_db()
        assert article.state == "submitted"

    @pytest.mark.parametrize("version", ["", "x", None])
    def test_it_needs_the_version_that_was_shown(self, corrector: User, version: str | None) -> None:
        article = factories.submitted()
        data = {} if version is None else {"version": version}
        assert client_of(corrector).post(transition_url(article, "approve"), data).status_code == 409
        article.refresh_from_db()
        assert article.state == "submitted"

    def test_an_invisible_article_is_not_there(self, journalist2: User, moderator: User) -> None:
        article = factories.draft()
        for user in (journalist2, moderator):
            assert client_of(user).get(transition_url(article, "submit")).status_code == 404
            assert post(user, article, "submit").status_code == 404

    def test_an_unknown_transition_is_not_there(self, editor: User) -> None:
        article = factories.draft()
        assert client_of(editor).post(transition_url(article, "obliterate"), {"version": 1}).status_code in (302, 404)
        assert client_of(editor).post(transition_url(article, "place"), {"version": 1}).status_code in (302, 404)

    @pytest.mark.parametrize(
        ("next_", "expected"),
        [
            ("/admin/", "/admin/"),
            ("/admin/articles/article/?state=draft", "/admin/articles/article/?state=draft"),
            ("https://example.kz/", ""),
            ("//example.kz/", ""),
            ("/\\example.kz", ""),
            ("javascript:alert(1)", ""),
        ],
    )
    def test_it_goes_on_to_addresses_of_ours_only(self, corrector: User, next_: str, expected: str) -> None:
        article = factories.proofing()
        response = post(corrector, article, "release", next=next_)
        assert response["Location"] == (expected or change_address(article))

    def test_who_claims_reads_the_text_at_once(self, corrector: User) -> None:
        article = factories.submitted()
        assert post(corrector, article, "claim", next="/admin/")["Location"] == change_address(article)


class TestScheduling:
    def test_the_hour_is_the_newsrooms(self, editor: User) -> None:
        article = factories.approved()
        day = (timezone.now() + timedelta(days=3)).date()
        assert "Алматы, UTC+5" in client_of(editor).get(transition_url(article, "schedule")).content.decode()
        assert post(editor, article, "schedule", date=day.isoformat(), time="07:00").status_code == 302
        article.refresh_from_db()
        assert article.scheduled_for == datetime(day.year, day.month, day.day, 7, tzinfo=ZoneInfo("Asia/Almaty"))

    @pytest.mark.parametrize(
        ("date", "time", "sentence"),
        [
            ("2020-01-01", "07:00", "Это время уже прошло"),
            ("", "", "errorlist"),
            ("завтра", "утром", "errorlist"),
            ("2999-02-30", "07:00", "errorlist"),
            ("9999-12-31", "23:59", ""),
        ],
    )
    def test_it_asks_again_instead_of_guessing(self, editor: User, date: str, time: str, sentence: str) -> None:
        article = factories.approved()
        response = post(editor, article, "schedule", date=date, time=time)
        if sentence:
            assert response.status_code == 422
            page = response.content.decode()
            assert sentence in page
            assert f'value="{time}"' in page or not time

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_an_hour_that_is_skipped_is_asked_again(self, editor: User) -> None:
        article = factories.approved()
        response = post(editor, article, "schedule", date="2030-03-31", time="02:30")
        assert response.status_code == 422
        assert "Такого времени в этот день нет" in response.content.decode()

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_an_hour_that_comes_twice_is_chosen(self, editor: User) -> None:
        article = factories.approved()
        answers = {"date": "2030-10-27", "time": "02:30", "far": "on"}
        response = post(editor, article, "schedule", **answers)
        assert response.status_code == 422
        assert "наступит дважды" in response.content.decode()
        assert post(editor, article, "schedule", **answers, fold="1").status_code == 302
        article.refresh_from_db()
        assert article.scheduled_for.isoformat() == "2030-10-27T01:30:00+00:00"


class TestWithdrawing:
    def test_gone_asks_for_a_reason_only(self, editor: User) -> None:
        article = factories.published()
        assert post(editor, article, "withdraw", kind="gone", reason="Ошибка").status_code == 302
        article.refresh_from_db()
        assert article.state == "withdrawn"

    @pytest.mark.parametrize(
        "typed", ["{pk}", "№ {pk}", "/articles/{pk}-drugoy/", "http://x.kz/kk/articles/{pk}-a/", "МОСТ река"]
    )
    def test_a_redirect_is_found_by_number_address_or_words(self, editor: User, typed: str) -> None:
        target = factories.published(headline="Мост через реку: река ждёт")
        article = factories.published()
        answers = {"kind": "redirect", "reason": "Дубль", "target": typed.format(pk=target.pk)}
        assert post(editor, article, "withdraw", **answers).status_code == 302
        assert PublishedArticle.objects.get(pk=article.pk).redirect_to_id == target.pk

    def test_of_several_one_is_chosen(self, editor: User) -> None:
        targets = [factories.published(headline=f"Мост номер {name}") for name in ("один", "два")]
        article = factories.published()
        answers = {"kind": "redirect", "reason": "Дубль", "target": "мост"}
        response = post(editor, article, "withdraw", **answers)
        page = response.content.decode()
        assert response.status_code == 422
        assert "Мост номер один" in page
        assert "Мост номер два" in page
        found = client_of(editor).post(transition_url(article, "withdraw"), {**answers, "_find": "1"})
        assert found.status_code == 200
        assert post(editor, article, "withdraw", **answers, redirect_to=targets[1].pk).status_code == 302
        assert PublishedArticle.objects.get(pk=article.pk).redirect_to_id == targets[1].pk

    @pytest.mark.parametrize("target", ["", "999999", "нет такого", "self", "draft"])
    def test_it_never_leads_to_what_readers_cannot_see(self, editor: User, target: str) -> None:
        hidden = factories.draft(headline="Тайна")
        article = factories.published()
        typed = {"self": str(article.pk), "draft": str(hidden.pk)}.get(target, target)
        response = post(editor, article, "withdraw", kind="redirect", reason="Дубль", target=typed)
        assert response.status_code == 422
        assert "Тайна" not in response.content.decode()
        assert PublishedArticle.objects.live().exists()

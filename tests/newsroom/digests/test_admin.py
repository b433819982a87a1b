"""The screens of digests: writing, proposing, reviewing, publishing; nothing typed is lost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.http.response import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.workflow import State
from newsroom.digests import actions as digest_actions
from newsroom.digests.models import Digest
from newsroom.website.models import PublishedDigest
from staff.models import User
from tests import digest_factories, factories
from tests.articles.admin.forms_sent import form_of
from tests.users import client_of, member

pytestmark = pytest.mark.django_db
ADD = "/admin/digests/digest/add/"


def change(digest: Digest) -> str:
    return f"/admin/digests/digest/{digest.pk}/change/"


def send(user: User, digest: Digest | None = None, **typed: Any) -> HttpResponse:
    """Open the form, fill it in, and send it."""
    client, address = client_of(user), change(digest) if digest else ADD
    fields = form_of(client.get(address), "digest_form")
    return client.post(address, {**fields, **typed})


def perform(user: User, digest: Digest, transition: str, **typed: Any) -> HttpResponse:
    return send(user, digest, _transition=transition, **typed)


class TestWriting:
    def test_a_digest_from_draft_to_published(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        journalist, corrector, editor = (member(name) for name in ("journalist", "corrector", "editor"))
        assert send(journalist, title="Неделя в городе", intro="Главное").status_code == 302
        digest = Digest.objects.get()
        assert send(journalist, digest, _propose="").status_code == 302
        assert digest.items.count() == 2
        assert send(journalist, digest, **{"items-1-DELETE": "on", "items-0-retelling": "Пересказ"}).status_code == 302
        item = digest.items.get()
        assert (item.article_id, item.retelling) == (bridge.pk, "Пересказ")
        send(journalist, digest, **{"items-1-article": "школа", "items-1-retelling": "Второй", "items-1-order": "0"})
        assert [row.article_id for row in digest.items.all()] == [school.pk, bridge.pk]
        assert perform(journalist, digest, "submit").status_code == 302
        assert perform(corrector, digest, "approve").status_code == 302
        assert perform(editor, digest, "publish").status_code == 302
        page = Client().get("/digests/nedelya-v-gorode/").content.decode()
        assert page.index("Школа") < page.index("Мост")
        assert "Неделя в городе" in Client().get("/digests/").content.decode()

    def test_a_kazakh_digest_takes_kazakh_articles(self) -> None:
        kazakh = factories.published(language="kk", headline="Көпір ашылды")
        factories.published(headline="Мост")
        send(
            member("journalist"),
            title="Апта",
            language="kk",
            **{"items-0-article": "көпір", "items-0-retelling": "Бар"},
        )
        digest = Digest.objects.get()
        assert (digest.language, digest.items.get().article_id) == ("kk", kazakh.pk)
        response = send(member("journalist"), digest, **{"items-0-article": "Мост"})
        assert "нет такого материала" in response.content.decode()

    def test_an_article_withdrawn_since_stays_in_its_row_until_removed(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.published(bridge, school)
        actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
        assert perform(member("journalist"), digest, "revise").status_code == 302
        page = client_of(member("journalist")).get(change(digest)).content.decode()
        assert f'value="№ {bridge.pk} — Мост (снят с сайта)"' in page
        assert send(member("journalist"), digest, intro="Другое").status_code == 302
        assert [item.article_id for item in digest.items.all()] == [bridge.pk, school.pk]
        assert perform(member("journalist"), digest, "submit").status_code == 302
        page = client_of(member("corrector")).get(change(digest)).content.decode()
        assert f"<strong>№ {bridge.pk}</strong> <em>снято с сайта" in page
        assert perform(member("corrector"), digest, "approve").status_code == 302
        assert perform(member("editor"), digest, "publish").status_code == 302
        page = Client().get(PublishedDigest.objects.get().get_absolute_url()).content.decode()
        assert "Школа" in page
        assert "Мост" not in page

    def test_a_draft_is_spiked_and_unspiked(self) -> None:
        digest = digest_factories.draft(factories.published(), title="Лишний")
        other = digest_factories.draft(title="Нужный")
        client = client_of(member("journalist"))
        response = client.post(change(other), {"_propose": "", "version": other.version}, follow=True)
        assert "стоят в дайджестах: «Лишний» (черновик)" in response.content.decode()
        assert perform(member("journalist"), digest, "spike").status_code == 302
        assert "в корзине" in client.get(change(digest)).content.decode()
        assert "Лишний" not in client.get("/admin/").content.decode()
        send(member("journalist"), other, _propose="")
        assert other.items.count() == 1
        assert perform(member("journalist"), digest, "unspike").status_code == 302
        assert Digest.objects.get(pk=digest.pk).state == State.DRAFT

    def test_preview_shows_the_working_copy_to_staff_only(self) -> None:
        digest = digest_factories.draft(factories.published(headline="Мост"), title="Тайный дайджест")
        address = f"/admin/digests/digest/{digest.pk}/preview/"
        shown = client_of(member("corrector")).get(address)
        assert "Тайный дайджест" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        assert client_of(member("moderator")).get(address).status_code == 403
        assert Client().get(address).status_code == 302
        assert Client().get("/digests/taynyy-daydzhest/").status_code == 404


class TestRefusing:
    def test_typed_text_stays_in_the_form(self) -> None:
        response = send(
            member("journalist"),
            title="",
            starts_on="2026-11-22",
            ends_on="2026-11-20",
            intro="Набранное вступление",
            **{"items-0-retelling": "О чём-то"},
        )
        page = response.content.decode()
        assert response.status_code == 422
        assert "Период кончается раньше" in page
        assert "О каком материале это?" in page
        assert "Набранное вступление" in page
        assert "О чём-то" in page
        assert not Digest.objects.exists()

    def test_the_second_of_two_users_sees_both_texts(self) -> None:
        article = factories.published()
        digest = digest_factories.draft(article)
        client = client_of(member("head"))
        fields = form_of(client.get(change(digest)), "digest_form")
        send(member("journalist"), digest, title="Первый заголовок")
        response = client.post(change(digest), {**fields, "title": "Второй заголовок"})
        page = response.content.decode()
        assert response.status_code == 409
        assert "Первый заголовок" in page
        assert 'value="Второй заголовок"' in page
        assert Digest.objects.get().title == "Первый заголовок"

    def test_a_proposal_does_not_overwrite_a_concurrent_edit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        digest = digest_factories.draft(factories.published())
        added = factories.published(headline="Школа")
        propose = digest_actions.propose

        def propose_after_colleague(digest: Digest, **options: Any) -> int:
            colleague = digest_factories.content(added, title="Заголовок коллеги")
            digest_actions.save_digest(Digest.objects.get(pk=digest.pk), colleague, by=member("head"))
            return propose(digest, **options)

        monkeypatch.setattr(digest_actions, "propose", propose_after_colleague)
        response = send(member("journalist"), digest, _propose="")
        assert response.status_code == 409
        assert "Заголовок коллеги" in response.content.decode()
        assert Digest.objects.get().title == "Заголовок коллеги"

    def test_a_deliberate_second_save_replaces_the_stored_text(self) -> None:
        bridge, school = factories.published(headline="Мост"), factories.published(headline="Школа")
        digest = digest_factories.draft(bridge)
        client = client_of(member("head"))
        fields = form_of(client.get(change(digest)), "digest_form")
        send(member("journalist"), digest, intro="Чужое", **{"items-0-retelling": "Чужой пересказ"})
        typed = {**fields, "intro": "Своё", "items-0-article": str(school.pk), "items-0-retelling": "Свой пересказ"}
        page = client.post(change(digest), typed).content.decode()
        conflict = page.partition('id="conflict"')[2].partition("</section>")[0]
        for text in ("Чужое", "Своё", "Чужой пересказ", "Свой пересказ", "Школа"):
            assert text in conflict
        assert client.post(change(digest), typed).status_code == 409
        digest.refresh_from_db()
        assert client.post(change(digest), {**typed, "overwrite": digest.version}).status_code == 302
        digest.refresh_from_db()
        assert (digest.intro, digest.items.get().article_id) == ("Своё", school.pk)

    @pytest.mark.parametrize("name", ["submit", "spike"])
    @pytest.mark.parametrize("title", ["Иначе", ""], ids=["right", "wrong"])
    def test_text_typed_before_a_transition_is_shown_to_copy(self, name: str, title: str) -> None:
        journalist = member("journalist")
        digest = digest_factories.draft(factories.published(headline="Мост"))
        client = client_of(journalist)
        fields = form_of(client.get(change(digest)), "digest_form")
        digest_actions.TRANSITIONS[name](digest, by=journalist)
        typed = {"title": title, "intro": "Новое вступление", "items-0-retelling": "Новый пересказ"}
        response = client.post(change(digest), {**fields, **typed})
        page = response.content.decode()
        assert response.status_code == 409
        assert "скопируйте его отсюда" in page
        assert "Новое вступление</textarea>" in page
        assert "Новый пересказ</textarea>" in page
        assert Digest.objects.get().intro != "Новое вступление"

    def test_a_refused_transition_keeps_the_saved_text(self) -> None:
        digest = digest_factories.draft()
        response = perform(member("journalist"), digest, "submit", intro="Новое вступление")
        assert response.status_code == 422
        assert "нет ни одного материала" in response.content.decode()
        assert Digest.objects.get().intro == "Новое вступление"

    def test_a_reason_is_asked_and_shown_to_the_writer(self) -> None:
        digest = digest_factories.submitted(factories.published())
        assert perform(member("corrector"), digest, "send_back").status_code == 422
        assert perform(member("corrector"), digest, "send_back", reason="Короче").status_code == 302
        page = client_of(member("journalist")).get(change(digest)).content.decode()
        assert "Возвращено на доработку" in page
        assert "Короче" in page

    @pytest.mark.parametrize("login", ["journalist2", "corrector", "moderator"])
    def test_others_cannot_write_in_it(self, login: str) -> None:
        digest = digest_factories.draft(factories.published())
        client = client_of(member(login))
        data = {"title": "Взлом", "version": digest.version, "starts_on": "2026-11-20", "ends_on": "2026-11-22",
                "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}  # fmt: skip
        assert client.post(change(digest), data).status_code == 403
        assert Digest.objects.get().title != "Взлом"

    def test_the_writer_has_no_button_to_approve(self) -> None:
        digest = digest_factories.submitted(factories.published(), by=member("writer_corrector"))
        page = client_of(member("writer_corrector")).get(change(digest)).content.decode()
        assert 'value="approve"' not in page
        assert perform(member("writer_corrector"), digest, "approve").status_code == 403
        assert Digest.objects.get().state == State.SUBMITTED

    def test_an_unknown_transition_does_nothing(self) -> None:
        digest = digest_factories.draft(factories.published())
        client = client_of(member("head"))
        client.post(change(digest), {"_transition": "publish_now", "version": digest.version})
        client.post(change(digest), {"_transition": "publish", "version": digest.version})
        assert not PublishedDigest.objects.exists()

    def test_thirty_one_items_are_too_many(self) -> None:
        many = {f"items-{number}-article": str(number) for number in range(31)}
        response = send(member("journalist"), title="Много", **{**many, "items-TOTAL_FORMS": "31"})
        assert response.status_code == 422
        assert "больше 30 пунктов" in response.content.decode()


def test_the_dashboard_lists_digests_waiting_for_the_user() -> None:
    digest = digest_factories.submitted(factories.published(), title="Ждёт корректора")
    assert "Ждёт корректора" in client_of(member("corrector")).get("/admin/").content.decode()
    assert "Ждёт корректора" not in client_of(member("journalist2")).get("/admin/").content.decode()
    digest_actions.approve(digest, by=member("corrector"))
    assert "Ждёт корректора" in client_of(member("editor")).get("/admin/").content.decode()


def test_the_dashboard_offers_no_review_of_own_edits() -> None:
    digest = digest_factories.draft(factories.published(), title="С чужой правкой")
    editor, corrector = member("editor"), member("corrector")

    def is_listed(user: User) -> bool:
        return "С чужой правкой" in client_of(user).get("/admin/").content.decode()

    assert not is_listed(editor)
    send(editor, digest, intro="Правка редактора")
    assert is_listed(editor), "an edit makes the editor a writer"
    perform(digest.creator, digest, "submit")
    assert not is_listed(editor)
    assert is_listed(corrector)
    perform(corrector, digest, "approve")
    digest.refresh_from_db()
    send(member("head"), digest, intro="Правка главного")
    assert is_listed(editor), "the approval ends the effect of the edit before it"


def test_the_list_offers_the_states_of_a_digest_and_counts_all_items_at_once() -> None:
    client = client_of(member("editor"))
    one, other = factories.published(), factories.published(headline="Второй")
    digest_factories.draft(one, other)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/admin/digests/digest/").content.decode()
    assert set(re.findall(r"[?&;]state__exact=(\w+)", page)) == {
        "draft", "submitted", "approved", "published", "withdrawn", "spiked"
    }  # fmt: skip
    assert '<td class="field-shown_items">2</td>' in page
    for _ in range(3):
        digest_factories.draft(one)
    with CaptureQueriesContext(connection) as asked_of_four:
        client.get("/admin/digests/digest/")
    assert len(asked_of_four) == len(asked)


def test_the_list_shows_states() -> None:
    digest = digest_factories.published(factories.published())
    digest_actions.revise(digest, by=member("journalist"))
    page = client_of(member("editor")).get("/admin/digests/digest/").content.decode()
    assert "черновик, прежний текст на сайте" in page

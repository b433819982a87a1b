"""The number of statements for saving and publishing in the admin."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.images.models import Image
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient
from tests.users import client_of

pytestmark = pytest.mark.django_db


BRACKETS = ("SAVEPOINT", "RELEASE SAVEPOINT")
"""The transactions of a request; a test, which is one itself, has savepoints instead."""


def statements(form_client: FormClient, **typed: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = form_client.send(**typed)
    assert response.status_code == 302
    return sent(captured)


def sent(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(BRACKETS)]


def statement_list(captured: list[str]) -> str:
    return "\n".join(sql[:150] for sql in captured)


class TestSavingADraft:
    def test_text(self, journalist: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(journalist, article), headline="Иначе", lead="Иначе", body="<p>Иначе</p>")
        assert len(captured) <= 15, statement_list(captured)

    def test_text_and_place(self, journalist: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        form_client = FormClient(journalist, article)
        captured = statements(form_client, headline="Иначе", section=str(factories.section("drugaya").pk))
        assert len(captured) <= 15, statement_list(captured)

    def test_by_the_editor(self, editor: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(editor, article), headline="Иначе")
        assert len(captured) <= 15, statement_list(captured)


class TestPublishing:
    def test_by_the_button_of_the_form(self, editor: User) -> None:
        article = factories.approved(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(editor, article), _transition="publish")
        assert len(captured) <= 35, statement_list(captured)

    def test_again(self, editor: User, head: User) -> None:
        from articles import actions

        article = factories.published(signed="author", source="Казинформ", tags=("мост", "река"))
        actions.revise(article, by=article.creator)
        FormClient(article.creator, article).send(headline="Иначе", _transition="submit")
        actions.approve(article, by=head)
        captured = statements(FormClient(editor, article), _transition="publish")
        assert len(captured) <= 35, statement_list(captured)


def test_opening_a_long_article_with_twenty_photos(journalist: User) -> None:
    own = {"width": 1600, "height": 1000, "bytes": 1, "title": "Снимок"}
    files = [{"file": f"originals/00/{number}.jpg", "sha256": f"{number:064}"} for number in range(20)]
    photos = [Image.objects.create(**own, **file) for file in files]
    figures = "".join(
        f'<figure data-photo="{photo.pk}" data-alt="Снег" data-credit="Фото"></figure>' for photo in photos
    )
    article = factories.draft(signed="author", tags=("мост", "река"), body=f"<p>{'Снег. ' * 1000}</p>{figures}")
    client = client_of(journalist)
    client.get(article.admin_url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(article.admin_url).status_code == 200
    assert len(sent(captured)) <= 25, statement_list(sent(captured))


def test_it_is_counted_what_is_asked_twice(journalist: User) -> None:
    article = factories.draft(signed="author")
    captured = statements(FormClient(journalist, article), headline="Иначе")
    again = Counter(captured)
    assert sum(count - 1 for count in again.values()) <= 6, again.most_common(6)

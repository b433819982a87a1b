"""The number of statements for saving and publishing in the admin."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient

pytestmark = pytest.mark.django_db


def statements(form_client: FormClient, **typed: str) -> CaptureQueriesContext:
    with CaptureQueriesContext(connection) as captured:
        response = form_client.send(**typed)
    assert response.status_code == 302
    return captured


def statement_list(captured: CaptureQueriesContext) -> str:
    return "\n".join(query["sql"][:150] for query in captured.captured_queries)


class TestSavingADraft:
    def test_text(self, journalist: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(journalist, article), headline="Иначе", lead="Иначе", body="<p>Иначе</p>")
        assert len(captured) <= 20, statement_list(captured)

    def test_text_and_place(self, journalist: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        form_client = FormClient(journalist, article)
        captured = statements(form_client, headline="Иначе", section=str(factories.section("drugaya").pk))
        assert len(captured) <= 20, statement_list(captured)

    def test_by_the_editor(self, editor: User) -> None:
        article = factories.draft(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(editor, article), headline="Иначе")
        assert len(captured) <= 20, statement_list(captured)


class TestPublishing:
    def test_by_the_button_of_the_form(self, editor: User) -> None:
        article = factories.approved(signed="author", source="Казинформ", tags=("мост", "река"))
        captured = statements(FormClient(editor, article), _transition="publish")
        assert len(captured) <= 40, statement_list(captured)

    def test_again(self, editor: User, head: User) -> None:
        from articles import actions

        article = factories.published(signed="author", source="Казинформ", tags=("мост", "река"))
        actions.revise(article, by=article.creator)
        FormClient(article.creator, article).send(headline="Иначе", _transition="submit")
        actions.approve(article, by=head)
        captured = statements(FormClient(editor, article), _transition="publish")
        assert len(captured) <= 40, statement_list(captured)


def test_it_is_counted_what_is_asked_twice(journalist: User) -> None:
    article = factories.draft(signed="author")
    captured = statements(FormClient(journalist, article), headline="Иначе")
    again = Counter(query["sql"] for query in captured.captured_queries)
    assert sum(count - 1 for count in again.values()) <= 6, again.most_common(6)

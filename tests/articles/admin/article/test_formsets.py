"""Bylines and sources as rows of the form."""

from typing import Any

import pytest

from articles.models import Article, Signature
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, form_of

pytestmark = pytest.mark.django_db


def rows(prefix: str, *typed: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of these rows, without those of the former ones."""
    fields: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(typed):
        fields |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return fields


def signatures(article: Article) -> list[str]:
    return [str(byline) for byline in article.bylines.all()]


class TestBylines:
    def test_they_are_in_the_order_of_their_numbers(self, journalist: User, journalist2: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(
            **rows(
                "bylines",
                {"kind": "guest", "name": "Гость Третий", "order": 3},
                {"kind": "person", "person": journalist.person.pk, "role": "Шымкент", "order": 1},
                {"kind": "newsroom", "name": "лишнее", "order": 4},
                {"kind": "person", "person": journalist2.person.pk, "order": 2},
            )
        )
        first, second = journalist.person.name, journalist2.person.name
        assert signatures(article) == [first, second, "Гость Третий", "Редакция"]
        assert article.bylines.first().role == "Шымкент"
        assert article.bylines.last().name == ""

    def test_two_people_change_places(self, journalist: User, journalist2: User) -> None:
        article = factories.draft(signed="author")
        both = [{"kind": "person", "person": user.person.pk} for user in (journalist, journalist2)]
        FormClient(journalist, article).send(**rows("bylines", *both))
        FormClient(journalist, article).send(**rows("bylines", *reversed(both)))
        assert signatures(article) == [journalist2.person.name, journalist.person.name]

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ({"kind": "person"}, ""),
            ({"kind": "person", "role": "собкор"}, "Выберите человека редакции."),
            ({"kind": "person", "person": "999999"}, "errorlist"),
            ({"kind": "guest"}, "Впишите имя приглашённого автора."),
            ({"kind": "guest", "name": "ы" * 101}, "errorlist"),
            ({"kind": "king", "name": "Король"}, "errorlist"),
            ({"kind": "newsroom", "order": "x"}, "errorlist"),
        ],
    )
    def test_each_kind_asks_for_its_own(self, journalist: User, row: dict[str, Any], sentence: str) -> None:
        article = factories.draft()
        response = FormClient(journalist, article).send(**rows("bylines", row))
        if not sentence:
            assert response.status_code == 302
            assert signatures(article) == []
            return
        assert response.status_code == 200
        assert sentence in response.content.decode()
        assert form_of(response)["bylines-0-kind"] == ("person" if row["kind"] == "king" else row["kind"])
        assert signatures(article) == ["Редакция"]

    def test_nobody_signs_twice(self, journalist: User) -> None:
        row = {"kind": "person", "person": journalist.person.pk}
        response = FormClient(journalist, factories.draft()).send(**rows("bylines", row, row))
        assert "подписан дважды" in response.content.decode()

    def test_ten_are_enough(self, journalist: User) -> None:
        many = [{"kind": "guest", "name": f"Гость {number}"} for number in range(11)]
        response = FormClient(journalist, factories.draft()).send(**rows("bylines", *many))
        page = response.content.decode()
        assert response.status_code == 200
        assert "не больше десяти" in page
        assert "Гость 10" in page

    @pytest.mark.parametrize("total", ["-1", "x", "", "99999999999"])
    def test_a_forged_count_breaks_nothing(self, journalist: User, total: str) -> None:
        response = FormClient(journalist, factories.draft()).send(**{"bylines-TOTAL_FORMS": total})
        assert response.status_code in (200, 302)

    def test_a_row_is_struck_out(self, journalist: User) -> None:
        article = factories.draft(signed="Гость")
        FormClient(journalist, article).send(**{"bylines-0-DELETE": "on"})
        assert signatures(article) == []

    def test_rows_that_were_not_sent_stay(self, journalist: User) -> None:
        article = factories.draft(signed="Гость", source="Казинформ")
        form_client = FormClient(journalist, article)
        form_client.fields = {name: value for name, value in form_client.fields.items() if "-" not in name}
        form_client.send(headline="Новый")
        assert signatures(article) == ["Гость"]
        assert article.sources.count() == 1

    def test_a_new_byline_makes_a_writer(self, journalist: User, journalist2: User) -> None:
        article = factories.draft(signed="author")
        row = {"kind": Signature.PERSON, "person": journalist2.person.pk}
        FormClient(journalist, article).send(**rows("bylines", row))
        assert Article.objects.get().is_written_by(journalist2)
        assert FormClient(journalist2, article).send(headline="Вместе").status_code == 302


class TestSources:
    def test_a_chain_is_kept(self, journalist: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(
            **rows(
                "sources",
                {"name": "Казправда", "url": "kazpravda.kz/1", "via_name": "Минкультуры", "via_url": "https://gov.kz"},
                {"name": "Тенгри"},
            )
        )
        first, second = article.sources.all()
        assert (first.name, first.url, first.via_name) == ("Казправда", "https://kazpravda.kz/1", "Минкультуры")
        assert second.name == "Тенгри"

    @pytest.mark.parametrize(
        "row",
        [
            {"url": "https://kazpravda.kz"},
            {"name": "Казправда", "url": "javascript:alert(1)"},
            {"name": "Казправда", "url": "ftp://x.kz/"},
            {"name": "Казправда", "via_url": "https://gov.kz"},
            {"name": "ы" * 121},
            {"name": "Казправда", "url": "https://x.kz/" + "a" * 200},
        ],
    )
    def test_what_is_no_source_is_named_at_its_field(self, journalist: User, row: dict[str, str]) -> None:
        article = factories.draft()
        response = FormClient(journalist, article).send(**rows("sources", row))
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()
        assert next(iter(row.values())) in response.content.decode()
        assert not article.sources.exists()

"""Search through its page: word forms, languages, filters, order, hostile queries, number of queries."""

import re
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.actions import search_index as index
from newsroom.redirects import redirects
from newsroom.website.models import SearchDocument
from newsroom.website.search import results
from newsroom.website.templatetags.website import grouped
from staff import team
from tests import factories
from tests.newsroom.website.search_page import enter, found, ids, text_of
from tests.newsroom.website.search_set import DOCUMENTS, QUERIES
from tests.newsroom.website.website_factories import NOON, person, publish_rows, section, tag
from tests.users import member

pytestmark = pytest.mark.django_db


class TestWords:
    @pytest.fixture(autouse=True)
    def documents(self) -> None:
        for number, (language, title, body) in DOCUMENTS.items():
            publish_rows(number, language=language, headline=title, body=f"<p>{body}</p>", text=body)
        enter()

    def test_it_recalls_what_a_newsroom_must_find(self, reader: Client) -> None:
        hits = wrong = 0
        for query, relevant in QUERIES.items():
            answer = set(found(reader, query)) | set(found(reader, query, "/kk"))
            hits += len(answer & relevant)
            wrong += len(answer - relevant)
        assert hits >= 37
        assert wrong == 0

    def test_it_says_how_many_the_other_language_has(self, reader: Client) -> None:
        page = text_of(reader, "аким")
        assert f'<a href="/kk/search/?q={quote("аким")}" hreflang="kk"> Қазақша: 1 материал </a>' in page


class TestRank:
    def test_a_word_of_the_headline_counts_more_than_one_of_the_body(self, reader: Client) -> None:
        publish_rows(1, headline="Мост открыт", at=NOON - timedelta(days=3))
        publish_rows(2, headline="Новости", text="Упомянут мост", at=NOON)
        enter()
        assert found(reader, "мосты") == [1, 2]
        assert found(reader, "мосты", order="date") == [2, 1]

    def test_of_equals_the_newer_comes_first(self, reader: Client) -> None:
        for number in range(1, 4):
            publish_rows(number, headline="Мост открыт", at=NOON - timedelta(hours=number))
        enter()
        assert found(reader, "мост") == [1, 2, 3]


class TestFilters:
    def test_by_section_with_its_subsections(self, reader: Client) -> None:
        above = section("gorod")
        below = section("transport", parent=above)
        publish_rows(1, headline="Мост", section=above)
        publish_rows(2, headline="Мост", section=below)
        publish_rows(3, headline="Мост", section=section("sport"))
        enter()
        assert set(found(reader, "мост", section="gorod")) == {1, 2}

    def test_enabled_sections_are_offered_in_tree_order(self, reader: Client) -> None:
        above = section("gorod", name_ru="Город", order=2)
        section("transport", name_ru="Транспорт", parent=above, order=1)
        section("mir", name_ru="Мир", order=1)
        hidden = section("taynaya", name_ru="Тайная", is_enabled=False)
        section("pod-taynoy", name_ru="Под ней", parent=hidden, order=9)
        page = text_of(reader, "")
        offered = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', page.partition("search-after")[0])
        assert offered[1:] == [
            ("pod-taynoy", "Под ней"),
            ("mir", "Мир"),
            ("gorod", "Город"),
            ("transport", "Город — Транспорт"),
        ]

    def test_by_subsection(self, reader: Client) -> None:
        above = section("gorod")
        publish_rows(1, headline="Мост", section=above)
        publish_rows(2, headline="Мост", section=section("transport", parent=above))
        enter()
        assert found(reader, "мост", section="transport") == [2]

    def test_nothing_is_found_in_a_hidden_subsection_by_its_parent(self, reader: Client) -> None:
        above = section("gorod")
        publish_rows(1, headline="Мост", section=above)
        publish_rows(2, headline="Мост", section=section("transport", parent=above, is_enabled=False))
        enter()
        assert found(reader, "мост", section="gorod") == [1]

    def test_a_former_address_is_understood(self, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(results, "PAGE_SIZE", 1)
        moved = section("gorod")
        for number in (1, 2):
            publish_rows(number, headline="Мост", section=moved)
        publish_rows(3, headline="Мост", section=section("mir"))
        enter()
        moved.slug = "nash-gorod"
        actions.save_section(moved, by=member("editor"))
        page = text_of(reader, "мост", section="gorod")
        assert ids(page) == [2]
        assert '<option value="nash-gorod" selected>' in page
        assert "section=nash-gorod&amp;page=2" in page

    @pytest.mark.parametrize("slug", ["net-takoy", "taynaya", "нет такой", "\x00", "x" * 5000, "' OR 1=1"])
    def test_an_unknown_section_is_ignored_with_a_notice(self, reader: Client, slug: str) -> None:
        section("taynaya", is_enabled=False)
        publish_rows(1, headline="Мост")
        enter()
        response = reader.get("/search/", {"q": "мост", "section": slug})
        page = response.content.decode()
        assert response.status_code == 200
        assert "Такой рубрики на сайте нет: ищем во всех." in page
        assert ids(page) == [1]

    def test_by_the_newsrooms_days(self, reader: Client) -> None:
        publish_rows(1, headline="Мост", at=NOON.replace(day=20, hour=18, minute=59))
        publish_rows(2, headline="Мост", at=NOON.replace(day=20, hour=19, minute=1))
        enter()
        assert found(reader, "мост", before="2026-11-20") == [1]
        assert found(reader, "мост", after="2026-11-21") == [2]

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ({"after": "завтра"}, "Введите правильную дату."),
            ({"after": "2026-11-22", "before": "2026-11-20"}, "Период кончается раньше, чем начинается."),
        ],
    )
    def test_an_error_is_beside_its_field(self, reader: Client, asked: dict[str, str], sentence: str) -> None:
        response = reader.get(f"/search/?{urlencode({'q': 'мост', **asked})}")
        page = response.content.decode()
        assert response.status_code == 400
        assert sentence in page
        assert 'value="мост"' in page


class TestPage:
    def test_an_empty_question_shows_the_form_alone(self, reader: Client) -> None:
        page = text_of(reader, "")
        assert 'name="q"' in page
        assert "Ничего не нашлось" not in page

    def test_it_says_that_nothing_was_found(self, reader: Client) -> None:
        assert "Ничего не нашлось" in text_of(reader, "чегонет")
        assert "нет слов, которые можно искать" in text_of(reader, "!!! ???")

    def test_it_is_neither_stored_nor_indexed(self, reader: Client) -> None:
        response = reader.get("/search/?q=мост")
        assert response["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert not response.cookies

    def test_it_goes_on_page_by_page_to_the_end(self, reader: Client) -> None:
        for number in range(1, 26):
            publish_rows(number, headline="Мост")
        enter()
        first, second = found(reader, "мост"), found(reader, "мост", page=2)
        assert len(first) == 20
        assert sorted(first + second) == list(range(1, 26))
        assert reader.get("/search/", {"q": "мост", "page": "3"}).status_code == 404

    def test_of_very_many_the_newest_are_ranked(self, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert grouped(results.MAX_HITS) == "2\N{NO-BREAK SPACE}000"
        monkeypatch.setattr(results, "MAX_HITS", 20)
        for number in range(1, 24):
            publish_rows(number, headline="Мост")
        enter()
        assert found(reader, "мост") == list(range(23, 3, -1))
        assert "более 20 материалов" in text_of(reader, "мост")

    def test_it_costs_the_same_with_few_and_with_many(self, reader: Client) -> None:
        costs = []
        redirects.add_redirect("section", "former", section().pk)
        for number in (1, 40):
            for pk in range(number, number + 30):
                publish_rows(pk, headline="Мост", tags=[tag()])
            enter()
            with CaptureQueriesContext(connection) as asked:
                found(reader, "мост", section="former")
            costs.append(len(asked))
        assert costs[0] == costs[1] <= 9
        with CaptureQueriesContext(connection) as asked:
            found(reader, "мост", section="former")
        assert len(asked) <= 6


class TestActions:
    def test_an_article_is_found_from_publishing_to_withdrawal(self, reader: Client) -> None:
        article = factories.published(headline="Открыли виадук", tags=("эстакада",))
        assert found(reader, "виадуки") == [article.pk]
        assert found(reader, "эстакады") == [article.pk]
        actions.withdraw(article, by=member("editor"), reason="Ошибка")
        assert found(reader, "виадук") == []
        assert not SearchDocument.objects.exists()

    def test_the_working_copy_is_not_found(self, reader: Client) -> None:
        article = factories.published(headline="Открыли виадук")
        actions.revise(article, by=article.creator)
        with actions.editing(article, by=article.creator) as copy:
            copy.headline = "Закрыли акведук"
        assert found(reader, "акведук") == []
        assert found(reader, "виадук") == [article.pk]

    def test_an_article_moved_to_another_section_is_found_there(self, reader: Client) -> None:
        article = factories.published(headline="Мост")
        with actions.editing(article, by=member("editor")) as copy:
            copy.section = factories.section("sport")
        assert found(reader, "мост", section="sport") == [article.pk]

    def test_a_renamed_person_is_found_by_the_new_name(self, reader: Client) -> None:
        who = person(name_ru="Пётр Щегольков")
        article = publish_rows(signed=[who])
        publish_rows(signed=[person("b")])
        enter()
        who.name_ru = "Пётр Жаворонков"
        team.save_person(who, by=None)
        assert index.renew() == 1
        assert found(reader, "жаворонков") == [article.pk]
        assert found(reader, "щегольков") == []
        team.save_person(who, by=None)
        assert index.renew() == 0

    def test_what_is_missing_or_outdated_is_made_anew(self, reader: Client) -> None:
        article = factories.published(headline="Мост")
        SearchDocument.objects.all().delete()
        assert found(reader, "мост") == []
        assert index.complete() == 1
        index.outdate_all()
        assert index.renew() == 1
        assert found(reader, "мост") == [article.pk]
        assert index.renew() == index.complete() == 0

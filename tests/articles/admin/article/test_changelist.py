"""The list of articles: what each user sees, search and filters."""

import pytest

from articles import actions
from articles.admin.article.changelist import ArticleListMixin
from articles.models import Article, Byline, Signature
from articles.models.finding import search
from newsroom.website.models import SearchDocument
from staff.models import Person, User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def shown(user: User, query: str = "") -> list[str]:
    """Return the headlines on the page."""
    response = client_of(user).get(f"{LIST}{query}")
    assert response.status_code == 200
    return sorted(article.headline for article in response.context["cl"].result_list)


class TestWhoSeesWhat:
    def test_a_journalist_sees_their_own_and_published_articles(self, journalist: User, journalist2: User) -> None:
        factories.draft(headline="Свой черновик")
        factories.draft(journalist2, headline="Чужой черновик")
        factories.published(journalist2, headline="Чужой на сайте")
        assert shown(journalist) == ["Свой черновик", "Чужой на сайте"]

    def test_a_corrector_sees_all(self, corrector: User) -> None:
        factories.draft(headline="Черновик")
        factories.spiked(headline="В корзине")
        assert shown(corrector) == ["В корзине", "Черновик"]

    def test_a_moderator_has_no_such_list(self, moderator: User) -> None:
        assert client_of(moderator).get(LIST).status_code == 403


class TestSearch:
    @pytest.fixture(autouse=True)
    def two(self, journalist: User) -> None:
        article = factories.draft(
            headline="Ёлку поставят во вторник",
            kicker="Площадь",
            lead="Гирлянды проверили дважды",
            slug="elku-postavyat",
            tags=("Новый год",),
        )
        Byline.objects.create(article=article, kind=Signature.GUEST, name="Өркен Ғабдолла", order=1)
        Byline.objects.create(article=article, person=journalist.person, order=2)
        self.number = article.pk
        factories.draft(headline="Мост", lead="Ничего общего", body="<p>Сосны</p>")

    @pytest.mark.parametrize(
        "typed",
        [
            "ёлку",
            "ЁЛКУ",
            "Поставят ЁЛКУ",
            "площадь",
            "ГИРЛЯНДЫ",
            "өркен",
            "ҒАБДОЛЛА",
            "пётр",
            "ЩЕГОЛЬКОВ",
            "новый год",
            "НОВЫЙ",
            "elku",
            '"ёлку поставят"',
            "ёлку щегольков год",
        ],
    )
    def test_it_finds_in_any_case(self, editor: User, typed: str) -> None:
        assert shown(editor, f"?q={typed}") == ["Ёлку поставят во вторник"]

    def test_it_finds_by_number(self, editor: User) -> None:
        assert shown(editor, f"?q={self.number}") == ["Ёлку поставят во вторник"]
        assert shown(editor, f"?q=№{self.number}") == ["Ёлку поставят во вторник"]

    @pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "\x00", "9" * 30, "а " * 500, "«", "ёлку мост"])
    def test_odd_queries_find_nothing_and_break_nothing(self, editor: User, typed: str) -> None:
        assert client_of(editor).get(LIST, {"q": typed}).status_code in (200, 400)

    def test_it_follows_what_is_written_and_removed(self, editor: User) -> None:
        article = Article.objects.get(pk=self.number)
        Byline.objects.filter(article=article, kind=Signature.GUEST).update(name="Гүлнар Сәрсен")
        article.tags.clear()
        with actions.editing(article, by=editor) as edit:
            edit.headline = "Гирлянды погасли"
        assert shown(editor, "?q=гүлнар") == shown(editor, "?q=погасли") == ["Гирлянды погасли"]
        assert shown(editor, "?q=өркен") == shown(editor, "?q=ёлку") == shown(editor, "?q=новый") == []

    def test_it_finds_a_person_by_a_new_name(self, editor: User, journalist: User) -> None:
        Person.objects.filter(pk=journalist.person.pk).update(name_ru="Пётр Синицын")
        assert shown(editor, "?q=синицын") == ["Ёлку поставят во вторник"]
        assert shown(editor, "?q=щегольков") == []

    def test_words_of_a_draft_are_not_in_the_public_index(self) -> None:
        assert not SearchDocument.objects.exists()

    def test_of_more_than_it_shows_it_tells_and_a_filter_still_finds_the_old(
        self, editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(search, "MOST", 2)
        monkeypatch.setattr(ArticleListMixin, "list_per_page", 1)
        for number in range(4):
            factories.published(headline=f"Ёлку зажгли, {number}")
        assert shown(editor, "?q=ёлку") == ["Ёлку зажгли, 3"]
        assert shown(editor, "?q=ёлку&p=2") == ["Ёлку зажгли, 2"]
        beyond = client_of(editor).get(LIST, {"q": "ёлку", "p": 3})
        assert beyond.context["cl"].page_num == 1
        assert "дальше есть ещё" in client_of(editor).get(LIST, {"q": "ёлку"}).content.decode()
        assert "Показаны 2 новейших" in client_of(editor).get(LIST, {"q": "ёлку", "p": 2}).content.decode()
        assert shown(editor, "?q=ёлку&state__exact=draft") == ["Ёлку поставят во вторник"]

    def test_a_wildcard_is_a_letter(self, editor: User) -> None:
        assert shown(editor, "?q=%25") == []


class TestFilters:
    def test_each_narrows(self, journalist: User, corrector: User, editor: User) -> None:
        factories.draft(headline="Черновик", section=factories.section("kultura"))
        factories.proofing(headline="У корректора", language="kk")
        factories.forced(headline="Молния")
        culture = factories.section("kultura").pk
        assert shown(editor, "?state__exact=draft") == ["Черновик"]
        assert shown(editor, "?language__exact=kk") == ["У корректора"]
        assert shown(editor, "?is_live__exact=1") == ["Молния"]
        assert shown(editor, "?unread__exact=1") == ["Молния"]
        assert shown(editor, f"?section__id__exact={culture}") == ["Черновик"]
        assert shown(editor, f"?author={journalist.person.pk}") == []
        assert shown(editor, "?mine=yes") == []
        assert shown(corrector, "?mine=claimed") == ["У корректора"]
        assert len(shown(journalist, "?mine=yes")) == 3

    @pytest.mark.parametrize(
        "query", ["?creator__password__startswith=p", "?nonsense=1", "?state__exact=x&o=99.-99", "?p=-1", "?p=x"]
    )
    def test_a_forged_filter_shows_nothing(self, editor: User, query: str) -> None:
        factories.draft()
        assert client_of(editor).get(f"{LIST}{query}").status_code in (200, 302, 400)

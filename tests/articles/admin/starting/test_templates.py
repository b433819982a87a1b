"""Templates of articles: who keeps them, and how an article starts from one."""

import pytest

from articles import actions
from articles.models import Article, ArticleTemplate
from newsroom.exceptions import NotPermitted
from newsroom.website.models import Tag
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, FormClient, ObjectForm, form_of
from tests.users import client_of

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/articletemplate/"
NEW = f"{LIST}add/"


def template(**fields: object) -> ArticleTemplate:
    made = ArticleTemplate.objects.create(**{"name": "Погода", "headline": "Погода на ТК", **fields})
    made.tags.set([factories.tag("погода")])
    return made


def sent(user: User, address: str = NEW, **typed: str) -> int:
    client = client_of(user)
    fields = form_of(client.get(address), "articletemplate_form")
    return client.post(address, {**fields, **typed}).status_code


class TestKeeping:
    def test_an_editor_makes_one_from_nothing(self, editor: User) -> None:
        section = factories.section()
        factories.tag("погода")
        typed = {"name": "Погода", "headline": "Погода на ТК", "body": "<p onclick='x'>Ветер</p>", "tags": "ПОГОДА"}
        assert sent(editor, section=str(section.pk), **typed) == 302
        made = ArticleTemplate.objects.get()
        assert (made.name, made.headline, made.body, made.section) == (
            "Погода",
            "Погода на ТК",
            "<p>Ветер</p>",
            section,
        )
        assert [tag.name for tag in made.tags.all()] == ["погода"]

    def test_or_from_an_article(self, editor: User) -> None:
        article = factories.published(tags=("мост",), language="kk")
        assert sent(editor, f"{NEW}?article={article.pk}", name="Открытие") == 302
        made = ArticleTemplate.objects.get()
        assert (made.headline, made.body, made.language) == (article.headline, article.body, "kk")
        assert (made.section, made.own_reporting) == (article.section, True)
        assert [tag.name for tag in made.tags.all()] == ["мост"]

    def test_what_cannot_be_is_refused_in_words_and_kept(self, editor: User) -> None:
        template()
        client = client_of(editor)
        page = client.post(NEW, {"name": "Погода", "language": "ru", "tags": "неведомый", "lead": "Ветер"})
        for words in ("Шаблон с таким названием уже есть", "Таких тегов ещё нет: неведомый", "Ветер"):
            assert words in page.content.decode()
        assert not Tag.objects.filter(name="неведомый").exists()

    def test_the_second_of_two_savers_sees_the_conflict(self, editor: User, head: User) -> None:
        made = template()
        first, second = ObjectForm(editor, made), ObjectForm(head, made)
        assert first.send(lead="Первый").status_code == 302
        response = second.send(lead="Второй")
        assert response.status_code == 409
        assert "Второй" in response.content.decode()
        assert made.lead == "Первый"

    def test_it_is_deleted_and_its_articles_stay(self, editor: User) -> None:
        made = template()
        FormClient(editor).client.post(ADD, {**started(editor, made), "_continue": "1"})
        assert client_of(editor).post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not ArticleTemplate.objects.exists()
        assert Article.objects.count() == 1

    def test_others_may_not(self, journalist: User, corrector: User) -> None:
        made = template()
        for user in (journalist, corrector):
            for address in (LIST, NEW, f"{LIST}{made.pk}/change/", f"{LIST}{made.pk}/delete/"):
                assert client_of(user).get(address).status_code == 403
            with pytest.raises(NotPermitted):
                actions.save_template(made, by=user)
            with pytest.raises(NotPermitted):
                actions.remove_template(made, by=user)

    def test_merging_keeps_its_section_and_its_tags(self, editor: User) -> None:
        made = template(section=factories.section("mir"))
        actions.merge_sections(factories.section("mir"), factories.section("gorod"), by=editor)
        actions.merge_tags(factories.tag("погода"), factories.tag("климат"), by=editor)
        made.refresh_from_db()
        assert made.section == factories.section("gorod")
        assert [tag.name for tag in made.tags.all()] == ["климат"]


def started(user: User, made: ArticleTemplate) -> dict[str, str]:
    return form_of(client_of(user).get(f"{ADD}?template={made.pk}"))


class TestStarting:
    def test_the_form_is_filled_and_saved(self, journalist: User) -> None:
        made = template(lead="Ветер", body="<p>К вечеру снег.</p>", section=factories.section(), language="kk")
        fields = started(journalist, made)
        client = client_of(journalist)
        address = f"{ADD}?template={made.pk}"
        assert client.post(address, {**fields, "headline": "Погода на среду"}).status_code == 302
        article = Article.objects.get()
        assert (article.headline, article.lead, article.body) == ("Погода на среду", "Ветер", "<p>К вечеру снег.</p>")
        assert (article.language, article.section, article.creator) == ("kk", factories.section(), journalist)
        assert [tag.name for tag in article.tags.all()] == ["погода"]

    def test_the_choice_is_there_if_there_is_any(self, journalist: User) -> None:
        client = client_of(journalist)
        assert "Начать с шаблона" not in client.get(ADD).content.decode()
        made = template()
        assert f'href="?template={made.pk}"' in client.get(ADD).content.decode()
        page = client.get(f"{ADD}?template={made.pk}").content.decode()
        assert 'aria-current="true">Погода' in page
        assert "Погода на ТК" in page

    @pytest.mark.parametrize("asked", ["999999", "zz", "", "1,2", "9" * 40])
    def test_no_such_template_is_an_empty_form(self, journalist: User, asked: str) -> None:
        response = client_of(journalist).get(ADD, {"template": asked, "tags": "zz", "headline": "zz"})
        assert form_of(response)["headline"] == ""

    def test_a_pattern_is_not_submitted(self, journalist: User, corrector: User) -> None:
        made = template(lead="Ветер", body="<p>Снег.</p>", section=factories.section(), own_reporting=True)
        client = client_of(journalist)
        response = client.post(ADD, {**started(journalist, made), "_transition": "submit"})
        assert "«ТК»" in response.content.decode()
        assert Article.objects.get().state == "draft"

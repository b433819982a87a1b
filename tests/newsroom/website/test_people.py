"""The team page, a person's page and the page about the outlet."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from newsroom.website.models.outlet import Outlet
from newsroom.website.models.text import PublishedText
from staff.models import Person, Position
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows


def page_of(reader: Client, address: str) -> str:
    response = reader.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def lock(who: Person, title: str, order: int = 100, until: date | None = None) -> None:
    Position.objects.create(person=who, title_ru=title, title_kk=f"{title} kk", order=order, ends_on=until)


class TestTeam:
    def test_it_is_ordered_by_position(self, reader: Client) -> None:
        corrector = person("a", name_ru="Лидия Верещук", on_team=True)
        head = person("b", name_ru="Әсел Тастыбекқызы", on_team=True)
        guest = person("c", name_ru="Аркадий Эйс", on_team=False)
        lock(corrector, "Корректор", order=5)
        lock(head, "Руководитель", order=1)
        lock(guest, "Колумнист")
        page = page_of(reader, "/team/")
        assert page.index("Әсел Тастыбекқызы") < page.index("Лидия Верещук")
        assert "Аркадий Эйс" not in page

    def test_it_shows_two_positions_of_one_person_once(self, reader: Client) -> None:
        who = person(name_ru="Өркен Ғабдолла", on_team=True)
        lock(who, "Журналист", order=1)
        lock(who, "Модератор", order=2)
        page = page_of(reader, "/team/")
        assert page.count("Өркен Ғабдолла</a>") == 1
        assert "<li>Журналист</li><li>Модератор</li>" in page

    def test_it_forgets_a_position_that_has_ended(self, reader: Client) -> None:
        lock(person(on_team=True), "Стажёр", until=timezone.localdate() - timedelta(days=1))
        assert "Стажёр" not in page_of(reader, "/team/")

    def test_a_person_with_a_last_day_is_former_without_position_or_article(self, reader: Client) -> None:
        person("a", name_ru="Лидия Верещук", on_team=True)
        person("b", name_ru="Ушедшая", left_on=timezone.localdate())
        person("c", name_ru="Уходящая", left_on=timezone.localdate() + timedelta(days=1))
        publish_rows(signed=[person("d", name_ru="Гостья")])
        page = page_of(reader, "/team/")
        assert page.index("Лидия Верещук") < page.index("Раньше работали") < page.index("Ушедшая")
        assert "Уходящая" not in page
        assert "Гостья" not in page

    def test_a_person_with_ended_positions_is_former_because_of_articles(self, reader: Client) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        for slug in ("a", "b", "c"):
            lock(person(slug), "Журналист", until=yesterday)
        lock(person("c"), "Автор")
        publish_rows(signed=[person("a"), person("c")])
        page = page_of(reader, "/team/")
        assert 'href="/team/a/"' in page.partition("Раньше работали")[2]
        assert 'href="/team/b/"' not in page
        assert 'href="/team/c/"' not in page

    def test_every_name_leads_to_a_page_of_its_language(self, reader: Client) -> None:
        lock(person("a"), "Журналист", until=timezone.localdate() - timedelta(days=1))
        publish_rows(signed=[person("a")])
        person("b", left_on=timezone.localdate())
        kazakh = page_of(reader, "/kk/team/")
        assert "/kk/team/a/" not in kazakh
        assert 'href="/kk/team/b/"' in kazakh
        assert reader.get("/kk/team/b/").status_code == 200

    def test_it_shows_public_portraits_only(self, reader: Client) -> None:
        person(on_team=True, portrait=image(public_token=None))
        assert "<img" not in page_of(reader, "/team/")

    def test_it_speaks_kazakh(self, reader: Client) -> None:
        lock(person(name_kk="Ұлпан Жаңбырбай", on_team=True), "Модератор")
        page = page_of(reader, "/kk/team/")
        assert "Ұлпан Жаңбырбай" in page
        assert "Модератор kk" in page


class TestPerson:
    def test_it_says_who_it_is(self, reader: Client) -> None:
        who = person(
            name_ru="Інжу Һәкімқызы",
            bio_ru="Снимает степь.\n\nЖивёт в пути.",
            email="inzhu@example.kz",
            telegram="@example_inzhu",
            portrait=image(),
            on_team=True,
        )
        lock(who, "Фотограф")
        page = page_of(reader, "/team/ulpan/")
        for printed in (
            "Інжу Һәкімқызы</h1>",
            "<li>Фотограф</li>",
            "<p>Снимает степь.</p>",
            'href="mailto:inzhu@example.kz"',
            'href="https://t.me/example_inzhu"',
            "<img",
        ):
            assert printed in page

    def test_it_marks_a_biography_in_the_other_language(self, reader: Client) -> None:
        person(bio_ru="Снимает степь.", on_team=True)
        assert '<div class="person__bio" lang="ru">' in page_of(reader, "/kk/team/ulpan/")

    def test_it_stays_reachable_after_leaving(self, reader: Client) -> None:
        publish_rows(signed=[person(on_team=False)])
        assert reader.get("/team/ulpan/").status_code == 200
        assert "Человек ulpan" not in page_of(reader, "/team/")


class TestAbout:
    def test_it_shows_the_newest_version_of_each_text(self, reader: Client) -> None:
        for version, words in ((1, "Прежняя"), (2, "Новая")):
            PublishedText.objects.create(
                kind="mission",
                language="ru",
                version=version,
                title="Зачем мы",
                body=f"<p>{words} миссия</p>",
                published_at=NOON,
            )
        page = page_of(reader, "/about/")
        assert "<p>Новая миссия</p>" in page
        assert "Прежняя" not in page
        assert "миссия" not in page_of(reader, "/kk/about/")

    def test_it_is_shown_before_there_are_texts(self, reader: Client) -> None:
        assert reader.get("/about/").status_code == 200

    def test_it_works_before_the_outlet_is_named(self, reader: Client) -> None:
        Outlet.objects.all().delete()
        assert reader.get("/about/").status_code == 200

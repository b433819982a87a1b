"""The layout of every admin page: header, menu, login, breadcrumbs."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from newsroom.website.models import Outlet
from staff.models import User
from tests.users import client_of, make

pytestmark = pytest.mark.django_db

SHEETS = Path(settings.BASE_DIR) / "static" / "css" / "admin"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "admin"


def page(user: User, address: str = "/admin/") -> str:
    return client_of(user).get(address).content.decode()


def menu_of(user: User) -> list[str]:
    return re.findall(r'class="admin-menu__link"[^>]*>([^<]+)</a>', page(user))


class TestTheHead:
    def test_it_names_the_outlet_the_person_and_his_roles(self, writer_corrector: User) -> None:
        Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
        shown = page(writer_corrector)
        assert "Девять дорог" in shown
        assert writer_corrector.name in shown
        assert "журналист, корректор" in shown

    def test_it_leads_to_the_site_the_password_and_the_way_out(self, editor: User) -> None:
        shown = page(editor)
        assert 'href="/"' in shown
        assert reverse("admin:password_change") in shown
        assert reverse("admin:logout") in shown

    @pytest.mark.parametrize(("login", "may"), [("journalist", True), ("corrector", False), ("moderator", False)])
    def test_it_offers_a_new_article_to_writers(self, login: str, may: bool, request: pytest.FixtureRequest) -> None:
        assert (reverse("admin:articles_article_add") in page(request.getfixturevalue(login))) == may

    def test_it_switches_the_language_where_one_is(self, journalist: User) -> None:
        client, there = client_of(journalist), reverse("admin:articles_article_changelist") + "?q=мост"
        shown = client.get(there).content.decode()
        back = re.search(r'name="next" value="([^"]+)"', shown)
        assert back
        assert client.post("/admin/language/", {"language": "kk", "next": back[1]})["Location"] == back[1]
        assert 'lang="kk"' in client.get(there).content.decode()

    def test_a_name_is_only_a_name(self, head: User) -> None:
        User.objects.filter(pk=head.pk).update(name="<script>alert(1)</script>")
        shown = page(User.objects.get(pk=head.pk))
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown

    def test_an_outlets_name_is_only_a_name(self, head: User) -> None:
        Outlet.objects.create(pk=1, name_ru="<img src=x>", name_kk="<img src=x>")
        assert "<img src=x>" not in page(head) + Client().get("/admin/login/").content.decode()


class TestTheMenu:
    def test_it_is_in_the_newsrooms_order(self, head: User) -> None:
        shown = menu_of(head)
        order = [
            "Рабочее место",
            "Материалы",
            "Дайджесты",
            "Главная страница",
            "Рубрики",
            "Теги",
            "Изображения",
            "Люди",
        ]
        assert [name for name in shown if name in order] == order
        assert len(shown) == len(set(shown))

    @pytest.mark.parametrize("login", ["editor", "journalist", "corrector"])
    def test_it_has_only_what_the_role_may_open(self, login: str, request: pytest.FixtureRequest) -> None:
        user = request.getfixturevalue(login)
        client = client_of(user)
        shown = client.get("/admin/").content.decode()
        addresses = re.findall(r'class="admin-menu__link" href="([^"]+)"', shown)
        assert addresses
        assert {client.get(address).status_code for address in addresses} == {200}
        assert "Пользователи" not in menu_of(user)

    def test_it_is_short_for_a_moderator(self, moderator: User) -> None:
        assert "Материалы" not in menu_of(moderator)

    def test_it_says_which_screen_is_open(self, editor: User) -> None:
        shown = page(editor, reverse("admin:articles_article_changelist"))
        assert re.search(r'href="/admin/articles/article/" aria-current="page"', shown)


class TestTheWayIn:
    def test_it_names_the_outlet_and_offers_the_language(self, db: None) -> None:
        shown = Client().get("/admin/login/").content.decode()
        assert 'name="language" value="kk"' in shown
        assert "admin-menu" not in shown

    def test_the_language_chosen_there_is_spoken_there(self, db: None) -> None:
        client = Client()
        answer = client.post("/admin/language/", {"language": "kk", "next": "/admin/login/?next=/admin/"})
        assert 'lang="kk"' in client.get(answer["Location"]).content.decode()

    def test_it_keeps_where_one_wanted_to_go(self, db: None) -> None:
        shown = Client().get("/admin/login/?next=/admin/articles/article/").content.decode()
        assert 'name="next" value="/admin/articles/article/"' in shown

    def test_it_says_what_was_wrong(self, journalist: User) -> None:
        answer = Client().post("/admin/login/", {"username": "journalist", "password": "не тот"})
        assert 'role="alert"' in answer.content.decode()

    def test_who_lacks_every_role_is_not_let_in(self, db: None) -> None:
        nobody = make("nobody", "Никто", with_person=False)
        assert client_of(nobody).get("/admin/").status_code in (302, 403)


@pytest.mark.parametrize(
    "name", ["admin:articles_article_changelist", "admin:website_section_add", "admin:staff_user_changelist"]
)
def test_every_screen_has_a_way_back(name: str, head: User) -> None:
    shown = page(head, reverse(name))
    crumbs = re.search(r'<div class="breadcrumbs">(.*?)</div>', shown, re.DOTALL)
    assert crumbs
    assert 'href="/admin/"' in crumbs[1]


def test_the_screen_of_a_person_has_a_way_back(head: User) -> None:
    shown = page(head, reverse("admin:staff_user_change", args=[head.pk]))
    assert re.search(r'<div class="breadcrumbs">.*?href="/admin/staff/user/"', shown, re.DOTALL)


def test_no_template_of_the_admin_has_an_inline_script_or_style() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text), template


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("body-fg", "body-bg"),
        ("body-quiet-color", "body-bg"),
        ("body-quiet-color", "darkened-bg"),
        ("body-quiet-color", "header-bg"),
        ("body-quiet-color", "selected-bg"),
        ("link-fg", "body-bg"),
        ("link-fg", "header-bg"),
        ("link-fg", "wash"),
        ("link-fg", "selected-row"),
        ("error-fg", "body-bg"),
        ("error-fg", "message-error-bg"),
        ("button-fg", "default-button-bg"),
        ("button-fg", "default-button-hover-bg"),
        ("button-fg", "delete-button-bg"),
        ("body-fg", "message-success-bg"),
        ("body-fg", "message-warning-bg"),
        ("added-fg", "added-bg"),
        ("gone-fg", "gone-bg"),
    ],
)
def test_words_stand_out_from_their_ground(ink: str, paper: str, theme: int) -> None:
    css = (SHEETS / "frame" / "tokens.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", css))
    one, other = (tokens[name].split(", ")[theme] for name in (ink, paper))
    assert _contrast(one, other) >= 4.5, f"{ink} on {paper}: {_contrast(one, other):.2f}"

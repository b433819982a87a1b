"""Pages for failed requests, asked over HTTP."""

import sqlite3
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import TemplateSyntaxError
from django.test import Client
from django.urls import path, reverse
from django.utils.html import conditional_escape
from django.views.decorators.csrf import csrf_exempt

from newsroom import error_views as errors
from staff.models import User
from tests.newsroom.test_settings import manage
from tests.users import client_of


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of ours")


def refusing(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Статью держит другой корректор.")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", "")[:10])


urlpatterns = [
    path("", page),
    path("failing/", failing),
    path("refusing/", refusing),
    path("form/", form),
    path("protected/", page),
    path("admin/", admin.site.urls),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def _few_addresses(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failure pages of the site need addresses that are not here; the bare sentence is enough."""

    def fail(*_: object, **__: object) -> None:
        raise TemplateSyntaxError

    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    monkeypatch.setattr(errors, "render", fail)


@pytest.mark.usefixtures("_few_addresses")
class TestFailures:
    def test_it_says_in_the_language_of_the_address_that_there_is_nothing(self, site: Client) -> None:
        answer = site.get("/nothing/")
        assert answer.status_code == 404
        assert "Такой страницы нет." in answer.text

    def test_it_reveals_nothing_of_our_own_error(self, site: Client) -> None:
        answer = site.get("/failing/")
        assert answer.status_code == 500
        assert "Ошибка на нашей стороне" in answer.text
        assert "secret" not in answer.text
        assert answer["Cache-Control"] == "no-store"

    def test_it_passes_on_why_something_is_not_allowed(self, site: Client) -> None:
        answer = site.get("/refusing/")
        assert answer.status_code == 403
        assert "Статью держит другой корректор." in answer.text

    def test_it_explains_a_form_that_is_out_of_date(self) -> None:
        answer = Client(enforce_csrf_checks=True).post("/protected/", {"text": "слово"})
        assert answer.status_code == 403
        assert "Форма устарела, её содержимое не сохранено." in answer.text

    def test_it_lets_ten_megabytes_reach_the_form(self, site: Client) -> None:
        assert site.post("/form/", {"text": "ж" * (5 * 1024 * 1024)}).status_code == 200

    def test_it_says_how_much_is_too_much(self, site: Client, settings: object) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # type: ignore[attr-defined]
        answer = site.post("/form/", {"text": "a" * 2 * 1024 * 1024})
        assert answer.status_code == 413
        assert "больше 1 МБ" in answer.text

    def test_it_says_that_there_are_too_many_fields(self, site: Client, settings: object) -> None:
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3  # type: ignore[attr-defined]
        answer = site.post("/form/", {str(number): "" for number in range(5)})
        assert answer.status_code == 413
        assert "слишком много полей" in answer.text

    def test_it_has_a_sentence_even_when_its_page_fails(self, site: Client) -> None:
        answer = site.get("/failing/")
        assert answer.status_code == 500
        assert "<h1>500</h1>" in answer.text


class TestAFormThatIsOutOfDate:
    @pytest.mark.django_db
    def test_it_gives_the_text_back(self) -> None:
        text = "Вода пришла ночью. <b>Люди</b> вышли на улицу. " * 5
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/admin/login/", {"body": text, "short": "нет", "csrfmiddlewaretoken": "x" * 64})
        assert answer.status_code == 403
        assert f">\n{conditional_escape(text)}</textarea>" in answer.text
        assert "нет</textarea>" in answer.text
        assert "x" * 64 not in answer.text

    @pytest.mark.django_db
    @pytest.mark.parametrize("name", ["password", "old_password", "new_password1"])
    def test_it_shows_no_password(self, name: str) -> None:
        client = Client(enforce_csrf_checks=True)
        for secret in ("тайная фраза из слов", "x" * 80):
            for address in ("/admin/login/", "/admin/password_change/"):
                answer = client.post(address, {name: secret})
                assert answer.status_code == 403
                assert secret not in answer.text


REQUESTS = """
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "localhost"})
client.cookies["admin_session"] = "x" * 32
for address in ("/", "/kk/", "/search/?q=a", "/feed/", "/admin/", "/admin/login/"):
    answer = client.get(address)
    both = "База данных не отвечает" in answer.text and "Дерекқор жауап" in answer.text
    print(answer.status_code, answer["Retry-After"], answer["Cache-Control"], both)
answer = client.post("/admin/articles/article/add/", {"headline": "Вода пришла ночью", "password": "тайное слово"})
print(answer.status_code, "Вода пришла ночью</textarea>" in answer.text, "тайное" in answer.text)
"""


class TestADatabaseThatIsAway:
    def test_everybody_gets_503_and_the_log_a_line(self, tmp_path: Path) -> None:
        away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/news", "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = manage(tmp_path, "shell", "-v0", "-c", REQUESTS, **away)
        assert done.returncode == 0, done.stderr
        *answers, posted = done.stdout.splitlines()
        assert answers == ["503 30 no-store True"] * 6
        assert posted == "503 True False"
        lines = done.stderr.splitlines()
        assert len(lines) == 7, done.stderr
        assert all("ERROR newsroom.error_views: 503 " in line for line in lines)

    @pytest.mark.django_db
    def test_a_locked_database_is_unavailable_too(self, head: User, monkeypatch: pytest.MonkeyPatch) -> None:
        client = client_of(head)
        client.raise_request_exception = False
        locked = OperationalError("database is locked")
        locked.__cause__ = sqlite3.OperationalError("database is locked")
        locked.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY
        monkeypatch.setattr("newsroom.dashboard.templatetags.dashboard.dashboard_for", Mock(side_effect=locked))
        assert client.get("/admin/").status_code == 503

    @pytest.mark.django_db
    def test_a_wrong_statement_stays_a_500(self, head: User, monkeypatch: pytest.MonkeyPatch) -> None:
        client = client_of(head)
        client.raise_request_exception = False

        def ask(user: User) -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM no_such_table")

        monkeypatch.setattr("newsroom.dashboard.templatetags.dashboard.dashboard_for", ask)
        assert client.get("/admin/").status_code == 500


class TestInTheAdmin:
    """The frame of the admin stays, with a way back."""

    pytestmark = pytest.mark.django_db

    def framed(self, answer: HttpResponse, status: int) -> str:
        text = answer.content.decode()
        assert answer.status_code == status
        assert 'class="admin-header"' in text
        assert 'class="masthead' not in text
        return text

    def test_a_403_keeps_the_menu(self, journalist: User) -> None:
        answer = client_of(journalist).get(
            "/admin/staff/user/", headers={"referer": "http://testserver/admin/articles/article/"}
        )
        text = self.framed(answer, 403)
        assert 'class="admin-menu"' in text
        assert f'href="{reverse("admin:index")}"' in text
        assert 'href="http://testserver/admin/articles/article/">Вернуться на страницу' in text

    @pytest.mark.parametrize(
        "referer", ["", "https://evil.example/admin/", "http://testserver/", "javascript:alert(1)"]
    )
    def test_it_leads_back_to_no_other_site(self, journalist: User, referer: str) -> None:
        answer = client_of(journalist).get("/admin/staff/user/", headers={"referer": referer})
        assert "Вернуться на страницу" not in self.framed(answer, 403)

    @pytest.mark.parametrize(("language", "sentence"), [("ru", "Такой страницы нет."), ("kk", "Мұндай бет жоқ.")])
    def test_a_404_speaks_the_language_of_the_person(self, journalist: User, language: str, sentence: str) -> None:
        journalist.language = language
        journalist.save()
        text = self.framed(client_of(journalist).get("/admin/nothing/at/all/"), 404)
        assert sentence in text
        assert f'<html lang="{language}"' in text

    def test_it_gives_back_the_text_of_a_form_that_is_out_of_date(self, journalist: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(journalist)
        text = self.framed(client.post("/admin/articles/article/add/", {"headline": "Вода пришла ночью"}), 403)
        assert "Форма устарела, её содержимое не сохранено." in text
        assert "Вода пришла ночью</textarea>" in text
        assert 'class="admin-menu"' in text

    def test_it_gives_back_the_text_when_the_login_has_ended(self) -> None:
        text = self.framed(Client().post("/admin/articles/article/add/", {"headline": "Вода пришла ночью"}), 403)
        assert "Вход в редакцию закончился" in text
        assert "Вода пришла ночью</textarea>" in text
        assert 'class="admin-menu"' not in text
        assert 'href="/admin/login/?next=/admin/articles/article/add/"' in text

    def test_it_gives_back_the_text_when_the_right_was_lost(self, moderator: User) -> None:
        answer = client_of(moderator).post("/admin/articles/article/add/", {"headline": "Вода пришла ночью"})
        assert "Вода пришла ночью</textarea>" in self.framed(answer, 403)

    def test_it_keeps_the_frame_over_nonsense(self, head: User) -> None:
        assert "Сервер не понял запрос." in self.framed(client_of(head).get("/admin/staff/user/?id__regex=("), 400)

    def test_it_keeps_the_frame_when_too_much_was_sent(self, head: User, settings: object) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # type: ignore[attr-defined]
        body = "body=" + "a" * 2 * 1024 * 1024
        answer = client_of(head).post(
            "/admin/staff/person/add/", body, content_type="application/x-www-form-urlencoded"
        )
        assert "больше 1 МБ" in self.framed(answer, 413)

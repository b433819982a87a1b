"""Languages, headers and failures, asked over HTTP."""

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import TemplateSyntaxError
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.html import conditional_escape
from django.views.decorators.csrf import csrf_exempt
from js_asset import ImportMap
from js_asset.media import Media

from newsroom import errors, health
from newsroom.path_language import language_of
from newsroom.security import SecurityHeadersMiddleware
from newsroom.utils import headers


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def stored(request: HttpRequest) -> HttpResponse:
    return HttpResponse("picture", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of ours")


def refusing(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Статью держит другой корректор.")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", "")[:10])


urlpatterns = [
    path("", page),
    path("kk/", page),
    path("stored/", stored),
    path("failing/", failing),
    path("kk/failing/", failing),
    path("refusing/", refusing),
    path("form/", form),
    path("protected/", page),
    path("admin/", admin.site.urls),
    path("preview/x/", page),
    path("health/live", health.live),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _few_addresses(settings: object) -> None:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]


@pytest.fixture
def _no_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The failure pages of the site need addresses that are not here; the bare sentence is enough."""

    def fail(*_: object, **__: object) -> None:
        raise TemplateSyntaxError

    monkeypatch.setattr(errors, "render", fail)


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("path", "language"),
        [
            ("/", "ru"),
            ("/kk/", "kk"),
            ("/kk", "kk"),
            ("/kk/team/", "kk"),
            ("/kkk/", "ru"),
            ("/ru/", "ru"),
            ("/en/", "ru"),
        ],
    )
    def test_it_is_that_of_the_address(self, path: str, language: str) -> None:
        assert language_of(path) == language

    @pytest.mark.parametrize(("path", "language"), [("/", "ru"), ("/kk/", "kk")])
    def test_it_never_asks_the_browser(self, site: Client, path: str, language: str) -> None:
        answer = site.get(path, headers={"accept-language": "kk, en;q=0.5"})
        assert answer["Content-Language"] == language
        assert not answer.has_header("Vary")

    def test_it_does_not_stay_for_the_next_request(self, site: Client) -> None:
        site.get("/kk/")
        assert site.get("/")["Content-Language"] == "ru"


class TestPublicPages:
    @pytest.mark.parametrize("path", ["/", "/kk/", "/nothing/"])
    def test_it_sets_no_cookie_and_is_the_same_for_everybody(self, site: Client, path: str) -> None:
        answer = site.get(path, headers={"cookie": "desk_session=x; desk_csrf=y; admin_language=kk; messages=z"})
        assert not answer.cookies
        assert not answer.has_header("Vary")

    def test_it_carries_the_declared_headers_and_no_other_policy(self, site: Client) -> None:
        first, second = site.get("/"), site.get("/")
        for name, value in headers.PUBLIC.items():
            assert first[name] == second[name] == value
        assert "unsafe" not in first["Content-Security-Policy"]
        assert "nonce" not in first["Content-Security-Policy"]
        assert not first.has_header("X-Robots-Tag")

    def test_it_leaves_what_the_page_says_itself(self, site: Client) -> None:
        assert site.get("/stored/")["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_it_demands_https_only_where_there_is(self, site: Client, settings: object) -> None:
        assert not site.get("/").has_header("Strict-Transport-Security")
        settings.SITE_URL = "https://example.kz"  # type: ignore[attr-defined]
        assert "max-age" in site.get("/")["Strict-Transport-Security"]


class TestTheDesk:
    @pytest.mark.parametrize("path", ["/admin/", "/preview/x/", "/health/live"])
    def test_it_is_never_stored_and_never_found(self, site: Client, path: str) -> None:
        answer = site.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]

    def test_it_has_another_nonce_each_time(self, site: Client) -> None:
        first, second = site.get("/preview/x/"), site.get("/preview/x/")
        assert "'nonce-" in first["Content-Security-Policy"]
        assert first["Content-Security-Policy"] != second["Content-Security-Policy"]

    def test_it_gives_the_nonce_to_the_import_map_of_a_form(self) -> None:
        class Editor(forms.Textarea):
            @property
            def media(self) -> forms.Media:
                return Media(importmap=ImportMap({"editor": "editor.js"}), js=["editor.js"])

        class Form(forms.Form):
            body = forms.CharField(widget=Editor())

        def change_form(request: HttpRequest) -> TemplateResponse:
            context = {"media": forms.Media(js=["admin.js"]) + Form().media}
            return TemplateResponse(request, "unused.html", context)

        middleware = SecurityHeadersMiddleware(change_form)
        request = RequestFactory().get("/admin/")
        request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
        answer = middleware.process_template_response(request, change_form(request))
        assert answer.context_data is not None
        rendered = str(answer.context_data["media"])
        assert rendered.count("<script") == rendered.count('nonce="n0nce"') == 3
        assert '<script type="importmap" nonce="n0nce">' in rendered


@pytest.mark.usefixtures("_no_templates")
class TestFailures:
    def test_it_says_in_the_language_of_the_address_that_there_is_nothing(self, site: Client) -> None:
        answer = site.get("/nothing/")
        assert answer.status_code == 404
        assert "Такой страницы нет." in answer.text

    def test_it_tells_nothing_of_an_error_of_ours(self, site: Client) -> None:
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

    def test_it_does_not_answer_for_a_foreign_host(self, site: Client) -> None:
        answer = site.get("/admin/login/", headers={"host": "evil.example"})
        assert answer.status_code == 400
        assert "Сервер не понял запрос." in answer.text

    def test_it_has_a_sentence_even_when_its_page_fails(self, site: Client) -> None:
        answer = site.get("/failing/")
        assert answer.status_code == 500
        assert "<h1>500</h1>" in answer.text


class TestAFormThatIsOutOfDate:
    @pytest.fixture(autouse=True)
    def _all_addresses(self, settings: object) -> None:
        settings.ROOT_URLCONF = "newsroom.urls"  # type: ignore[attr-defined]

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

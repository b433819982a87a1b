"""Languages, headers, HEAD, health and hosts, asked over HTTP."""

import logging.config

import pytest
from django import forms
from django.conf import settings as dj_settings
from django.contrib import admin
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import path
from js_asset import ImportMap
from js_asset.media import Media

from newsroom import middleware
from newsroom.page_cache.headers import PUBLIC_HEADERS
from newsroom.page_cache.response import language_of


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def stored(request: HttpRequest) -> HttpResponse:
    return HttpResponse("picture", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"one", b"two"]), headers={"Content-Length": "6"})


urlpatterns = [
    path("", page),
    path("kk/", page),
    path("stored/", stored),
    path("streamed/", streamed),
    path("admin/page/", page),
    path("admin/", admin.site.urls),
]
handler404 = "newsroom.error_views.not_found"


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def _few_addresses(settings: object) -> None:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]


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
        answer = site.get(path, headers={"cookie": "admin_session=x; admin_csrf=y; admin_language=kk; messages=z"})
        assert not answer.cookies
        assert not answer.has_header("Vary")

    def test_it_carries_the_declared_headers_and_no_other_policy(self, site: Client) -> None:
        first, second = site.get("/"), site.get("/")
        for name, value in PUBLIC_HEADERS.items():
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


class TestTheAdmin:
    @pytest.mark.parametrize("path", ["/admin/", "/admin/page/", "/health/live"])
    def test_it_is_never_stored_and_never_found(self, site: Client, path: str) -> None:
        answer = site.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]

    def test_it_has_another_nonce_each_time(self, site: Client) -> None:
        first, second = site.get("/admin/page/"), site.get("/admin/page/")
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

        security = middleware.SecurityHeadersMiddleware(change_form)
        request = RequestFactory().get("/admin/")
        request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
        answer = security.process_template_response(request, change_form(request))
        assert answer.context_data is not None
        rendered = str(answer.context_data["media"])
        assert rendered.count("<script") == rendered.count('nonce="n0nce"') == 3
        assert '<script type="importmap" nonce="n0nce">' in rendered


class TestHead:
    @pytest.mark.parametrize(
        ("address", "length"),
        [("/", "4"), ("/stored/", "7"), ("/streamed/", "6"), ("/health/live", "3"), ("/nothing/", None)],
    )
    def test_it_is_get_without_the_body(self, address: str, length: str | None) -> None:
        """Django's test client removes the body itself, as no real server does: so ask the application."""
        answer = WSGIHandler().get_response(WSGIRequest(RequestFactory().head(address).environ))
        assert b"".join(answer) == b""
        assert "X-Content-Type-Options" in answer
        if length is not None:
            assert answer["Content-Length"] == length


class TestHosts:
    @pytest.mark.django_db
    @pytest.mark.parametrize("host", ["10.0.0.5", "evil.example", "lb_1:8080", "", "a b"])
    @pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
    def test_health_answers_for_every_host(self, site: Client, address: str, host: str) -> None:
        assert site.get(address, headers={"host": host}).status_code in (200, 503)
        assert site.head(address, headers={"host": host}).status_code in (200, 503)
        assert site.post(address, headers={"host": host}).status_code == 405

    @pytest.mark.django_db
    @pytest.mark.parametrize("address", ["/", "/kk/", "/admin/login/"])
    def test_a_page_answers_400_for_another_host_and_logs_nothing(
        self, site: Client, address: str, settings: object, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.ROOT_URLCONF = "newsroom.urls"  # type: ignore[attr-defined]
        logging.config.dictConfig(dj_settings.LOGGING)
        answer = site.get(address, headers={"host": "evil.example"})
        assert answer.status_code == 400
        assert ("Сервер не понял запрос." in answer.text) is not address.startswith("/kk")
        assert capsys.readouterr().err == ""

"""`manage.py import_articles FILE`."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from articles.models import Article
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.newsroom.images.files import encoded, quarters
from tests.users import member

pytestmark = pytest.mark.django_db

Line = dict[str, Any]
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Write the lines to a file and import it; return the exit code and what was printed."""
    factories.section()

    def write_and_import(*lines: Line | str, printed: io.StringIO | None = None) -> tuple[int, str]:
        file = tmp_path / "articles.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        file.write_text("\n".join(texts), encoding="utf-8")
        printed = printed or io.StringIO()
        try:
            call_command("import_articles", file, stdout=printed)
        except SystemExit as end:
            return int(str(end.code)), printed.getvalue()
        return 0, printed.getvalue()

    return write_and_import


def line(**fields: Any) -> Line:
    complete = {
        "external_id": "old-1",
        "language": "ru",
        "headline": "Мост открыли",
        "lead": "Его ждали десять лет.",
        "body": "<p>Мост открыли в среду.</p>",
        "section": "gorod",
        "tags": ["мосты", "Дороги"],
        "bylines": ["Гость издания"],
        "published_at": "2019-03-01T09:30:00+05:00",
    }
    return {name: value for name, value in (complete | fields).items() if value is not None}


def test_an_article_is_on_the_site_with_its_time_tags_and_signature(run: Run, client: Client) -> None:
    person = member("journalist").person
    code, printed = run(line(bylines=[person.name_ru, "Гость издания"]))
    assert (code, Article.objects.get().external_id) == (0, "old-1")
    assert "Импортировано: 1." in printed
    address = PublishedArticle.objects.get().get_absolute_url()
    page = client.get(address).content.decode()
    link = person.get_absolute_url()
    for text in ("Мост открыли", "Его ждали десять лет.", "мосты", "Гость издания", "1 марта 2019", link):
        assert text in page
    assert address in client.get("/search/?q=мосты").content.decode()


def test_a_time_without_an_offset_is_in_the_newsrooms_zone(run: Run) -> None:
    run(line(published_at="2024-06-01T09:30:00"))
    assert PublishedArticle.objects.get().published_at.isoformat() == "2024-06-01T04:30:00+00:00"


def test_running_it_again_changes_nothing(run: Run) -> None:
    lines = [line(external_id=str(number), headline=f"Мост {number}") for number in range(3)]
    run(*lines)
    before = list(Article.objects.order_by("pk").values()), SiteVersion.objects.get().token
    code, printed = run(*lines)
    assert (code, "Импортировано: 0. Были раньше: 3. Отказано: 0." in printed) == (0, True)
    assert (list(Article.objects.order_by("pk").values()), SiteVersion.objects.get().token) == before


BAD: dict[str, tuple[Line | str, str]] = {
    "no JSON": ("{oh no", "Это не JSON."),
    "no object": ("[1, 2]", "Это не объект JSON"),
    "nested": ("[" * 100_000, "Это не JSON."),
    "a field is missing": (line(external_id="x", lead=None), "Нет поля lead."),
    "an empty field": (line(external_id="x", headline=" \u200b "), "В поле headline нужен текст."),
    "a number": (line(external_id="x", headline=7), "В поле headline нужен текст."),
    "a misspelt field": (line(external_id="x", headlne="Мост"), "Неизвестное поле: headlne."),
    "tags as text": (line(external_id="x", tags="мосты"), "В поле tags нужен список имён."),
    "no such language": (line(external_id="x", language="en"), "Нет такого языка: en."),
    "no such section": (line(external_id="x", section="horoscope"), "Нет такой рубрики: horoscope."),
    "foreign HTML": (line(external_id="x", body="<p>Мост</p><video src='x'></video>"), "video"),
    "a script": (line(external_id="x", body="<script>alert(1)</script><p>Мост</p>"), "script"),
    "no text": (line(external_id="x", body="<p> </p>"), "Нет текста."),
    "a photo of another library": (
        line(external_id="x", body='<p>Мост</p><figure data-photo="7"><figcaption></figcaption></figure>'),
        "В тексте стоит снимок, которого больше нет в библиотеке",
    ),
    "too long": (line(external_id="x", headline="м" * 201), "Слишком длинно: headline."),
    "no time": (line(external_id="x", published_at="вчера"), "Непонятное время публикации: вчера."),
    "an impossible year": (line(external_id="x", published_at="0001-01-01T00:00:00+14:00"), "год"),
    "no such image": (line(external_id="x", image="нет.jpg"), "Нет такого файла"),
    "an image elsewhere": (line(external_id="x", image="../../etc/hostname"), "Нет такого файла"),
    "a duplicate": (line(), "external_id повторяет строку 1."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_line_is_refused_by_number_and_the_rest_is_imported(run: Run, kind: str) -> None:
    bad, reason = BAD[kind]
    code, printed = run(line(), bad, line(external_id="old-3", headline="Школу открыли"))
    assert code == 1
    assert "Строка 2: " in printed
    assert reason in printed
    assert sorted(Article.objects.values_list("external_id", flat=True)) == ["old-1", "old-3"]


def test_a_time_in_the_future_is_refused(run: Run) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    code, printed = run(line(published_at=tomorrow))
    assert (code, "ещё не наступило" in printed) == (1, True)
    assert not Article.objects.exists()


def test_all_reasons_of_a_line_are_named_at_once(run: Run) -> None:
    _code, printed = run(line(section="horoscope", language="en", published_at="вчера"))
    assert all(word in printed for word in ("horoscope", "en", "вчера"))


def test_a_picture_beside_the_file_is_published(run: Run, tmp_path: Path, media: None) -> None:
    (tmp_path / "bridge.jpg").write_bytes(encoded(quarters((1200, 800))))
    run(line(image="bridge.jpg", caption="Мост", alt="Мост над рекой"))
    article = PublishedArticle.objects.get()
    assert (article.caption, article.alt) == ("Мост", "Мост над рекой")
    assert article.image is not None
    assert article.image.public_token


def test_a_broken_picture_refuses_its_line(run: Run, tmp_path: Path, media: None) -> None:
    (tmp_path / "bridge.jpg").write_bytes(b"no picture")
    code, printed = run(line(image="bridge.jpg"), line(external_id="old-2"))
    assert (code, "Строка 1: " in printed, Article.objects.count()) == (1, True, 1)


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Файл не читается"):
        call_command("import_articles", tmp_path / "nothing.jsonl")


def test_it_speaks_kazakh(run: Run) -> None:
    with override("kk"):
        _code, printed = run(line(section="horoscope"))
    assert "Строка" not in printed


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_progress(run: Run) -> None:
    _code, printed = run(*(line(external_id=str(number)) for number in range(101)), printed=Terminal())
    assert "] 100/101" in printed
    assert "] 101/101" in printed

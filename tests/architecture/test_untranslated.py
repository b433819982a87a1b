"""A page in one language has no words of another, except those that users have typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from articles import actions
from tests import factories
from tests.browser.stocked import stock
from tests.crawl import crawl
from tests.untranslated import CYRILLIC, Typed, english_in, kazakh_in, russian_in, texts_of

LANGUAGES = ("ru", "kk")
# What is looked for on the pages of a language.
OTHERS: dict[str, tuple[Callable[[str, Typed], set[str]], ...]] = {
    "ru": (english_in, kazakh_in),
    "kk": (english_in, russian_in),
}
NOBODY = Typed.of(())
SOMEBODY = Typed.of(
    ["Вестник степи", "Breaking News", "zhanaterek", "Жаңатерек: 27 шақырым жердегі бекетте он төрт үй"]
)


@pytest.fixture
def typed(db: None, settings: Settings, tmp_path: Path) -> Typed:
    """Fill a newsroom with something of every kind; return what people have typed there."""
    if connection.vendor != "sqlite":
        pytest.skip("the pages are the same on every database")
    settings.MEDIA_ROOT = tmp_path
    factories.make_due(factories.scheduled(headline="Час прошёл"))
    actions.cancel_pending_after_restore()
    stock()
    return Typed.here()


def texts_in(language: str) -> dict[str, str]:
    """Return every text found in this language, with the first address that has it."""
    texts: dict[str, str] = {}
    for where, page in crawl(language):
        # A preview is the readers' page, in the language of its article.
        if "/preview/" not in where or f'<html lang="{language}"' in page:
            for text in texts_of(page):
                texts.setdefault(text, where)
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_one_language_everywhere(language: str, typed: Typed) -> None:
    texts = texts_in(language)
    found = {text: find(text, typed) for find in OTHERS[language] for text in texts}
    assert len(texts) > 1000
    assert [f"{words} in {text!r} of {texts[text]}" for text, words in found.items() if words] == []


def test_it_names_every_table_in_words() -> None:
    names = {
        name for model in apps.get_models() for name in (model._meta.verbose_name, model._meta.verbose_name_plural)
    }
    assert [name for name in names if not CYRILLIC.search(str(name))] == []


class TestTheFinder:
    @pytest.mark.parametrize(
        "page",
        [
            "<p>Save</p>",
            "<title>Save · Редакция</title>",
            "<img alt='Save'>",
            "<button title='Save'></button>",
            "<a aria-label='Save'></a>",
            "<input placeholder='Save'>",
            "<input type=submit value='Save'>",
            "<optgroup label='Save'></optgroup>",
            "<meta name=description content='Save'>",
            "<meta property='og:title' content='Save'>",
            "<template><b>Save</b></template>",
            "<p data-label='Save it'>",
            """<div data-inline-formset='{"options": {"addText": "Save"}}'></div>""",
            "<rss><channel><title>Save</title></channel></rss>",
            '{"title": "Save it"}',
            "<p>Сохранить and Save</p>",
        ],
    )
    def test_it_finds_english(self, page: str) -> None:
        assert "Save" in {word for text in texts_of(page) for word in english_in(text, SOMEBODY)}

    @pytest.mark.parametrize(
        "page",
        [
            "<script>Save</script><style>Save</style><textarea>Save</textarea>",
            "<a href='/save/' data-transition='save' class='save'>https://example.kz/save?it</a>",
            "<input type=hidden value='save'><option value='save'></option>",
            "<p>Breaking News</p><p>zhanaterek, Telegram, RSS-лента, kto@example.kz, @kto_example</p>",
        ],
    )
    def test_it_leaves_keys_addresses_names_and_what_people_have_typed(self, page: str) -> None:
        assert {word for text in texts_of(page) for word in english_in(text, SOMEBODY)} == set()

    @pytest.mark.parametrize(
        "text",
        [
            "Рабочее место",
            "рабочее место:",
            "3 минуты чтения",
            "Версия № 5",
            "Строка мимо каталога",
            "Вестник степи: Рабочее место",
            "Сөзі бар, но дальше по-русски",
        ],
    )
    def test_it_finds_russian_among_kazakh(self, text: str) -> None:
        assert russian_in(text, SOMEBODY)

    @pytest.mark.parametrize(
        "text", ["Жұмыс орны", "Вестник степи", "2026 жылғы 27 қараша", "№ 5", "Қазақша · Русский"]
    )
    def test_it_leaves_kazakh_and_what_people_have_typed(self, text: str) -> None:
        assert russian_in(text, SOMEBODY) == set()

    def test_it_finds_kazakh_among_russian(self) -> None:
        assert kazakh_in("Жұмыс орны", SOMEBODY) == {"жұмыс"}
        assert kazakh_in("Рабочее место. Қазақша. 27 шақырым жердегі бекетте он…", SOMEBODY) == set()

    def test_it_knows_what_people_have_typed_from_what_the_program_keeps(self, typed: Typed) -> None:
        assert {"Вестник степи", "journalist", "Не выйдет"} <= set(typed.phrases)
        assert {"draft", "approved", "Планировщик", "force_publish"}.isdisjoint(typed.phrases)

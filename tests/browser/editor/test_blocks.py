"""Blocks of a body: each comes back from the stored HTML as it went there."""

from typing import Any

import pytest

from tests.articles.admin.forms_sent import ADD
from tests.browser.editor.writing import body_of, open_form, set_body

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHOTO = (
    '<figure data-photo="12" data-layout="wide" data-alt="Мост в тумане" data-credit="Пётр Щегольков">'
    "<figcaption>Мост <strong>открыли</strong></figcaption></figure>"
)
BARE_PHOTO = '<figure data-photo="13" data-layout="text"><figcaption></figcaption></figure>'
BODIES = {
    "photo": PHOTO,
    "photo without a caption": BARE_PHOTO,
    "gallery": f'<section data-gallery="">{PHOTO}{BARE_PHOTO}</section>',
    "pull quote": '<blockquote class="pull-quote"><p>Ждали десять лет</p><footer>Анна Ким, инженер</footer></blockquote>',
    "pull quote without a speaker": '<blockquote class="pull-quote"><p>Ждали</p><p>десять лет</p></blockquote>',
    "fact box": '<aside data-fact="7"></aside>',
    "table": "<table><tbody><tr><th><p>Год</p></th><th><p>Сумма</p></th></tr>"
    '<tr><td colspan="2"><p>9 <em>млн</em></p></td></tr></tbody></table>',
    "embed": '<figure data-embed="https://www.youtube.com/watch?v=abc" data-title="Ролик" data-picture="12">'
    "<figcaption>Съёмка соседей</figcaption></figure>",
    "file": '<figure data-file="5"><figcaption>Доклад</figcaption></figure>',
    "card": '<aside data-card="58"></aside>',
    "speech": '<section data-speech="question"><cite>Вопрос</cite><p>Зачем?</p></section>'
    '<section data-speech="answer"><cite></cite><p>Надо.</p><p>И всё.</p></section>',
    "section break": "<p>До</p><hr><p>После</p>",
    "footnote": "<p>Слово<small>пояснение <em>к нему</em></small> дальше</p>",
    "words": '<h2>Часть</h2><p>Слово <a href="https://example.kz/a" rel="noopener">ссылка</a><br>строка</p>'
    '<h3>Меньше</h3><ul><li><p>раз</p></li></ul><ol start="3"><li><p>три</p></li></ol><blockquote><p>Сказал</p></blockquote>',
}


def test_every_block_comes_back_as_it_was_stored(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    for kind, html in BODIES.items():
        for stored in (html, f"{html}<p>дальше</p>", f"<p>до</p>{html}"):
            set_body(page, stored)
            assert body_of(page) == stored, kind

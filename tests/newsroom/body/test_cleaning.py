"""The sanitiser of article bodies: blocks as the editor makes them, and what becomes of others."""

# ruff: noqa: E501 - pairs of HTML are read in one line
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.body.cleaning import clean, foreign_tags
from newsroom.utils.html import to_text

PHOTO = '<figure data-photo="12" data-layout="wide" data-alt="Мост" data-credit="Фото: А. С."><figcaption>Утро</figcaption></figure>'
EMBED = (
    '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ" data-title="Запись" data-picture="3">'
    "<figcaption></figcaption></figure>"
)
BLOCKS = [
    PHOTO,
    f'<section data-gallery="">{PHOTO}{PHOTO.replace("12", "13")}</section>',
    '<blockquote class="pull-quote"><p>Мы ждали</p><footer>Фёкла Цыганкова, пекарь</footer></blockquote>',
    '<aside data-fact="7"></aside>',
    '<aside data-card="58"></aside>',
    "<table><tbody><tr><th><p>Год</p></th><th><p>Сумма</p></th></tr>"
    '<tr><td colspan="2"><p>2025</p></td></tr><tr><td></td><td><p>9 млн</p></td></tr></tbody></table>',
    EMBED,
    '<figure data-file="5"><figcaption>Решение суда</figcaption></figure>',
    '<section data-speech="question"><cite>Редакция</cite><p>Когда?</p></section>',
    '<section data-speech="answer"><cite></cite><p>Завтра.</p><ul><li><p>раз</p></li></ul></section>',
    "<hr>",
    "<p>Вода поднялась<small>на 3 см, по данным <em>поста</em></small>.</p>",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_it_keeps_each_block_as_the_editor_makes_it(block: str) -> None:
    body = f"<p>до</p>{block}<p>после</p>"
    assert clean(body) == body
    assert foreign_tags(body) == []


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ('<figure data-photo="x"><figcaption>слова</figcaption></figure>', "<p>слова</p>"),
        ('<figure data-photo="0"></figure>', ""),
        ('<figure><img src="x"><figcaption>слова</figcaption></figure>', "<p>слова</p>"),
        (
            '<figure data-photo="1" data-layout="huge" onclick="x()" style="a"><figcaption>а<p>б</p></figcaption></figure>',
            '<figure data-photo="1" data-layout="text"><figcaption>а б</figcaption></figure>',
        ),
        (
            '<figure data-photo="1"><p>мимо</p></figure>',
            '<figure data-photo="1" data-layout="text"><figcaption></figcaption></figure><p>мимо</p>',
        ),
        ('<aside data-fact="7">мимо<p>и это</p></aside>', '<aside data-fact="7"></aside><p>мимо</p><p>и это</p>'),
        ("<aside>просто</aside>", "<p>просто</p>"),
        ("<section><p>просто</p></section>", "<p>просто</p>"),
        ('<section data-gallery><p>одни слова</p></section>', "<p>одни слова</p>"),
        (f'<section data-gallery="">{PHOTO}</section>', PHOTO),
        (f'<section data-gallery="">{PHOTO}<p>между</p>{PHOTO}</section>', f'<section data-gallery="">{PHOTO}{PHOTO}</section><p>между</p>'),
        ('<section data-speech="shout"><p>а</p></section>', "<p>а</p>"),
        ('<section data-speech="answer"><cite>Имя</cite></section>', "<p>Имя</p>"),
        (
            '<section data-speech="answer"><cite>И<b>м</b>я</cite><h2>а</h2>б<blockquote><p>в</p></blockquote></section>',
            '<section data-speech="answer"><cite>Имя</cite><p>а</p><p>б</p><p>в</p></section>',
        ),
        ("<blockquote><p>а</p><footer>кто</footer></blockquote>", "<blockquote><p>а</p><p>кто</p></blockquote>"),
        ("<table><tr><td></td></tr></table>", ""),
        (
            "<table><thead><tr><th>а</th></tr></thead><tr><td><table><tr><td>б</td></tr></table></td></tr></table>",
            "<table><tbody><tr><th><p>а</p></th></tr><tr><td><p>б</p></td></tr></tbody></table>",
        ),
        (f"<ul><li>а{PHOTO}</li></ul>", "<ul><li>а<p>Утро</p></li></ul>"),
        (f"<h2>а{PHOTO}</h2>", "<h2>аУтро</h2>"),
        (
            '<figure data-embed="https://youtu.be/dQw4w9WgXcQ?t=5"></figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption></figcaption></figure>',
        ),
        (
            '<figure data-embed="https://example.kz/x"><figcaption>а</figcaption></figure>',
            '<p><a href="https://example.kz/x" rel="noopener">https://example.kz/x</a></p><p>а</p>',
        ),
        ('<figure data-embed="javascript:alert(1)"><figcaption>а</figcaption></figure>', "<p>а</p>"),
        (
            '<figure data-photo="1" data-alt="1 > 0 и &lt;script&gt;"></figure>',
            '<figure data-photo="1" data-layout="text" data-alt="1 › 0 и ‹script›"><figcaption></figcaption></figure>',
        ),
        ("<p>а<small> </small>б</p>", "<p>а б</p>"),
    ],
)  # fmt: skip
def test_it_makes_valid_blocks_and_loses_no_word(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert clean(cleaned) == cleaned


PARTS = [*BLOCKS, "<p>", "</p>", "слово", "<figure data-photo='3'>", "</figure>", "<figcaption>", "<section data-gallery>",
         "</section>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "</ul>", "<blockquote class=pull-quote>",
         "<footer>", "</blockquote>", "<cite>", "<aside data-card=1>", "<small>", "</small>", "<h2>", "</h2>", "<section data-speech=answer>"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_it_is_idempotent_whatever_comes(parts: list[str]) -> None:
    cleaned = clean("".join(parts))
    assert clean(cleaned) == cleaned
    assert to_text(cleaned).count("слово") == parts.count("слово")


def test_the_text_has_captions_names_and_notes_and_no_ids() -> None:
    text = to_text(clean("".join(BLOCKS)))
    for words in ("Утро", "Фёкла Цыганкова, пекарь", "Год\n\nСумма", "Редакция\n\nКогда?", "поднялась (на 3 см"):
        assert words in text
    assert "12" not in text

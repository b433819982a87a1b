"""A proof edit is measured in all public fields."""

from typing import Any

import pytest

from articles import actions
from articles.models import Article, Source
from newsroom.exceptions import BecomesWriter
from staff.models import User
from tests import factories
from tests.articles.admin.article.test_autosave import Page
from tests.newsroom.images.files import stored_image

pytestmark = pytest.mark.django_db

LONG = f"<p>{' '.join(f'слово{chr(1072 + place)}' for place in range(30))}</p>"


def _change(article: Article, by: User, remark: str = "", **fields: Any) -> None:
    with actions.editing(article, by=by, remark=remark) as copy:
        for name, value in fields.items():
            setattr(copy, name, value)


@pytest.mark.parametrize("field", ["lead", "kicker", "caption", "alt"])
def test_it_counts_every_worded_field_of_a_proof_edit(field: str, corrector: User) -> None:
    article = factories.proofing(body=LONG)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, remark="Так лучше", **{field: "Четыре новых слова здесь"})


@pytest.mark.parametrize("field", ["seo_headline", "social_headline"])
def test_it_takes_the_headlines_of_search_and_networks_for_headlines(field: str, corrector: User) -> None:
    article = factories.proofing(body=LONG)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, **{field: "Громче"})
    _change(article, corrector, remark="Так просил отдел", **{field: "Громче"})
    assert not article.is_written_by(corrector)


def test_it_wants_a_remark_to_a_quotation_in_the_lead(corrector: User) -> None:
    article = factories.proofing(body=LONG, lead="«Мы ждали этого десять лет», — сказали там")
    with pytest.raises(BecomesWriter):
        _change(article, corrector, lead="«Мы ждали этого десять зим», — сказали там")


def test_it_wants_a_remark_to_a_changed_address_of_a_link(corrector: User) -> None:
    linked = LONG.replace("словоа", '<a href="https://example.kz/a" rel="noopener">словоа</a>')
    article = factories.proofing(body=linked)
    with pytest.raises(BecomesWriter):
        _change(article, corrector, body=linked.replace("example.kz/a", "example.kz/b"))


def test_it_wants_a_remark_to_another_source_or_picture(corrector: User) -> None:
    article = factories.proofing(body=LONG)
    with pytest.raises(BecomesWriter), actions.editing(article, by=corrector) as copy:
        Source.objects.create(article=copy, name="Агентство")
    with pytest.raises(BecomesWriter):
        _change(article, corrector, image_id=stored_image().pk)


def test_it_counts_words_that_look_like_a_tag(corrector: User) -> None:
    article = factories.proofing(body=LONG)
    hidden = LONG.replace("</p>", " &lt;i четыре новых слова здесь&gt;</p>")
    with pytest.raises(BecomesWriter):
        _change(article, corrector, remark="Так лучше", body=hidden)


PHOTO = '<figure data-photo="{}" data-layout="text" data-alt="{}" data-credit="{}"><figcaption></figcaption></figure>'
EMBED = '<figure data-embed="https://vimeo.com/12345" data-title="{}"><figcaption></figcaption></figure>'


def _send(article: Article, by: User, body: str) -> int:
    status: int = Page(by, article).send(body=body).status_code
    article.refresh_from_db()
    return status


def test_it_counts_the_description_of_a_photo_in_the_text(corrector: User) -> None:
    photo = stored_image().pk
    article = factories.proofing(body=LONG + PHOTO.format(photo, "Люди у моста", "Фото: Әсел"))
    assert _send(article, corrector, LONG + PHOTO.format(photo, "Совсем другие новые слова", "Фото: Әсел")) == 422
    assert _send(article, corrector, LONG + PHOTO.format(photo, "Люди у мосту", "Фото: Әсел")) == 200
    assert _send(article, corrector, LONG + PHOTO.format(photo, "Люди 7 у мосту", "Фото: Әсел")) == 422


def test_it_wants_a_remark_to_another_credit_in_the_text(corrector: User) -> None:
    photo = stored_image().pk
    article = factories.proofing(body=LONG + PHOTO.format(photo, "Люди у моста", "Фото: Әсел"))
    assert _send(article, corrector, LONG + PHOTO.format(photo, "Люди у моста", "Фото: Семён")) == 422
    assert "Семён" not in article.body


def test_it_counts_the_title_of_an_embed(corrector: User) -> None:
    article = factories.proofing(body=LONG + EMBED.format("Речь на мосту"))
    assert _send(article, corrector, LONG + EMBED.format("Скандал и драка у моста")) == 422
    assert "Скандал" not in article.body

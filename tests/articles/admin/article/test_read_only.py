"""An article that one may only read is shown as readers will see it."""

import pytest

from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.newsroom.images.files import stored_image
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

BODY = "<h2>Смета</h2><ul><li><p>сваи</p></li></ul>"


def test_the_text_stands_with_its_picture_and_not_in_boxes() -> None:
    article = factories.submitted(
        headline="Мост закрыли", kicker="Город", lead="На две недели.", body=BODY, own_reporting=True,
        image=stored_image(), caption="Мост утром", credit="Фото: Е. Есенова", alt="Мост в тумане",
    )  # fmt: skip
    page = client_of(member("journalist")).get(change_address(article)).content.decode()
    reading = page.partition('<article class="reading" lang="ru">')[2].partition("</article>")[0]
    assert BODY in reading
    for words in ("Мост закрыли", "Город", "На две недели.", "Мост утром", "Фото: Е. Есенова", 'alt="Мост в тумане"'):
        assert words in reading
    assert f"/admin/images/image/{article.image_id}/" in reading
    assert "<li>собственная информация</li>" in page
    assert "icon-yes" not in page
    assert 'name="headline"' not in page


def test_words_that_are_not_on_the_page_stand_below_it() -> None:
    bare = client_of(member("journalist")).get(change_address(factories.submitted())).content.decode()
    assert "Ещё в тексте" not in bare
    full = factories.submitted(seo_headline="Для поиска")
    page = client_of(member("journalist")).get(change_address(full)).content.decode()
    assert "Ещё в тексте" in page
    assert "Для поиска" in page

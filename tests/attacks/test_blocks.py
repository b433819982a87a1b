"""Blocks of a body, sent by somebody who wants to show, hide or approve what they should not."""

import pytest
from django.test import Client

from articles import actions, validation
from articles.models import Article
from newsroom.body.models import Attachment
from newsroom.exceptions import Incomplete
from newsroom.images.models import Image
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.admin.article.test_autosave import Page
from tests.newsroom.body.made_files import stored_file
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = pytest.mark.django_db


def test_words_that_look_like_a_block_publish_no_file_and_stop_nothing(journalist: User, editor: User) -> None:
    image, attachment = stored_image(), stored_file()
    article = factories.draft(journalist)
    words = (
        f'Пишут так: data-photo="{image.pk}" data-file="{attachment.pk}" data-fact="7" data-embed="http://a.example"'
    )
    answer = Page(journalist, article).send(body=f"<p>{words}</p>")
    assert answer.json()["left_out"] == []
    actions.force_publish(Article.objects.get(), by=editor, reason="Срочно")
    assert not Attachment.objects.get().is_public
    assert not Image.objects.get().is_public


def _photo(image: Image, **attributes: str) -> str:
    named = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
    return f'<figure data-photo="{image.pk}" data-layout="text"{named}><figcaption></figcaption></figure>'


BLANK = {"alt": " \u00a0", "credit": "\u200b "}
HIDDEN = {"alt": "Люди у моста data-credit=нет", "caption": "Мост"}


@pytest.mark.parametrize("attributes", [BLANK, HIDDEN])
def test_blanks_are_neither_a_credit_nor_a_description(attributes: dict[str, str], journalist: User) -> None:
    article = factories.draft(journalist)
    Page(journalist, article).send(body=factories.BODY + _photo(stored_image(), **attributes))
    article.refresh_from_db()
    with pytest.raises(Incomplete) as caught:
        actions.submit(article, by=journalist)
    assert str(validation.NO_CREDIT) in caught.value.reasons
    assert (str(validation.NO_ALT) in caught.value.reasons) is (attributes is BLANK)


def test_another_title_of_a_file_changes_no_approved_text(journalist: User, editor: User, corrector: User) -> None:
    attachment = stored_file(name="Решение <суда>.pdf")
    article = factories.draft(journalist)
    body = f'{factories.BODY}<figure data-file="{attachment.pk}"><figcaption></figcaption></figure>'
    page = Page(journalist, article)
    page.send(body=body)
    assert page.send(body=body).json()["version"] == 2, "nothing has changed"
    article.refresh_from_db()
    actions.submit(article, by=journalist)
    actions.approve(article, by=corrector)
    rename = f"/admin/body/attachment/{attachment.pk}/change/"
    client_of(journalist).post(rename, {"title": "Не одобрено", "version": attachment.version})
    actions.publish(article, by=editor)
    public = Client().get(PublishedArticle.objects.get().get_absolute_url()).content.decode()
    assert "Решение" in public
    assert "Не одобрено" not in public

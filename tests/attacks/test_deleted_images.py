"""Restoring a text whose image was deleted is refused."""

import pytest

from articles import actions
from articles.models import Article
from newsroom.images.models import Image
from staff.models import User
from tests import factories
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_does_not_restore_a_deleted_image(journalist: User) -> None:
    article = factories.draft(journalist, image=stored_image(caption="Подпись"))
    with actions.editing(article, by=journalist) as copy:
        copy.headline = "Другой"
    Article.objects.filter(pk=article.pk).update(image=None)
    Image.objects.get().delete()
    article.refresh_from_db()
    address = f"/admin/articles/article/{article.pk}/history/1/restore/"
    response = client_of(journalist).post(address, {"version": article.version})
    assert response.status_code == 422
    assert "больше нет" in response.content.decode()
    article.refresh_from_db()
    assert (article.image_id, article.headline) == (None, "Другой")

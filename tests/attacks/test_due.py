"""An article that cannot be published does not stop the others."""

from typing import Any

import pytest

from articles import actions
from articles.actions import published_rows
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_others_are_published_if_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = factories.scheduled(headline="Первый"), factories.scheduled(headline="Второй")
    factories.make_due(broken, whole)
    publish_rows = published_rows.publish_rows

    def failing(article: Article, **times: Any) -> Any:
        if article.pk == broken.pk:
            raise RuntimeError("the unforeseen")
        return publish_rows(article, **times)

    monkeypatch.setattr(published_rows, "publish_rows", failing)
    assert actions.publish_due() == 1
    states = dict(Article.objects.values_list("pk", "state"))
    assert states == {broken.pk: "scheduled", whole.pk: "published"}

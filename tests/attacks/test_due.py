"""One piece that cannot go out holds back no other."""

from typing import Any

import pytest

from articles import publishing
from articles.models import Article
from articles.publishing import live
from tests import pieces

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_puts_out_the_others_when_one_piece_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = pieces.scheduled(headline="Первый"), pieces.scheduled(headline="Второй")
    pieces.make_due(broken, whole)
    put_out = live.put_out

    def failing(article: Article, **times: Any) -> Any:
        if article.pk == broken.pk:
            raise RuntimeError("the unforeseen")
        return put_out(article, **times)

    monkeypatch.setattr(live, "put_out", failing)
    assert publishing.publish_due() == 1
    states = dict(Article.objects.values_list("pk", "state"))
    assert states == {broken.pk: "scheduled", whole.pk: "published"}

"""Digests that go out at one moment."""

from functools import partial

import pytest

from articles.models import PublishedDigest
from tests import digests, pieces
from tests.cast import client_of, member
from tests.desk.test_at_once import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_one_title_have_two_addresses() -> None:
    one, other, third = (pieces.published(headline=name) for name in ("Один", "Два", "Три"))
    editors = [client_of(member(name)) for name in ("editor", "head", "editor")]
    for number in range(6):
        ready = [digests.approved(piece, title=f"Неделя {number}") for piece in (one, other, third)]
        answers = together(
            *(
                partial(editor.post, digest.get_absolute_url(), {"_verb": "publish", "version": digest.version})
                for editor, digest in zip(editors, ready, strict=True)
            )
        )
        assert [answer.status_code for answer in answers] == [302] * 3
        slugs = set(
            PublishedDigest.objects.filter(pk__in=[digest.pk for digest in ready]).values_list("slug", flat=True)
        )
        assert slugs == {f"nedelya-{number}", f"nedelya-{number}-2", f"nedelya-{number}-3"}

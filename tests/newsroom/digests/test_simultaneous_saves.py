"""Digests that go out at one moment."""

from functools import partial

import pytest

from newsroom.website.models import FrontPick, PublishedDigest, PublishedDigestItem
from tests import digest_factories, factories
from tests.articles.admin.forms_sent import transition_url
from tests.articles.admin.site.test_front_page import ADDRESS as FRONT
from tests.articles.admin.site.test_front_page import filled
from tests.articles.admin.test_simultaneous_saves import together
from tests.users import client_of, member

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_one_title_have_two_addresses() -> None:
    one, other, third = (factories.published(headline=name) for name in ("Один", "Два", "Три"))
    editors = [client_of(member(name)) for name in ("editor", "head", "editor")]
    for number in range(6):
        ready = [digest_factories.approved(article, title=f"Неделя {number}") for article in (one, other, third)]
        answers = together(
            *(
                partial(editor.post, digest.get_absolute_url(), {"_transition": "publish", "version": digest.version})
                for editor, digest in zip(editors, ready, strict=True)
            )
        )
        assert [answer.status_code for answer in answers] == [302] * 3
        slugs = set(
            PublishedDigest.objects.filter(pk__in=[digest.pk for digest in ready]).values_list("slug", flat=True)
        )
        assert slugs == {f"nedelya-{number}", f"nedelya-{number}-2", f"nedelya-{number}-3"}


def test_a_piece_withdrawn_at_that_moment_is_neither_told_nor_kept_on_the_front_page() -> None:
    editors = [client_of(member(name)) for name in ("editor", "head", "editor")]
    for number in range(4):
        kept, gone = (
            factories.published(headline=f"Остаётся {number}"),
            factories.published(headline=f"Уходит {number}"),
        )
        digest = digest_factories.approved(kept, gone)
        press = {"version": gone.version, "reason": "Ошибка", "kind": "gone"}
        answers = together(
            partial(editors[0].post, transition_url(gone, "withdraw"), press),
            partial(editors[1].post, digest.get_absolute_url(), {"_transition": "publish", "version": digest.version}),
            partial(editors[2].post, FRONT, filled(editors[2], str(kept.pk), str(gone.pk))),
        )
        assert [answer.status_code for answer in answers[:2]] == [302] * 2
        assert answers[2].status_code in (302, 422)
        assert not PublishedDigestItem.objects.filter(article=gone.pk).exists()
        assert not FrontPick.objects.filter(article=gone.pk).exists()

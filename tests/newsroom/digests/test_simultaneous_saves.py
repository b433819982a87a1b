"""Digests published at the same time."""

from functools import partial

import pytest

from newsroom.digests import actions as digest_actions
from newsroom.website.models import FrontPick, PublishedDigest, PublishedDigestItem
from tests import digest_factories, factories
from tests.articles.admin.forms_sent import form_of, transition_url
from tests.articles.admin.site.test_front_page import ADDRESS as FRONT
from tests.articles.admin.site.test_front_page import filled
from tests.articles.admin.test_simultaneous_saves import in_parallel
from tests.users import client_of, member

pytestmark = pytest.mark.django_db(transaction=True)


def test_digests_with_equal_titles_get_different_addresses() -> None:
    one, other, third = (factories.published(headline=name) for name in ("Один", "Два", "Три"))
    editors = [client_of(member(name)) for name in ("editor", "head", "editor")]
    for number in range(6):
        ready = [digest_factories.approved(article, title=f"Неделя {number}") for article in (one, other, third)]
        answers = in_parallel(
            *(
                partial(editor.post, digest.admin_url, {"_transition": "publish", "version": digest.version})
                for editor, digest in zip(editors, ready, strict=True)
            )
        )
        assert [answer.status_code for answer in answers] == [302] * 3
        slugs = set(
            PublishedDigest.objects.filter(pk__in=[digest.pk for digest in ready]).values_list("slug", flat=True)
        )
        assert slugs == {f"nedelya-{number}", f"nedelya-{number}-2", f"nedelya-{number}-3"}


def test_an_article_withdrawn_at_the_same_time_is_in_no_digest_and_not_on_the_front_page() -> None:
    editors = [client_of(member(name)) for name in ("editor", "head", "editor")]
    for number in range(4):
        kept, withdrawn = (
            factories.published(headline=f"Остаётся {number}"),
            factories.published(headline=f"Уходит {number}"),
        )
        digest = digest_factories.approved(kept, withdrawn)
        reason = {"version": withdrawn.version, "reason": "Ошибка", "kind": "gone"}
        answers = in_parallel(
            partial(editors[0].post, transition_url(withdrawn, "withdraw"), reason),
            partial(editors[1].post, digest.admin_url, {"_transition": "publish", "version": digest.version}),
            partial(editors[2].post, FRONT, filled(editors[2], str(kept.pk), str(withdrawn.pk))),
        )
        assert [answer.status_code for answer in answers[:2]] == [302] * 2
        assert answers[2].status_code in (302, 422)
        assert not PublishedDigestItem.objects.filter(article=withdrawn.pk).exists()
        assert not FrontPick.objects.filter(article=withdrawn.pk).exists()


def test_proposing_articles_does_not_overwrite_the_title_of_a_colleague() -> None:
    journalist, head = (client_of(member(name)) for name in ("journalist", "head"))
    for number in range(4):
        factories.published(headline=f"Материал {number}")
        digest = digest_factories.draft(title="Прежний заголовок")
        fields = form_of(head.get(digest.admin_url), "digest_form")
        saved, proposed = in_parallel(
            partial(head.post, digest.admin_url, {**fields, "title": "Заголовок коллеги"}),
            partial(journalist.post, digest.admin_url, {"_propose": "", "version": digest.version}),
        )
        assert sorted([saved.status_code, proposed.status_code]) == [302, 409]
        digest.refresh_from_db()
        assert (digest.title == "Заголовок коллеги") == (saved.status_code == 302)
        assert digest.items.exists() == (proposed.status_code == 302)
        digest_actions.spike(digest, by=member("head"))

"""Publishing and withdrawing a digest bump the site version, no other action on digests does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsroom.digests import actions
from newsroom.digests.content import content_of
from newsroom.digests.models import Digest
from newsroom.exceptions import ActionRefused
from tests import digest_factories, factories
from tests.architecture.sql_watcher import assert_bumps, assert_does_not_bump
from tests.users import member

pytestmark = pytest.mark.django_db

PUBLIC_CHANGES: dict[str, Callable[..., Digest]] = {
    "publish": digest_factories.approved,
    "withdraw": digest_factories.published,
}
EDITORIAL_CHANGES: dict[str, tuple[Callable[..., Digest], str]] = {
    "submit": (digest_factories.draft, "journalist"),
    "recall": (digest_factories.submitted, "journalist"),
    "send_back": (digest_factories.submitted, "corrector"),
    "approve": (digest_factories.submitted, "corrector"),
    "revise": (digest_factories.published, "journalist"),
    "discard": (digest_factories.revised, "journalist"),
    "restore": (digest_factories.withdrawn, "editor"),
    "spike": (digest_factories.draft, "journalist"),
    "unspike": (digest_factories.spiked, "journalist"),
}


@pytest.fixture(autouse=True)
def corrector(db: None) -> None:
    member("corrector")


@pytest.mark.parametrize("name", PUBLIC_CHANGES)
def test_a_public_change_bumps_the_version(name: str) -> None:
    digest = PUBLIC_CHANGES[name](factories.published())
    assert_bumps(lambda: actions.TRANSITIONS[name](digest, by=member("editor"), reason="Ошибка"))


@pytest.mark.parametrize("name", EDITORIAL_CHANGES)
def test_another_transition_does_not(name: str) -> None:
    make, who = EDITORIAL_CHANGES[name]
    digest, by = make(factories.published()), member(who)
    assert_does_not_bump(lambda: actions.TRANSITIONS[name](digest, by=by, reason="Причина"))


def test_saving_does_not() -> None:
    digest = digest_factories.draft(factories.published())
    factories.published()
    content = replace(content_of(digest), title="Другая неделя")
    assert_does_not_bump(lambda: actions.create_digest(content, language="ru", by=digest.creator))
    assert_does_not_bump(lambda: actions.save_digest(digest, content, by=digest.creator))
    assert_does_not_bump(lambda: actions.propose(digest, by=digest.creator))


def test_a_refused_publish_does_not() -> None:
    digest, editor = digest_factories.submitted(factories.published()), member("editor")
    assert_does_not_bump(lambda: actions.publish(digest, by=editor), raises=ActionRefused)


def test_every_transition_is_tested() -> None:
    assert {*PUBLIC_CHANGES, *EDITORIAL_CHANGES} == set(actions.TRANSITIONS)

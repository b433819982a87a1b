"""Restoring sends no mail and publishes nothing, as a restored newsroom has old plans and unsent notifications."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from articles.actions import publish, publish_due, revoke_preview_link
from articles.models import Article, PreviewLink, Transition
from articles.notifications import deliver
from articles.workflow import State
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.articles.preview.links import link_to, open_link
from tests.newsroom.backup.newsrooms import backup, everything, lost, restore
from tests.users import member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def everybody_has_an_address(db: None) -> None:
    for key in ("journalist", "editor", "corrector"):
        user = member(key)
        user.email = f"{key}@example.kz"
        user.save(update_fields=["email"])


def test_a_link_to_a_draft_that_was_revoked_since_the_backup_does_not_open(file: Path) -> None:
    link = link_to(factories.draft())
    backup(file)
    revoke_preview_link(link, by=link.created_by)
    restore(file, replace=True)
    assert open_link(link).status_code == 410
    restored = PreviewLink.objects.get()
    assert restored.revoked_by is not None
    assert restored.revoked_by.is_robot


class TestPlans:
    def test_a_missed_schedule_is_cancelled_and_logged(self, file: Path) -> None:
        article = factories.scheduled()
        factories.make_due(article)
        backup(file)
        lost()
        assert "Снято с плана, потому что час прошёл: 1." in restore(file)
        article.refresh_from_db()
        assert (article.state, article.scheduled_for, article.scheduled_by) == (State.APPROVED, None, None)
        step = Transition.objects.filter(article=article).latest("pk")
        assert (step.name, step.from_state, step.to_state) == ("plan_failed", "scheduled", "approved")
        assert "из резервной копии" in step.system_note["ru"]
        assert step.user.is_robot

    def test_it_does_not_go_out_and_a_person_may_still_publish_it(self, file: Path) -> None:
        article = factories.scheduled()
        factories.make_due(article)
        backup(file)
        restore(file, replace=True)
        assert (publish_due(), PublishedArticle.objects.count()) == (0, 0)
        article.refresh_from_db()
        publish(article, by=User.objects.get(username="editor"))
        assert PublishedArticle.objects.live().count() == 1

    def test_an_hour_to_come_is_kept(self, file: Path) -> None:
        article = factories.scheduled()
        planned, rows = article.scheduled_for, None
        rows = everything()["articles.Article"]
        backup(file)
        restore(file, replace=True)
        assert everything()["articles.Article"] == rows
        assert Article.objects.get().scheduled_for == planned
        assert Article.objects.due(timezone.now() + timedelta(days=2)).exists()


class TestLetters:
    def test_pending_notifications_are_not_sent_after_restoring(self, file: Path) -> None:
        factories.returned()
        factories.forced()
        factories.make_due(factories.scheduled())
        assert Transition.objects.unprocessed().exists()
        backup(file)
        lost()
        restore(file)
        assert (deliver(), mail.outbox) == (0, [])

    def test_what_happens_afterwards_is(self, file: Path) -> None:
        factories.draft()
        backup(file)
        restore(file, replace=True)
        factories.returned()
        deliver()
        assert [letter.to for letter in mail.outbox] == [["journalist@example.kz"]]

"""A file is public exactly while a live article shows it."""

from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from pytest_django import Settings

from articles import actions
from articles.models import Article
from newsroom.body import files
from newsroom.body.models import Attachment
from newsroom.exceptions import Incomplete, InvalidState
from newsroom.images.storage import media as storage
from newsroom.website.models import PublishedArticle, PublishedAttachment
from staff.models import User
from tests import factories
from tests.newsroom.body.made_files import body_with, mp4, stored_file
from tests.newsroom.images.files import folders, rolled_back
from tests.users import member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def is_out(attachment: Attachment) -> bool:
    """Return whether readers can fetch the file; assert that row, folder and answer agree."""
    stored = Attachment.objects.get(pk=attachment.pk)
    if not stored.is_public:
        return False
    assert files.folder_name(stored) in folders()
    assert Client().get(files.address(stored)).status_code == 200
    return True


def revise(article: Article, body: str) -> None:
    """Change the body of a live article, and publish it again."""
    actions.revise(article, by=article.creator)
    with actions.editing(article, by=article.creator) as text:
        text.body = body
    actions.submit(article, by=article.creator)
    actions.approve(article, by=member("corrector"))
    actions.publish(article, by=member("editor"))


def withdraw(article: Article) -> None:
    actions.withdraw(article, by=member("editor"), reason="Ошибка")


@pytest.mark.parametrize("state", ["draft", "submitted", "proofing", "returned", "approved", "scheduled", "spiked"])
def test_the_file_of_an_unpublished_article_is_not_public(state: str) -> None:
    attachment = stored_file()
    factories.STATES[state](body=body_with(attachment))
    assert (is_out(attachment), folders()) == (False, [])


def test_it_is_there_before_the_commit(editor: User) -> None:
    attachment = stored_file()
    article = factories.approved(body=body_with(attachment))
    with transaction.atomic():
        actions.publish(article, by=editor)
        (current,) = files.locked([attachment.pk])
        assert storage.exists(files.stored_public_name(current))
    assert is_out(attachment)


def test_the_page_and_the_feed_have_addresses_that_answer(client: Client) -> None:
    document, video = stored_file(), stored_file(mp4(), "Запись.mp4")
    article = factories.published(body=body_with(document, video))
    for page in (PublishedArticle.objects.get(pk=article.pk).get_absolute_url(), "/feed/"):
        html = client.get(page).content.decode()
        for attachment in Attachment.objects.all():
            assert files.address(attachment) in html
            assert client.get(files.address(attachment)).status_code == 200
            assert files.admin_address(attachment) not in html


def test_a_rollback_leaves_nothing_public(editor: User) -> None:
    attachment = stored_file()
    article = factories.approved(body=body_with(attachment))
    with rolled_back():
        actions.publish(article, by=editor)
    assert not is_out(attachment)
    assert not PublishedAttachment.objects.exists()


def test_forced_and_scheduled_articles_publish_their_files() -> None:
    forced, planned = stored_file(), stored_file()
    factories.forced(body=body_with(forced))
    factories.make_due(factories.scheduled(body=body_with(planned)))
    assert (is_out(forced), is_out(planned)) == (True, False)
    actions.publish_due()
    assert is_out(planned)


def test_it_is_withdrawn_with_the_last_article_that_shows_it() -> None:
    attachment = stored_file()
    first, second = (factories.published(body=body_with(attachment)) for _number in range(2))
    withdraw(first)
    assert is_out(attachment)
    withdraw(second)
    assert (is_out(attachment), folders()) == (False, [])
    assert not PublishedAttachment.objects.exists()


def test_a_replaced_file_is_withdrawn_with_the_new_text() -> None:
    former, new = stored_file(), stored_file()
    article = factories.published(body=body_with(former))
    revise(article, body_with(new))
    assert (is_out(former), is_out(new)) == (False, True)


def test_a_discarded_revision_changes_nothing() -> None:
    live, tried = stored_file(), stored_file()
    article = factories.published(body=body_with(live))
    actions.revise(article, by=article.creator)
    with actions.editing(article, by=article.creator) as text:
        text.body = body_with(tried)
    assert (is_out(live), is_out(tried)) == (True, False)
    actions.discard(article, by=article.creator)
    assert (is_out(live), is_out(tried)) == (True, False)


def test_a_rebuilt_article_has_its_files(editor: User) -> None:
    attachment = stored_file()
    factories.published(body=body_with(attachment))
    PublishedAttachment.objects.all().delete()
    actions.rebuild_published()
    assert PublishedAttachment.objects.count() == 1
    assert is_out(attachment)


def test_an_article_with_a_missing_file_is_not_published(journalist: User) -> None:
    attachment = stored_file()
    article = factories.draft(journalist, body=body_with(attachment))
    Attachment.objects.all().delete()
    with pytest.raises(Incomplete, match="В тексте стоит файл, которого больше нет"):
        actions.submit(article, by=journalist)


class TestDeletion:
    @pytest.mark.parametrize("state", list(factories.STATES))
    def test_it_is_refused_while_an_article_shows_the_file(self, state: str) -> None:
        attachment = stored_file()
        factories.STATES[state](body=body_with(attachment))
        with pytest.raises(InvalidState, match="Решение суда"):
            files.delete(attachment)
        assert storage.exists(files.private_name(attachment))

    def test_it_is_refused_while_only_the_live_text_shows_it(self) -> None:
        attachment = stored_file()
        article = factories.revised(body=body_with(attachment))
        with actions.editing(article, by=article.creator) as text:
            text.body = factories.BODY
        with pytest.raises(InvalidState):
            files.delete(attachment)

    def test_the_database_refuses_it_too(self) -> None:
        attachment = stored_file()
        factories.published(body=body_with(attachment))
        with pytest.raises(ProtectedError):
            attachment.delete()

    def test_a_file_with_a_similar_number_is_no_use(self) -> None:
        used = stored_file()
        Attachment.objects.filter(pk=used.pk).update(id=71)
        other = stored_file()
        Attachment.objects.filter(pk=other.pk).update(id=7)
        factories.draft(body=body_with(Attachment.objects.get(pk=71)))
        files.delete(Attachment.objects.get(pk=7))
        assert list(Attachment.objects.values_list("pk", flat=True)) == [71]

    def test_the_bytes_go_with_the_row(self) -> None:
        attachment = stored_file()
        with rolled_back():
            files.delete(attachment)
        assert storage.exists(files.private_name(attachment))
        files.delete(attachment)
        assert not storage.exists(files.private_name(attachment))

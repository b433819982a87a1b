"""An article's picture is public exactly while a live article, or a portrait, shows it."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from articles import actions
from articles.models import Article
from newsroom.images import private, public, renditions, sizes
from newsroom.images.models import Image
from newsroom.images.storage import media as storage
from newsroom.images.storage import names
from newsroom.website.models import PublishedArticle
from staff import team
from staff.models import Person, User
from tests import factories
from tests.newsroom.images.files import folders, public_files, rolled_back, stored_image
from tests.users import client_of, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("either_storage")]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Any) -> None:
    """Empty folders for the pictures of this test."""
    settings.MEDIA_ROOT = tmp_path


def fresh(image: Image) -> Image:
    return Image.objects.get(pk=image.pk)


def is_out(image: Image) -> bool:
    """Return whether readers can fetch the picture; assert that row and folder agree."""
    stored = fresh(image)
    has_folder = stored.is_public and public.folder_name(stored) in folders()
    assert has_folder == stored.is_public
    return has_folder


def withdraw(article: Article) -> None:
    actions.withdraw(article, by=member("editor"), reason="Ошибка")


def with_picture(article: Article, image: Image | None) -> None:
    """Revise the live article, change its picture, and publish it again."""
    actions.revise(article, by=article.creator)
    with actions.editing(article, by=article.creator) as text:
        text.image = image
    actions.submit(article, by=article.creator)
    actions.approve(article, by=member("corrector"))
    actions.publish(article, by=member("editor"))


class TestPublishing:
    def test_it_has_the_files_there_before_the_commit(self, editor: User) -> None:
        image = stored_image((1500, 1000))
        article = factories.approved(image=image)
        assert folders() == []
        with transaction.atomic():
            actions.publish(article, by=editor)
            assert public_files(fresh(image)) == ["full-640.jpeg"]
        assert is_out(image)

    def test_every_image_address_of_the_page_answers(self, editor: User, client: Client) -> None:
        image = stored_image((1500, 1000))
        article = factories.published(image=image)
        page = client.get(PublishedArticle.objects.get(pk=article.pk).get_absolute_url()).content.decode()
        addresses = {
            word.strip('",') for word in page.replace("=", " ").split() if word.strip('",').startswith("/media/")
        }
        assert addresses
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)

    def test_forced_and_scheduled_articles_publish_their_images(self) -> None:
        forced, planned = stored_image(), stored_image()
        factories.forced(image=forced)
        factories.make_due(factories.scheduled(image=planned))
        assert (is_out(forced), is_out(planned)) == (True, False)
        actions.publish_due()
        assert is_out(planned)

    def test_a_rollback_leaves_nothing_public(self, editor: User, client: Client) -> None:
        image = stored_image((1500, 1000))
        article = factories.approved(image=image)
        with rolled_back():
            actions.publish(article, by=editor)
            address = public.address(fresh(image), "full", 640, "jpeg")
        assert not is_out(image)
        assert not PublishedArticle.objects.exists()
        # The files of a dead transaction lie under a name that no page has shown, until the worker deletes them.
        storage.delete_folder(names.PENDING)
        public.sweep()
        assert folders() == []
        assert client.get(address).status_code == 404

    def test_a_refusal_leaves_nothing_public(self, editor: User) -> None:
        image = stored_image()
        article = factories.approved(image=image)
        Article.objects.filter(pk=article.pk).update(lead="Иначе")
        with pytest.raises(Exception, match="изменился после вычитки"):
            actions.publish(article, by=editor)
        assert not is_out(image)
        assert folders() == []


class TestWithdrawing:
    def test_it_takes_the_files_away_after_the_commit(self, editor: User, client: Client) -> None:
        image = stored_image()
        article = factories.published(image=image)
        address = public.address(fresh(image), "full", 640, "jpeg")
        with transaction.atomic():
            withdraw(article)
            assert folders()
        assert folders() == []
        assert not is_out(image)
        assert client.get(address).status_code == 404

    def test_a_rollback_keeps_them(self) -> None:
        image = stored_image()
        article = factories.published(image=image)
        with rolled_back():
            withdraw(article)
        assert is_out(image)

    def test_it_stays_public_for_another_live_article(self) -> None:
        image = stored_image()
        first, second = factories.published(image=image), factories.published(image=image)
        withdraw(first)
        assert is_out(image)
        withdraw(second)
        assert not is_out(image)

    def test_a_portrait_keeps_its_picture(self) -> None:
        image = stored_image()
        team.save_person(Person(name_ru="Фёкла Цыганкова", portrait=image), by=None)
        withdraw(factories.published(image=image))
        assert is_out(image)

    def test_a_draft_keeps_nothing(self) -> None:
        image = stored_image()
        factories.draft(image=image)
        withdraw(factories.published(image=image))
        assert not is_out(image)

    def test_the_same_picture_comes_back_under_another_address(self, editor: User) -> None:
        image = stored_image()
        article = factories.published(image=image)
        before = public.folder_name(fresh(image))
        withdraw(article)
        actions.restore(article, by=editor)
        actions.submit(article, by=article.creator)
        actions.approve(article, by=member("corrector"))
        actions.publish(article, by=editor)
        assert is_out(image)
        assert public.folder_name(fresh(image)) != before


class TestRepublishing:
    def test_another_picture_releases_the_old_one(self) -> None:
        old, new = stored_image(), stored_image()
        article = factories.published(image=old)
        with_picture(article, new)
        assert (is_out(old), is_out(new)) == (False, True)
        assert len(folders()) == 1

    def test_no_picture_releases_the_old_one(self) -> None:
        old = stored_image()
        with_picture(factories.published(image=old), None)
        assert not is_out(old)

    def test_the_same_picture_keeps_its_address(self) -> None:
        image = stored_image()
        article = factories.published(image=image)
        before = public.folder_name(fresh(image))
        with_picture(article, image)
        assert public.folder_name(fresh(image)) == before

    def test_the_former_image_stays_public_for_another_live_article(self) -> None:
        old = stored_image()
        factories.published(image=old)
        with_picture(factories.published(image=old), stored_image())
        assert is_out(old)

    def test_the_picture_of_a_working_copy_stays_private(self) -> None:
        old, new = stored_image(), stored_image()
        article = factories.revised(image=old)
        with actions.editing(article, by=article.creator) as text:
            text.image = new
        assert (is_out(old), is_out(new)) == (True, False)
        actions.discard(article, by=article.creator)
        assert (is_out(old), is_out(new)) == (True, False)


class TestPortrait:
    def test_a_former_portrait_goes_although_a_draft_shows_it(self) -> None:
        image = stored_image()
        person = Person(name_ru="Фёкла Цыганкова", portrait=image)
        team.save_person(person, by=None)
        factories.draft(image=image)
        person.portrait = None
        team.save_person(person, by=None)
        assert not is_out(image)

    def test_a_former_portrait_stays_public_for_a_live_article(self) -> None:
        image = stored_image()
        person = Person(name_ru="Фёкла Цыганкова", portrait=image)
        team.save_person(person, by=None)
        factories.published(image=image)
        person.portrait = None
        team.save_person(person, by=None)
        assert is_out(image)


def guesses(image: Image) -> Iterator[str]:
    """Return the addresses that somebody could try who knows everything about the picture except its token."""
    key = image.file.rpartition("/")[2].removesuffix(".jpg")
    variants = [renditions.name(*wanted) for wanted in product(sizes.CROPS, (320, 640, 900), ("jpeg", "avif"))]
    for folder in (f"{key}-1", f"{'0' * 32}-1", f"{image.sha256[:32]}-1", f"{image.pk:032x}-1", key, "None-1", "-1"):
        yield from (f"/media/{folder}/{name}" for name in variants)
    for root in ("", "private/", "public/", "../private/", "%2e%2e/private/", "..%2fprivate/"):
        yield f"/media/{root}{image.file}"
        yield f"/media/{root}renditions/{key[:2]}/{key}/1/full-640.jpeg"
    yield from (f"/static/../media/private/{image.file}", f"/var/media/private/{image.file}", f"/{image.file}")


class TestUnpublished:
    @pytest.mark.parametrize("state", ["draft", "submitted", "approved", "scheduled", "withdrawn", "spiked"])
    def test_no_guess_reaches_its_picture(self, state: str, client: Client) -> None:
        image = stored_image((900, 600))
        factories.STATES[state](image=image)
        assert sizes.exists(image, "full", 640, "jpeg")
        met = {address: client.get(address).status_code for address in guesses(fresh(image))}
        assert {address: status for address, status in met.items() if status != 404} == {}
        assert folders() == []

    def test_the_admin_shows_it_to_permitted_users_only(self, client: Client) -> None:
        image = stored_image()
        factories.draft(image=image)
        address = private.address(image, "full", 640, "jpeg")
        assert client.get(address).status_code == 302
        assert client_of(member("outsider")).get(address).status_code in (302, 403)
        assert client_of(member("moderator")).get(address).status_code == 403
        for who in ("journalist", "corrector", "editor", "head"):
            response = client_of(member(who)).get(address)
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]

    def test_the_preview_uses_the_private_address(self, client: Client) -> None:
        image = stored_image((1500, 1000))
        article = factories.draft(image=image)
        address = f"/admin/articles/article/{article.pk}/preview/"
        assert client.get(address).status_code == 302
        assert client_of(member("journalist2")).get(address).status_code == 404
        page = client_of(member("journalist")).get(address)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        assert f"/admin/images/image/{image.pk}/file/" in page.content.decode()
        assert "/media/" not in page.content.decode()

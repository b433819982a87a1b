"""Publishing, withdrawing and recropping images."""

import errno
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from newsroom.images import public, renditions
from newsroom.images.models import Image
from newsroom.images.storage import folder as folder_module
from newsroom.images.storage import media, names
from tests.newsroom.images.files import (
    content,
    folders,
    on_disk,
    public_file,
    public_files,
    published,
    renditions_folder,
    rolled_back,
    stored_image,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("either_storage")]
in_folder = pytest.mark.parametrize("either_storage", ["folder"], indirect=True)


class TestPublish:
    def test_it_links_renditions_under_an_unguessable_name(self):
        image = published()
        token = image.public_token
        assert token == Image.objects.get(pk=image.pk).public_token
        assert token is not None
        assert len(token) == 32
        assert token not in image.file
        assert Path(image.file).stem not in token
        assert folders() == [f"{token}-1"]
        assert public_files(image) == ["full-640.jpeg"]

    def test_the_files_exist_before_the_commit(self):
        image = stored_image()
        with transaction.atomic():
            public.publish(image)
            assert content(public_file(image, "full-640.jpeg"))

    @in_folder
    def test_it_makes_hard_links(self):
        image = published()
        shared = on_disk(public_file(image, "full-640.jpeg"))
        assert shared.samefile(on_disk(renditions.private_name(image, "full", 640, "jpeg")))

    @in_folder
    def test_it_copies_where_links_do_not_work(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object) -> None:
            raise OSError(errno.EXDEV, "Invalid cross-device link")

        monkeypatch.setattr(folder_module.os, "link", refuse)
        image = published()
        shared = on_disk(public_file(image, "full-640.jpeg"))
        private = on_disk(renditions.private_name(image, "full", 640, "jpeg"))
        assert not shared.samefile(private)
        assert shared.read_bytes() == private.read_bytes()
        assert shared.stat().st_mode & 0o777 == 0o644

    def test_it_changes_nothing_when_called_twice(self):
        image = published()
        token = image.public_token
        with transaction.atomic():
            public.publish(image)
        assert image.public_token == token
        assert folders() == [f"{token}-1"]

    def test_it_restores_a_lost_folder(self):
        image = published()
        media.delete_folder(names.PUBLIC)
        with transaction.atomic():
            public.publish(Image.objects.get(pk=image.pk))
        assert folders() == [public.folder_name(image)]

    def test_it_renders_one_rendition_if_none_exists(self):
        image = stored_image()
        media.delete_folder(renditions_folder(image))
        with transaction.atomic():
            public.publish(image)
        assert public_files(image) == ["full-640.jpeg"]

    def test_it_reads_the_row_again(self):
        image = stored_image()
        stale = Image.objects.get(pk=image.pk)
        with transaction.atomic():
            public.publish(image)
        with transaction.atomic():
            public.publish(stale)
        assert stale.public_token == image.public_token

    def test_it_requires_a_transaction(self):
        image = stored_image()
        for action in (public.publish, public.withdraw, partial(public.recrop, by=None)):
            with pytest.raises(TransactionManagementError):
                action(image)
        with pytest.raises(TransactionManagementError):
            public.lock([image])

    @in_folder
    def test_disk_errors_do_not_stop_publishing(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object, **kwargs: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        image = stored_image()
        with monkeypatch.context() as trouble:
            trouble.setattr(folder_module.Path, "mkdir", refuse)
            with transaction.atomic():
                public.publish(image)
        assert Image.objects.get(pk=image.pk).public_token == image.public_token
        assert folders() == []

    def test_it_makes_two_queries(self, django_assert_max_num_queries):
        image = stored_image()
        with transaction.atomic(), django_assert_max_num_queries(2):
            public.publish(image)


class TestWithdraw:
    def test_it_removes_the_folder_after_the_commit(self):
        image = published()
        with transaction.atomic():
            public.withdraw(image)
            assert folders()
        assert folders() == []
        assert image.public_token is None
        assert Image.objects.get(pk=image.pk).public_token is None

    def test_it_removes_nothing_on_rollback(self):
        image = published()
        before = folders()
        with rolled_back():
            public.withdraw(image)
        assert folders() == before
        assert Image.objects.get(pk=image.pk).is_public

    def test_it_ignores_an_image_that_is_not_public(self):
        image = stored_image()
        with transaction.atomic():
            public.withdraw(image)
        assert not image.is_public

    def test_it_uses_the_row_and_not_a_stale_instance(self):
        image = stored_image()
        stale = Image.objects.get(pk=image.pk)
        with transaction.atomic():
            public.publish(image)
        with transaction.atomic():
            public.withdraw(stale)
        assert folders() == []

    def test_publishing_again_gives_other_urls(self):
        image = published()
        before = public.address(image, "full", 640, "jpeg")
        with transaction.atomic():
            public.withdraw(image)
        with transaction.atomic():
            public.publish(image)
        assert public.address(image, "full", 640, "jpeg") != before

    @in_folder
    def test_it_succeeds_if_the_folder_cannot_be_removed(self, monkeypatch: pytest.MonkeyPatch):
        image = published()

        def refuse(*args: object) -> None:
            raise OSError(errno.EACCES, "Permission denied")

        with monkeypatch.context() as trouble:
            trouble.setattr(folder_module.Path, "rename", refuse)
            with transaction.atomic():
                public.withdraw(image)
        assert not Image.objects.get(pk=image.pk).is_public
        assert public.sweep() == 1
        assert folders() == []

    def test_publishing_and_withdrawing_in_one_transaction_leaves_nothing(self):
        image = stored_image()
        with transaction.atomic():
            public.publish(image)
            public.withdraw(image)
        assert folders() == []


class TestRecrop:
    def test_a_public_image_gets_new_urls(self):
        image = published()
        before = public.folder_name(image)
        image.focal_x, image.focal_y = 0.1, 0.9
        with transaction.atomic():
            public.recrop(image, by=None)
            assert before in folders()
        assert public.folder_name(image) != before
        assert folders() == [public.folder_name(image)]
        stored = Image.objects.get(pk=image.pk)
        assert (stored.focal_x, stored.focal_y, stored.crop_version) == (0.1, 0.9, 2)

    def test_it_renders_the_first_rendition_of_the_new_crop(self):
        image = stored_image((1500, 1000))
        renditions.make(image, "square", 320, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.recrop(image, by=None)
        assert renditions.existing(image) == [f"{renditions_folder(image, 2)}/full-640.jpeg"]
        assert folders() == []

    def test_it_keeps_the_old_private_renditions(self):
        image = stored_image((1500, 1000))
        image.focal_x = 0.1
        with transaction.atomic():
            public.recrop(image, by=None)
        assert list(media.files(renditions_folder(image)))

    def test_a_rollback_keeps_everything(self):
        image = published()
        before = folders()
        image.focal_x = 0.1
        with rolled_back():
            public.recrop(image, by=None)
        stored = Image.objects.get(pk=image.pk)
        assert (stored.focal_x, stored.crop_version) == (0.5, 1)
        assert set(before) <= set(folders())


class TestAddress:
    def test_it_contains_token_and_version(self):
        image = published()
        assert public.address(image, "card", 320, "avif") == f"/media/{image.public_token}-1/card-320.avif"

    def test_an_image_that_is_not_public_has_none(self):
        with pytest.raises(ValueError, match="not public"):
            public.address(stored_image(), "card", 320, "avif")

    def test_largest_is_the_widest_rendition(self):
        image = published()
        assert public.og_image(image) == public.Address(f"/media/{image.public_token}-1/social-1200.jpeg", 1200, 630)
        assert public.largest(image).width == 1500

    def test_a_small_image_is_no_og_image(self):
        image = stored_image((500, 400))
        with transaction.atomic():
            public.publish(image)
        assert public.og_image(image) is None
        assert public.og_image(None) is None

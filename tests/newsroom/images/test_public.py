"""Pictures come on the site before the commit, and leave it after the commit."""

import errno
from pathlib import Path

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from newsroom.images import public, renditions, storage
from newsroom.images.models import Image
from tests.newsroom.images.files import folders, published, rolled_back, taken

pytestmark = pytest.mark.django_db(transaction=True)


class TestPublish:
    def test_it_puts_what_is_drawn_under_a_name_that_nobody_guesses(self):
        image = published()
        token = image.public_token
        assert token == Image.objects.get(pk=image.pk).public_token
        assert token is not None
        assert len(token) == 32
        assert token not in image.file
        assert Path(image.file).stem not in token
        assert folders() == [f"{token}-1"]
        assert [path.name for path in (storage.public_root() / f"{token}-1").iterdir()] == ["full-640.jpeg"]

    def test_it_has_the_files_there_before_the_commit(self):
        image = taken()
        with transaction.atomic():
            public.publish(image)
            assert (storage.public_root() / public.folder_name(image) / "full-640.jpeg").stat().st_size

    def test_it_shares_the_file_instead_of_copying_it(self):
        image = published()
        shared = storage.public_root() / public.folder_name(image) / "full-640.jpeg"
        assert shared.samefile(renditions.path(image, "full", 640, "jpeg"))

    def test_it_copies_where_links_do_not_work(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object) -> None:
            raise OSError(errno.EXDEV, "Invalid cross-device link")

        monkeypatch.setattr(storage.os, "link", refuse)
        image = published()
        shared = storage.public_root() / public.folder_name(image) / "full-640.jpeg"
        private = renditions.path(image, "full", 640, "jpeg")
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

    def test_it_mends_a_lost_folder(self):
        image = published()
        storage.remove_folder(storage.public_root())
        with transaction.atomic():
            public.publish(Image.objects.get(pk=image.pk))
        assert folders() == [public.folder_name(image)]

    def test_it_draws_a_small_variant_if_none_is_left(self):
        image = taken()
        storage.remove_folder(storage.renditions_folder(image.file, 1))
        with transaction.atomic():
            public.publish(image)
        assert (storage.public_root() / public.folder_name(image) / "full-640.jpeg").exists()

    def test_it_knows_what_others_did_since_the_object_was_read(self):
        image = taken()
        stale = Image.objects.get(pk=image.pk)
        with transaction.atomic():
            public.publish(image)
        with transaction.atomic():
            public.publish(stale)
        assert stale.public_token == image.public_token

    def test_it_works_inside_a_transaction_only(self):
        image = taken()
        for verb in (public.publish, public.withdraw, public.refresh):
            with pytest.raises(TransactionManagementError):
                verb(image)
        with pytest.raises(TransactionManagementError):
            public.lock([image])

    def test_it_does_not_stop_the_text_when_the_disk_is_in_trouble(self, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object, **kwargs: object) -> None:
            raise OSError(errno.EROFS, "Read-only file system")

        image = taken()
        with monkeypatch.context() as trouble:
            trouble.setattr(storage.Path, "mkdir", refuse)
            with transaction.atomic():
                public.publish(image)
        assert Image.objects.get(pk=image.pk).public_token == image.public_token
        assert folders() == []

    def test_it_costs_two_statements(self, django_assert_max_num_queries):
        image = taken()
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

    def test_it_is_harmless_for_a_picture_that_is_not_public(self):
        image = taken()
        with transaction.atomic():
            public.withdraw(image)
        assert not image.is_public

    def test_it_goes_by_the_row_and_not_by_a_stale_object(self):
        image = taken()
        stale = Image.objects.get(pk=image.pk)
        with transaction.atomic():
            public.publish(image)
        with transaction.atomic():
            public.withdraw(stale)
        assert folders() == []

    def test_it_ends_the_address_for_good(self):
        image = published()
        before = public.address(image, "full", 640, "jpeg")
        with transaction.atomic():
            public.withdraw(image)
        with transaction.atomic():
            public.publish(image)
        assert public.address(image, "full", 640, "jpeg") != before

    def test_it_stays_done_when_the_folder_cannot_be_removed(self, monkeypatch: pytest.MonkeyPatch):
        image = published()

        def refuse(*args: object) -> None:
            raise OSError(errno.EACCES, "Permission denied")

        with monkeypatch.context() as trouble:
            trouble.setattr(storage.Path, "rename", refuse)
            with transaction.atomic():
                public.withdraw(image)
        assert not Image.objects.get(pk=image.pk).is_public
        assert public.sweep() == 1
        assert folders() == []

    def test_publishing_and_withdrawing_in_one_transaction_leaves_nothing(self):
        image = taken()
        with transaction.atomic():
            public.publish(image)
            public.withdraw(image)
        assert folders() == []


class TestRefresh:
    def test_it_gives_a_public_picture_new_addresses(self):
        image = published()
        before = public.folder_name(image)
        image.focal_x, image.focal_y = 0.1, 0.9
        with transaction.atomic():
            public.refresh(image)
            assert before in folders()
        assert public.folder_name(image) != before
        assert folders() == [public.folder_name(image)]
        stored = Image.objects.get(pk=image.pk)
        assert (stored.focal_x, stored.focal_y, stored.crop_version) == (0.1, 0.9, 2)

    def test_it_starts_the_new_cropping_with_a_small_variant(self):
        image = taken((1500, 1000))
        renditions.make(image, "square", 320, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.refresh(image)
        assert renditions.drawn(image) == [storage.renditions_folder(image.file, 2) / "full-640.jpeg"]
        assert folders() == []

    def test_it_leaves_the_old_variants_to_those_who_are_fetching_them(self):
        image = taken((1500, 1000))
        image.focal_x = 0.1
        with transaction.atomic():
            public.refresh(image)
        assert storage.renditions_folder(image.file, 1).exists()

    def test_it_keeps_everything_on_rollback(self):
        image = published()
        before = folders()
        image.focal_x = 0.1
        with rolled_back():
            public.refresh(image)
        stored = Image.objects.get(pk=image.pk)
        assert (stored.focal_x, stored.crop_version) == (0.5, 1)
        assert set(before) <= set(folders())


class TestAddress:
    def test_it_is_made_of_the_token_and_the_cropping(self):
        image = published()
        assert public.address(image, "card", 320, "avif") == f"/media/{image.public_token}-1/card-320.avif"

    def test_there_is_none_for_a_picture_that_is_not_public(self):
        with pytest.raises(ValueError, match="not public"):
            public.address(taken(), "card", 320, "avif")

    def test_it_names_the_largest_for_link_previews(self):
        image = published()
        assert public.og_image(image) == public.Address(f"/media/{image.public_token}-1/social-1200.jpeg", 1200, 630)
        assert public.largest(image).width == 1500

    def test_a_thumbnail_is_no_picture_for_a_link(self):
        image = taken((500, 400))
        with transaction.atomic():
            public.publish(image)
        assert public.og_image(image) is None
        assert public.og_image(None) is None

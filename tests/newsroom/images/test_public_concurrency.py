"""Concurrent publishing, and folders left by crashes."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from newsroom.images import public
from newsroom.images.models import Image
from newsroom.images.storage import media, names, public_folders
from tests.newsroom.images.files import folders, published, rolled_back, stored_image

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("either_storage")]


class TestConcurrency:
    def test_concurrent_publishers_get_one_token(self):
        image = stored_image()
        tokens: list[str | None] = []

        def publish() -> None:
            mine = Image.objects.get(pk=image.pk)
            with transaction.atomic():
                public.publish(mine)
            tokens.append(mine.public_token)

        concurrently([publish] * 6)
        assert len(tokens) == 6
        assert set(tokens) == {Image.objects.get(pk=image.pk).public_token}
        assert folders() == [f"{tokens[0]}-1"]

    def test_an_image_published_meanwhile_is_not_withdrawn(self):
        """Withdrawing locks, checks the use and then decides."""
        image = published()
        users = {"first"}

        def withdraw() -> None:
            with transaction.atomic():
                public.lock([image])
                users.discard("first")
                if not users:
                    public.withdraw(Image.objects.get(pk=image.pk))

        def publish() -> None:
            with transaction.atomic():
                public.publish(Image.objects.get(pk=image.pk))
                users.add("second")

        for _ in range(5):
            users = {"first"}
            concurrently([withdraw, publish])
            stored = Image.objects.get(pk=image.pk)
            assert stored.is_public
            assert folders() == [public.folder_name(stored)]


def concurrently(acts: list[Callable[[], None]]) -> None:
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        barrier.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def left(folder: str) -> None:
    """Leave a public folder to which no image belongs."""
    media.write(f"{names.public_folder(folder)}/full-640.jpeg", lambda file: file.write(b"left"))


class TestSweep:
    def test_it_removes_stray_folders_only(self):
        image = published()
        left("0" * 32 + "-1")
        left(".removed-12345")
        assert public.sweep() == 2
        assert folders() == [public.folder_name(image)]
        assert public.sweep() == 0

    def test_it_removes_the_folder_of_a_former_crop(self):
        image = published()
        left(f"{image.public_token}-7")
        assert public.sweep() == 1

    def test_it_keeps_the_folder_of_an_open_transaction(self):
        image = stored_image()
        with transaction.atomic():
            public.publish(image)
            folder = public.folder_name(image)
            Image.objects.filter(pk=image.pk).update(public_token=None)
            assert public.sweep() == 0
            Image.objects.filter(pk=image.pk).update(public_token=image.public_token)
        assert folders() == [folder]

    def test_it_removes_the_mark_of_a_killed_process(self, monkeypatch: pytest.MonkeyPatch):
        image = published()
        media.write(names.mark(public.folder_name(image)), lambda file: file.write(b"pending"))
        assert public.sweep() == 0
        monkeypatch.setattr(public_folders, "_PENDING_SECONDS", -1)
        assert public.sweep() == 0
        assert folders() == [public.folder_name(image)]
        assert not list(media.files(names.PENDING))

    def test_it_accepts_a_missing_folder(self):
        assert public.sweep() == 0

    def test_it_makes_one_query(self, django_assert_num_queries):
        published()
        published()
        with django_assert_num_queries(1):
            public.sweep()

    def test_it_removes_the_folder_of_a_rolled_back_transaction(self, monkeypatch: pytest.MonkeyPatch):
        image = stored_image()
        with rolled_back():
            public.publish(image)
        assert Image.objects.get(pk=image.pk).public_token is None
        assert public.sweep() == 0
        monkeypatch.setattr(public_folders, "_PENDING_SECONDS", -1)
        assert public.sweep() == 1
        assert folders() == []

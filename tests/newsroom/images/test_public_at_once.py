"""Publishers at once, and what crashes leave behind."""

import os
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from newsroom.images import public, storage
from newsroom.images.models import Image
from tests.newsroom.images.files import folders, published, rolled_back, taken

pytestmark = pytest.mark.django_db(transaction=True)


class TestAtOnce:
    def test_many_publishers_agree_on_one_address(self):
        image = taken()
        tokens: list[str | None] = []

        def publish() -> None:
            mine = Image.objects.get(pk=image.pk)
            with transaction.atomic():
                public.publish(mine)
            tokens.append(mine.public_token)

        at_once([publish] * 6)
        assert len(tokens) == 6
        assert set(tokens) == {Image.objects.get(pk=image.pk).public_token}
        assert folders() == [f"{tokens[0]}-1"]

    def test_a_picture_that_somebody_publishes_meanwhile_is_not_withdrawn(self):
        """What the door does on withdrawal, against the door that publishes: hold, ask, then decide."""
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
            at_once([withdraw, publish])
            stored = Image.objects.get(pk=image.pk)
            assert stored.is_public
            assert folders() == [public.folder_name(stored)]


def at_once(acts: list[Callable[[], None]]) -> None:
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        together.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def grow_old(folder: str) -> None:
    mark = storage.public_root() / f".pending-{folder}"
    long_ago = time.time() - 2 * 60 * 60
    os.utime(mark, (long_ago, long_ago))


class TestSweep:
    def test_it_removes_what_a_crash_left_and_nothing_else(self):
        image = published()
        left = storage.public_root() / ("0" * 32 + "-1")
        left.mkdir()
        (left / "full-640.jpeg").write_bytes(b"left")
        (storage.public_root() / ".gone-12345").mkdir()
        assert public.sweep() == 2
        assert folders() == [public.folder_name(image)]
        assert public.sweep() == 0

    def test_it_removes_the_folder_of_a_former_cropping(self):
        image = published()
        (storage.public_root() / f"{image.public_token}-7").mkdir()
        assert public.sweep() == 1

    def test_it_leaves_the_folder_of_a_transaction_that_is_still_open(self):
        image = taken()
        with transaction.atomic():
            public.publish(image)
            folder = public.folder_name(image)
            Image.objects.filter(pk=image.pk).update(public_token=None)
            assert public.sweep() == 0
            Image.objects.filter(pk=image.pk).update(public_token=image.public_token)
        assert folders() == [folder]

    def test_it_forgets_the_mark_of_a_process_that_was_killed(self):
        image = published()
        mark = storage.public_root() / f".pending-{public.folder_name(image)}"
        mark.touch()
        assert public.sweep() == 0
        grow_old(public.folder_name(image))
        assert public.sweep() == 0
        assert folders() == [public.folder_name(image)]

    def test_it_is_content_without_a_folder(self):
        assert public.sweep() == 0

    def test_it_costs_one_statement(self, django_assert_num_queries):
        published()
        published()
        with django_assert_num_queries(1):
            public.sweep()

    def test_its_folder_outlives_a_rollback_only_until_it_is_swept(self):
        image = taken()
        with rolled_back():
            public.publish(image)
            folder = public.folder_name(image)
        assert Image.objects.get(pk=image.pk).public_token is None
        assert public.sweep() == 0
        grow_old(folder)
        assert public.sweep() == 1
        assert folders() == []

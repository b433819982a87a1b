"""The public view of renditions below `/media/`."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from newsroom.images import public, renditions, sizes, views
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from newsroom.images.storage import folder as folder_module
from newsroom.images.storage import media as storage
from tests.newsroom.images.files import everything, folders, opened, public_files, renditions_folder, stored_image

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("either_storage")]
in_folder = pytest.mark.parametrize("either_storage", ["folder"], indirect=True)


@pytest.fixture
def image(either_storage: None) -> Image:
    image = stored_image((1500, 1000))
    with transaction.atomic():
        public.publish(image)
    return image


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


class TestKnownUrl:
    @pytest.mark.parametrize("fmt", ["avif", "jpeg"])
    def test_it_sends_the_rendition(self, client: Client, image: Image, fmt: str):
        response = client.get(public.address(image, "card", 640, fmt))
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{fmt}"
        assert response["Cache-Control"] == "public, max-age=600, must-revalidate"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response
        assert "Cookie" not in response.get("Vary", "")
        assert opened(body(response)).size == (640, 427)

    def test_it_renders_on_the_first_request(self, client: Client, image: Image, django_assert_num_queries):
        address = public.address(image, "card", 320, "avif")
        body(client.get(address))
        assert "card-320.avif" in public_files(image)
        with django_assert_num_queries(0):
            assert body(client.get(address))

    def test_it_makes_two_queries_at_most(self, client: Client, image: Image, django_assert_max_num_queries):
        with django_assert_max_num_queries(2):
            body(client.get(public.address(image, "card", 320, "avif")))

    def test_a_cache_revalidates_with_the_etag(self, client: Client, image: Image):
        address = public.address(image, "full", 640, "jpeg")
        tag = client.get(address)["ETag"]
        for header in (tag, f'"other", W/{tag}'):
            response = client.get(address, headers={"if-none-match": header})
            assert response.status_code == 304
            assert response["ETag"] == tag
        assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200

    def test_each_rendition_has_its_own_etag(self, client: Client, image: Image):
        addresses = [public.address(image, "card", 320, fmt) for fmt in ("avif", "jpeg")]
        assert len({client.get(address)["ETag"] for address in addresses}) == 2

    def test_it_allows_get_and_head_only(self, client: Client, image: Image):
        address = public.address(image, "full", 640, "jpeg")
        assert client.head(address).status_code == 200
        for method in (client.post, client.put, client.delete, client.options):
            assert method(address).status_code == 405

    @pytest.mark.django_db(transaction=True)
    def test_concurrent_requests_render_once(self, image: Image, monkeypatch: pytest.MonkeyPatch):
        renderings: list[int] = []
        original = renditions._render

        def counted(*args):
            renderings.append(1)
            return original(*args)

        monkeypatch.setattr(renditions, "_render", counted)
        address = public.address(image, "card", 960, "avif")
        statuses = concurrently(12, lambda: Client().get(address).status_code)
        assert statuses == [200] * 12
        assert len(renderings) == 1
        assert Client().get(address)["Content-Type"] == "image/avif"


def concurrently(number: int, ask: Callable[[], int]) -> list[int]:
    answers: list[int] = []
    barrier = threading.Barrier(number)

    def one() -> None:
        barrier.wait()
        try:
            answers.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@in_folder
class TestUnknownUrl:
    @pytest.mark.parametrize(
        "rest",
        [
            "full-641.jpeg",
            "full-1920.jpeg",
            "full-9999.jpeg",
            "full-0640.jpeg",
            "broad-640.jpeg",
            "full-640.jpg",
            "full-640.webp",
            "full-640.jpeg/",
            "full-640.jpeg.html",
            "FULL-640.jpeg",
            "full-640",
            "",
            ".pending",
            "full-640.jpeg%00",
            "..%2ffull-640.jpeg",
            "../../private/originals/x.jpg",
            "%2e%2e/%2e%2e/private/",
            "full-6%34%30.jpeg%0a",
            "full-٦٤٠.jpeg",
        ],
    )
    def test_it_is_not_found_and_renders_nothing(self, client: Client, image: Image, rest: str):
        before = everything()
        response = client.get(f"/media/{public.folder_name(image)}/{rest}")
        assert response.status_code == 404
        assert response["Cache-Control"] == "no-store"
        assert everything() == before

    @pytest.mark.parametrize(
        "token", ["0" * 32 + "-1", "0" * 32, "0" * 31 + "-1", "A" * 32 + "-1", "..", "%2e%2e", ".removed-1", "x" * 5000]
    )
    def test_unknown_tokens_are_not_found(self, client: Client, token: str):
        stored_image()
        before = everything()
        assert client.get(f"/media/{token}/full-640.jpeg").status_code == 404
        assert everything() == before

    def test_images_that_are_not_public_are_not_found(self, client: Client):
        image = stored_image()
        for key in (Path(image.file).stem, image.sha256[:32]):
            assert client.get(f"/media/{key}-1/full-640.jpeg").status_code == 404
        assert client.get(f"/media/{image.file}").status_code == 404

    def test_it_makes_one_query_at_most(self, client: Client, django_assert_max_num_queries):
        with django_assert_max_num_queries(1):
            client.get("/media/" + "0" * 32 + "-1/full-640.jpeg")
        with django_assert_max_num_queries(0):
            client.get("/media/anything/else")

    def test_it_has_no_listing(self, client: Client, image: Image):
        for address in ("/media/", f"/media/{public.folder_name(image)}/", f"/media/{public.folder_name(image)}"):
            assert client.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestWithdrawnImage:
    def test_no_rendition_is_found(self, client: Client, image: Image):
        addresses = [
            public.address(image, crop, width, fmt)
            for crop in sizes.CROPS
            for width in sizes.widths(image, crop)
            for fmt in sizes.FORMATS
        ]
        assert {client.get(address).status_code for address in addresses[::4]} == {200}
        with transaction.atomic():
            public.withdraw(image)
        assert {client.get(address).status_code for address in addresses} == {404}

    def test_a_cache_that_revalidates_gets_404(self, client: Client, image: Image):
        address = public.address(image, "full", 640, "jpeg")
        response = client.get(address)
        assert body(response)
        max_age = re.search(r"max-age=(\d+)", response["Cache-Control"])
        assert max_age is not None
        assert int(max_age[1]) <= 60 * 60
        assert "immutable" not in response["Cache-Control"]
        with transaction.atomic():
            public.withdraw(image)
        revalidated = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (revalidated.status_code, revalidated["Cache-Control"]) == (404, "no-store")

    def test_rendering_does_not_restore_it(self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch):
        address = public.address(image, "card", 320, "avif")
        original = views._make

        def slow(*args):
            made = original(*args)
            with transaction.atomic():
                public.withdraw(Image.objects.get(pk=image.pk))
            return made

        monkeypatch.setattr(views, "_make", slow)
        assert client.get(address).status_code == 404
        assert folders() == []


@pytest.mark.django_db(transaction=True)
class TestFormerCrop:
    def test_it_redirects_to_the_present_one(self, client: Client, image: Image):
        before = public.address(image, "card", 640, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.recrop(image, by=None)
        response = client.get(before)
        assert response.status_code == 302
        assert response["Location"] == public.address(image, "card", 640, "jpeg")
        assert client.get(response["Location"]).status_code == 200

    def test_it_is_not_found_after_withdrawal(self, client: Client, image: Image):
        before = public.address(image, "card", 640, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.recrop(image, by=None)
        with transaction.atomic():
            public.withdraw(image)
        assert client.get(before).status_code == 404


class TestErrors:
    def test_another_rendition_is_sent_while_all_slots_are_busy(
        self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch
    ):
        def busy(*args: object, **kwargs: object) -> Path:
            raise Busy

        address = public.address(image, "card", 640, "avif")
        with monkeypatch.context() as trouble:
            trouble.setattr(renditions, "make", busy)
            response = client.get(address)
            assert response.status_code == 200
            assert response["Content-Type"] == "image/jpeg"
            assert response["Cache-Control"] == "no-store"
            assert opened(body(response)).width == 640
        assert client.get(address)["Content-Type"] == "image/avif"

    @pytest.mark.parametrize("error", [OSError(28, "full"), MemoryError()])
    def test_without_a_substitute_it_answers_503(
        self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ):
        def refuse(*args: object, **kwargs: object) -> Path:
            raise error

        storage.delete_folder(renditions_folder(image))
        with monkeypatch.context() as trouble:
            trouble.setattr(renditions, "make", refuse)
            response = client.get(public.address(image, "card", 640, "avif"))
        assert response.status_code == 503
        assert response["Retry-After"]
        assert response["Cache-Control"] == "no-store"
        assert client.get(public.address(image, "card", 640, "avif")).status_code == 200

    @in_folder
    def test_it_sends_a_rendition_that_cannot_be_copied(
        self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch
    ):
        def refuse(*args: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(folder_module.os, "link", refuse)
        response = client.get(public.address(image, "card", 640, "avif"))
        assert response.status_code == 200
        assert response["Content-Type"] == "image/avif"
        assert response["Cache-Control"] == "no-store"

    def test_few_requests_wait_for_a_rendering(self, client: Client, image: Image):
        places = [views._waiting.acquire(blocking=False) for _ in range(3)]
        try:
            assert all(places)
            assert client.get(public.address(image, "card", 640, "avif"))["Content-Type"] == "image/jpeg"
        finally:
            for _ in places:
                views._waiting.release()

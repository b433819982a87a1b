"""`/media/…`: what readers get, what they do not, and what a request may make the machine do."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from newsroom.images import geometry, public, renditions, storage, views
from newsroom.images.intake.decode_limit import Busy
from newsroom.images.models import Image
from tests.newsroom.images.files import opened, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def image() -> Image:
    image = taken((1500, 1000))
    with transaction.atomic():
        public.publish(image)
    return image


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def shared_file(image: Image, name: str) -> Path:
    return storage.public_root() / public.folder_name(image) / name


class TestKnownAddress:
    @pytest.mark.parametrize("fmt", ["avif", "jpeg"])
    def test_it_serves_the_variant_for_ever(self, client: Client, image: Image, fmt: str):
        response = client.get(public.address(image, "card", 640, fmt))
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{fmt}"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response
        assert "Cookie" not in response.get("Vary", "")
        assert opened(body(response)).size == (640, 427)

    def test_it_draws_on_demand_once(self, client: Client, image: Image, django_assert_num_queries):
        address = public.address(image, "card", 320, "avif")
        body(client.get(address))
        assert shared_file(image, "card-320.avif").exists()
        with django_assert_num_queries(0):
            assert body(client.get(address))

    def test_it_costs_two_statements_at_most(self, client: Client, image: Image, django_assert_max_num_queries):
        with django_assert_max_num_queries(2):
            body(client.get(public.address(image, "card", 320, "avif")))

    def test_it_answers_a_cache_that_has_it(self, client: Client, image: Image):
        address = public.address(image, "full", 640, "jpeg")
        tag = client.get(address)["ETag"]
        for header in (tag, f'"other", W/{tag}'):
            response = client.get(address, headers={"if-none-match": header})
            assert response.status_code == 304
            assert response["ETag"] == tag
        assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200

    def test_it_has_another_tag_for_each_variant(self, client: Client, image: Image):
        addresses = [public.address(image, "card", 320, fmt) for fmt in ("avif", "jpeg")]
        assert len({client.get(address)["ETag"] for address in addresses}) == 2

    def test_it_answers_head_and_refuses_to_be_written(self, client: Client, image: Image):
        address = public.address(image, "full", 640, "jpeg")
        assert client.head(address).status_code == 200
        for verb in (client.post, client.put, client.delete, client.options):
            assert verb(address).status_code == 405

    @pytest.mark.django_db(transaction=True)
    def test_it_draws_once_for_many_readers_at_once(self, image: Image, monkeypatch: pytest.MonkeyPatch):
        draws: list[int] = []
        original = renditions._draw

        def counted(*args):
            draws.append(1)
            return original(*args)

        monkeypatch.setattr(renditions, "_draw", counted)
        address = public.address(image, "card", 960, "avif")
        statuses = at_once(12, lambda: Client().get(address).status_code)
        assert statuses == [200] * 12
        assert len(draws) == 1
        assert Client().get(address)["Content-Type"] == "image/avif"


def at_once(number: int, ask: Callable[[], int]) -> list[int]:
    answers: list[int] = []
    together = threading.Barrier(number)

    def one() -> None:
        together.wait()
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


class TestUnknownAddress:
    @pytest.mark.parametrize(
        "rest",
        [
            "full-641.jpeg",
            "full-1920.jpeg",
            "full-9999.jpeg",
            "full-0640.jpeg",
            "wide-640.jpeg",
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
    def test_it_is_not_found_and_draws_nothing(self, client: Client, image: Image, media: Path, rest: str):
        before = sorted(media.rglob("*"))
        response = client.get(f"/media/{public.folder_name(image)}/{rest}")
        assert response.status_code == 404
        assert response["Cache-Control"] == "no-store"
        assert sorted(media.rglob("*")) == before

    @pytest.mark.parametrize(
        "token", ["0" * 32 + "-1", "0" * 32, "0" * 31 + "-1", "A" * 32 + "-1", "..", "%2e%2e", ".gone-1", "x" * 5000]
    )
    def test_it_does_not_know_other_tokens(self, client: Client, media: Path, token: str):
        taken()
        before = sorted(media.rglob("*"))
        assert client.get(f"/media/{token}/full-640.jpeg").status_code == 404
        assert sorted(media.rglob("*")) == before

    def test_it_does_not_draw_for_a_picture_that_is_not_public(self, client: Client):
        image = taken()
        for key in (Path(image.file).stem, image.sha256[:32]):
            assert client.get(f"/media/{key}-1/full-640.jpeg").status_code == 404
        assert client.get(f"/media/{image.file}").status_code == 404

    def test_it_costs_one_statement_at_most(self, client: Client, django_assert_max_num_queries):
        with django_assert_max_num_queries(1):
            client.get("/media/" + "0" * 32 + "-1/full-640.jpeg")
        with django_assert_max_num_queries(0):
            client.get("/media/anything/else")

    def test_it_has_no_listing(self, client: Client, image: Image):
        for address in ("/media/", f"/media/{public.folder_name(image)}/", f"/media/{public.folder_name(image)}"):
            assert client.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestWithdrawnPicture:
    def test_every_variant_is_gone(self, client: Client, image: Image):
        addresses = [
            public.address(image, crop, width, fmt)
            for crop in geometry.CROPS
            for width in geometry.widths(image, crop)
            for fmt in geometry.FORMATS
        ]
        assert {client.get(address).status_code for address in addresses[::4]} == {200}
        with transaction.atomic():
            public.withdraw(image)
        assert {client.get(address).status_code for address in addresses} == {404}

    def test_drawing_does_not_bring_it_back(self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch):
        address = public.address(image, "card", 320, "avif")
        original = views._make

        def slow(*args):
            made = original(*args)
            with transaction.atomic():
                public.withdraw(Image.objects.get(pk=image.pk))
            return made

        monkeypatch.setattr(views, "_make", slow)
        assert client.get(address).status_code == 404
        assert list(storage.public_root().iterdir()) == []


@pytest.mark.django_db(transaction=True)
class TestFormerCropping:
    def test_it_leads_to_the_present_one(self, client: Client, image: Image):
        before = public.address(image, "card", 640, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.refresh(image)
        response = client.get(before)
        assert response.status_code == 302
        assert response["Location"] == public.address(image, "card", 640, "jpeg")
        assert client.get(response["Location"]).status_code == 200

    def test_it_is_gone_with_the_picture(self, client: Client, image: Image):
        before = public.address(image, "card", 640, "jpeg")
        image.focal_x = 0.1
        with transaction.atomic():
            public.refresh(image)
        with transaction.atomic():
            public.withdraw(image)
        assert client.get(before).status_code == 404


class TestTrouble:
    def test_another_variant_stands_in_while_the_machine_is_busy(
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
    def test_it_asks_to_come_again_if_nothing_stands_in(
        self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ):
        def refuse(*args: object, **kwargs: object) -> Path:
            raise error

        storage.remove_folder(storage.renditions_folder(image.file, 1))
        with monkeypatch.context() as trouble:
            trouble.setattr(renditions, "make", refuse)
            response = client.get(public.address(image, "card", 640, "avif"))
        assert response.status_code == 503
        assert response["Retry-After"]
        assert response["Cache-Control"] == "no-store"
        assert client.get(public.address(image, "card", 640, "avif")).status_code == 200

    def test_it_serves_what_it_cannot_copy(self, client: Client, image: Image, monkeypatch: pytest.MonkeyPatch):
        def refuse(*args: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(storage.os, "link", refuse)
        response = client.get(public.address(image, "card", 640, "avif"))
        assert response.status_code == 200
        assert response["Content-Type"] == "image/avif"
        assert response["Cache-Control"] == "no-store"

    def test_only_a_few_requests_wait_for_a_drawing(self, client: Client, image: Image):
        places = [views._waiting.acquire(blocking=False) for _ in range(3)]
        try:
            assert all(places)
            assert client.get(public.address(image, "card", 640, "avif"))["Content-Type"] == "image/jpeg"
        finally:
            for _ in places:
                views._waiting.release()

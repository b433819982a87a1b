"""Images in a bucket: who can read what, and what happens when the bucket is away."""

import logging
import time

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from newsroom.images import public, renditions
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from newsroom.images.storage.address import parse_storage
from newsroom.images.storage.base import StorageAway
from newsroom.images.storage.bucket import BucketStorage
from tests.newsroom.images.buckets import Bucket, server
from tests.newsroom.images.files import (
    encoded,
    everything,
    master,
    public_file,
    published,
    quarters,
    stored_image,
    upload_file,
)
from tests.newsroom.images.image_forms import ADD, TYPED, as_, file_of
from tests.newsroom.running import free_port

pytestmark = pytest.mark.django_db(transaction=True)


def lose(settings: Settings) -> None:
    """Make the bucket unreachable: nobody listens at its address."""
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}


def find_again(settings: Settings, bucket: Bucket) -> None:
    """Make the bucket reachable again."""
    settings.STORAGES = {**settings.STORAGES, "default": bucket.storage_setting()}


class TestPrivacy:
    def test_everything_lies_below_the_prefix(self, bucket: Bucket) -> None:
        published()
        assert bucket.object_names() == [f"media/{name}" for name in everything()]
        assert {key.split("/")[1] for key in bucket.object_names()} == {"private", "public"}

    def test_nobody_without_the_key_reads_what_is_not_public(self, bucket: Bucket) -> None:
        image = published()
        for name in (master(image), *renditions.existing(image)):
            assert bucket.anonymous(name)[0] == 403
        hidden = stored_image()
        for name in (master(hidden), *renditions.existing(hidden)):
            assert bucket.anonymous(name)[0] == 403

    def test_no_object_has_an_access_list_of_its_own(self, bucket: Bucket) -> None:
        published()
        for key in bucket.object_names():
            grants = bucket.client.get_object_acl(Bucket=bucket.name, Key=key)["Grants"]
            assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]

    def test_a_public_rendition_is_read_by_anybody_with_its_type(self, bucket: Bucket) -> None:
        status, headers = bucket.anonymous(public_file(published(), "full-640.jpeg"))
        assert (status, headers["content-type"]) == (200, "image/jpeg")
        assert headers["cache-control"] == "public, max-age=600, must-revalidate"

    def test_it_is_gone_with_the_withdrawal(self, bucket: Bucket) -> None:
        image = published()
        name = public_file(image, "full-640.jpeg")
        with transaction.atomic():
            public.withdraw(image)
        assert bucket.anonymous(name)[0] in (403, 404)
        assert not list(media.files(names.PUBLIC))

    def test_only_the_wanted_part_of_a_file_is_fetched(self, bucket: Bucket) -> None:
        name = names.master(names.new_attachment("wav"))
        media.write(name, lambda file: file.write(b"0123456789"))
        with media.read(name, range(3, 7)) as part, media.read(name) as whole:
            assert (part.read(), whole.read()) == (b"3456", b"0123456789")

    def test_the_admin_streams_a_private_file_to_those_who_may(self, bucket: Bucket, client: Client) -> None:
        address = file_of(stored_image())
        assert client.get(address).status_code == 302
        response = as_("journalist").get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert "no-store" in response["Cache-Control"]
        assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))

    def test_deleting_an_image_deletes_its_objects(self, bucket: Bucket) -> None:
        image = stored_image()
        image.delete()
        assert bucket.object_names() == []


class TestABucketThatIsAway:
    def test_an_upload_is_refused_at_its_field_and_the_texts_are_kept(self, bucket: Bucket, settings: Settings) -> None:
        lose(settings)
        response = as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED})
        (error,) = response.context["adminform"].form.errors["upload"]
        assert "не удалось сохранить файл" in error
        assert all(text in response.content.decode() for text in TYPED.values())
        assert not Image.objects.exists()
        find_again(settings, bucket)
        as_("journalist").post(ADD, {"upload": upload_file(encoded(quarters())), **TYPED})
        assert media.exists(master(Image.objects.get()))

    def test_a_publication_goes_through_and_readers_get_the_image_later(
        self, bucket: Bucket, settings: Settings, client: Client
    ) -> None:
        image = stored_image((1500, 1000))
        lose(settings)
        with transaction.atomic():
            public.publish(image)
        address = public.address(image, "card", 640, "jpeg")
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "10")
        find_again(settings, bucket)
        assert client.get(address).status_code == 200

    def test_the_log_gets_one_line(
        self, bucket: Bucket, settings: Settings, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        address = public.address(published(), "card", 640, "jpeg")
        lose(settings)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert {client.get(address).status_code for _ in range(20)} == {503}
        lines = [record for record in caplog.records if record.name.startswith("newsroom")]
        assert [record.getMessage().partition(":")[0] for record in lines] == ["The storage of images does not answer"]
        assert not any(record.exc_info for record in lines)

    def test_a_withdrawal_is_finished_by_the_worker(self, bucket: Bucket, settings: Settings) -> None:
        image = published()
        lose(settings)
        with transaction.atomic():
            public.withdraw(image)
        find_again(settings, bucket)
        assert media.folders(names.PUBLIC)
        assert public.sweep() == 1
        assert not media.folders(names.PUBLIC)

    def test_it_is_tried_again_after_a_pause(self, caplog: pytest.LogCaptureFixture) -> None:
        port = free_port()
        address = f"s3://key:secret@127.0.0.1:{port}/{'b' * 10}?tls=0&region=us-east-1"
        storage = BucketStorage(**parse_storage(address)["OPTIONS"])
        with pytest.raises(StorageAway, match="EndpointConnectionError"):
            storage.exists("private/x")
        with server(port) as host:
            Bucket.made(host).client.create_bucket(Bucket="b" * 10)
            with pytest.raises(StorageAway, match="does not answer"):
                storage.exists("private/x")
            storage._paused_until = time.monotonic() - 1
            assert storage.exists("private/x") is False
        lines = [record.getMessage().partition(":")[0] for record in caplog.records if "storage" in record.name]
        assert lines == ["The storage of images does not answer", "The storage of images answers again"]

    def test_a_bucket_that_does_not_exist_is_no_missing_file(self, bucket: Bucket, settings: Settings) -> None:
        image = stored_image()
        bucket.client.delete_bucket_policy(Bucket=bucket.name)
        default = bucket.storage_setting()
        options = {**default["OPTIONS"], "bucket_name": "no-such-bucket"}
        settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
        with pytest.raises(OSError, match="NoSuchBucket"):
            media.read(master(image))

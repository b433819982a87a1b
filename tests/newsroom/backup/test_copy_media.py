"""Moving the images from a folder to a bucket and back: `manage.py copy_media`."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from newsroom.body import files as attached
from newsroom.images import public
from newsroom.images.storage import media
from newsroom.images.storage.address import FOLDER
from tests import factories
from tests.newsroom.backup.newsrooms import masters
from tests.newsroom.body import made_files
from tests.newsroom.images import files
from tests.newsroom.images.buckets import Bucket

pytestmark = pytest.mark.django_db(transaction=True)


def copied(address: str) -> str:
    """Run the command; return what it wrote."""
    said = io.StringIO()
    call_command("copy_media", address, stdout=said, stderr=said)
    return said.getvalue()


def move_to(settings: Settings, storage: dict[str, object]) -> None:
    """Set MEDIA_STORAGE."""
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def bucket(bucket_server: str) -> Bucket:
    """An empty bucket that is not in use yet."""
    return Bucket.made(bucket_server)


def test_to_the_bucket_and_back(settings: Settings, bucket: Bucket, client: Client) -> None:
    shown, hidden = files.published(), files.stored_image()
    kept = masters()
    address = public.address(shown, "full", 640, "jpeg")
    move_to(settings, bucket.storage_setting())
    assert "copied: 2" in copied("file:")
    assert masters() == kept
    assert files.public_files(shown) == ["full-640.jpeg"]
    assert bucket.anonymous(files.master(hidden))[0] == 403
    assert client.get(address).status_code == 200

    added = files.stored_image()
    media.delete_folder("public")
    move_to(settings, FOLDER)
    assert "copied: 1" in copied(bucket.address), "the others are there already"
    assert media.exists(files.master(added))
    assert client.get(address).status_code == 200


def test_attached_files_move_too(settings: Settings, bucket: Bucket, client: Client) -> None:
    shown, hidden = made_files.stored_file(made_files.wav(), "x.wav"), made_files.stored_file()
    factories.published(body=made_files.body_with(shown))
    kept = masters()
    move_to(settings, bucket.storage_setting())
    assert "copied: 2" in copied("file:")
    assert masters() == kept
    shown.refresh_from_db()
    status, headers = bucket.anonymous(attached.stored_public_name(shown))
    assert (status, headers["content-type"]) == (200, "audio/wav")
    assert bucket.anonymous(attached.private_name(hidden))[0] == 403
    assert client.get(attached.address(shown)).status_code == 200


def test_a_bucket_whose_files_anybody_may_read_is_an_error(settings: Settings, bucket: Bucket) -> None:
    made_files.stored_file()
    bucket.open_to_anybody("media/private/attachments/*")
    move_to(settings, bucket.storage_setting())
    with pytest.raises(CommandError, match="Anybody can read the masters"):
        copied("file:")


def test_a_missing_master_is_reported(settings: Settings, bucket: Bucket) -> None:
    image = files.stored_image()
    media.delete(files.master(image))
    move_to(settings, bucket.storage_setting())
    assert f"no file: {image.file}" in copied("file:")


def test_a_bucket_that_anybody_may_read_is_an_error(settings: Settings, bucket: Bucket) -> None:
    files.stored_image()
    bucket.open_to_anybody("*")
    move_to(settings, bucket.storage_setting())
    with pytest.raises(CommandError, match="Anybody can read the masters"):
        copied("file:")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("s3://key:secret@/x", r"not the address of a storage: s3://…@/x"), ("file:", "this is the present storage")],
)
def test_a_bad_address_is_refused_without_its_password(address: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        copied(address)


def test_a_storage_that_is_away_is_one_sentence(settings: Settings, bucket: Bucket) -> None:
    files.stored_image()
    with pytest.raises(CommandError, match="a storage failed"):
        copied("s3://key:secret@127.0.0.1:9/bucket?tls=0")

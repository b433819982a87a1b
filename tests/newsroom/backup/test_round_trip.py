"""A restored newsroom has exactly what the backup has."""

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsroom.body import files as attached
from newsroom.body.models import Attachment
from newsroom.images import public, renditions
from newsroom.images.models import Image
from newsroom.images.storage import media, names
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, SearchDocument
from staff.models import Invitation, Role, User
from tests import factories
from tests.newsroom.backup.newsrooms import backup, everything, furnished, gone_on, invitation, lost, masters, restore
from tests.newsroom.body import made_files
from tests.newsroom.images import files
from tests.users import PASSWORD, client_of, member

pytestmark = pytest.mark.django_db(transaction=True)


class TestTheNewsroom:
    def test_it_comes_back_on_an_empty_machine(self, file: Path) -> None:
        furnished()
        rows, kept = everything(), masters()
        backup(file)
        lost()
        said = restore(file)
        assert (everything(), masters()) == (rows, kept)
        pictures = sum(name.endswith(".jpg") for name in kept)
        assert f"снимков: {pictures}, файлов: {len(kept) - pictures}." in said

    def test_it_replaces_another_one(self, file: Path) -> None:
        furnished()
        rows, kept = everything(), masters()
        backup(file)
        gone_on()
        restore(file, replace=True)
        # The worker removes the other masters at night.
        assert (everything(), masters() | kept) == (rows, masters())

    def test_it_comes_back_twice(self, file: Path) -> None:
        furnished()
        rows = everything()
        backup(file)
        restore(file, replace=True)
        restore(file, replace=True)
        assert everything() == rows

    def test_it_works_on(self, file: Path) -> None:
        furnished()
        backup(file)
        lost()
        restore(file)
        last = Article.objects.order_by("pk").last()
        assert last is not None
        assert factories.published(image=files.stored_image(), tags=("новый тег",)).pk > last.pk

    def test_people_log_in_with_the_same_password_and_rights(self, file: Path) -> None:
        furnished()
        backup(file)
        lost()
        restore(file)
        editor = User.objects.get(username="editor")
        assert editor.check_password(PASSWORD)
        assert editor.roles == {Role.EDITOR}
        assert editor.has_perm("articles.publish_article")

    def test_the_search_finds_what_is_live(self, file: Path) -> None:
        furnished()
        backup(file)
        factories.published()
        restore(file, replace=True)
        live = set(PublishedArticle.objects.live().values_list("pk", flat=True))
        assert set(SearchDocument.objects.values_list("article", flat=True)) == live

    def test_readers_get_a_new_site_version(self, file: Path) -> None:
        furnished()
        backup(file)
        before = SiteVersion.objects.get()
        factories.published()
        present = SiteVersion.objects.get()
        restore(file, replace=True)
        after = SiteVersion.objects.get()
        assert after.number > present.number > before.number
        assert (after.token != present.token, after.started_at > present.started_at) == (True, True)


@pytest.mark.usefixtures("either_storage")
class TestPictures:
    def test_their_public_addresses_answer_again(self, file: Path, client: Client) -> None:
        image = files.published()
        addresses = [public.address(image, "full", 640, "jpeg"), public.largest(image).url]
        backup(file)
        lost()
        assert client.get(addresses[0]).status_code == 404
        restore(file)
        assert files.public_files(image) == [renditions.name("full", 640, "jpeg")]
        assert [client.get(address).status_code for address in addresses] == [200, 200]

    def test_nobody_sees_one_published_after_the_backup(
        self, file: Path, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        image = files.stored_image((1500, 1000))
        backup(file)
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            public.publish(image)
        address = public.address(image, "full", 640, "jpeg")
        restore(file, replace=True)
        assert (client.get(address).status_code, files.folders()) == (404, [])

    def test_variants_of_a_later_cropping_are_forgotten(
        self, file: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            image = files.published()
        backup(file)
        image.focal_x = 0.1
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            public.recrop(image, by=None)
        later = files.renditions_folder(image, image.crop_version)
        assert list(media.files(later))
        restore(file, replace=True)
        image.refresh_from_db()
        assert not list(media.files(later))
        assert files.folders() == [public.folder_name(image)]

    def test_a_damaged_file_is_mended(self, file: Path) -> None:
        image = files.stored_image()
        kept = masters()
        backup(file)
        media.write(files.master(image), lambda file: file.write(b"broken"))
        restore(file, replace=True)
        assert masters() == kept

    def test_a_missing_file_is_reported_and_stops_nothing(self, file: Path) -> None:
        kept, gone = files.stored_image(), files.published()
        media.delete(files.master(gone))
        assert f"Нет файла: {gone.file}" in backup(file)
        lost()
        assert f"Нет файла: {gone.file}" in restore(file)
        assert list(masters()) == [Path(kept.file).name]
        assert Image.objects.count() == 2

    def test_nothing_is_left_beside_them(self, file: Path) -> None:
        files.stored_image()
        backup(file)
        restore(file, replace=True)
        assert list(media.files(names.UNFINISHED)) == []


@pytest.mark.usefixtures("either_storage")
class TestAttachedFiles:
    def test_their_public_addresses_answer_again(self, file: Path, client: Client) -> None:
        data = made_files.pdf()
        shown, hidden = made_files.stored_file(data), made_files.stored_file()
        factories.published(body=made_files.body_with(shown))
        backup(file)
        address = attached.address(Attachment.objects.get(pk=shown.pk))
        lost()
        assert client.get(address).status_code == 404
        restore(file)
        assert b"".join(client.get(address).streaming_content) == data
        assert media.exists(attached.stored_public_name(Attachment.objects.get(pk=shown.pk)))
        assert media.exists(attached.private_name(hidden))

    def test_nobody_sees_one_published_after_the_backup(self, file: Path, client: Client) -> None:
        attachment = made_files.stored_file()
        backup(file)
        factories.published(body=made_files.body_with(attachment))
        address = attached.address(Attachment.objects.get())
        restore(file, replace=True)
        assert (client.get(address).status_code, files.folders()) == (404, [])

    def test_a_missing_one_is_reported(self, file: Path) -> None:
        gone = made_files.stored_file()
        media.delete(attached.private_name(gone))
        assert f"Нет файла: {gone.file}" in backup(file)

    @pytest.mark.parametrize("name", ["attachments/aa/../../x.pdf", "/etc/passwd", "originals/aa/x.exe"])
    def test_a_row_with_a_foreign_name_is_refused(self, file: Path, name: str) -> None:
        attachment = made_files.stored_file()
        Attachment.objects.filter(pk=attachment.pk).update(file=name)
        backup(file)
        with pytest.raises(CommandError, match="чужое имя"):
            restore(file, replace=True)


class TestTheFile:
    def test_it_is_named_by_the_day_and_nobody_else_reads_it(self, tmp_path: Path) -> None:
        factories.draft()
        said = backup(None)
        (made,) = (tmp_path / "backups").iterdir()
        assert made.name.startswith(f"newsroom-{timezone.localtime():%Y-%m-%d}-")
        assert str(made) in said
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700

    def test_it_overwrites_nothing(self, file: Path) -> None:
        file.write_text("важное")
        with pytest.raises(CommandError, match="уже есть"):
            backup(file)
        assert file.read_text() == "важное"

    def test_there_is_none_if_something_fails(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        files.stored_image()
        monkeypatch.setattr("newsroom.backup.archive._add", fail)
        with pytest.raises(CommandError, match="на диске нет места"):
            backup(file)
        assert {path.name for path in file.parent.iterdir()} == {"locks", "media"}

    def test_it_is_verified_without_restoring(self, file: Path) -> None:
        factories.draft()
        backup(file)
        lost()
        assert str(file) in backup(verify=file)
        assert not Article.objects.exists()
        file.write_bytes(file.read_bytes()[:-10240])
        with pytest.raises(CommandError, match="повреждена"):
            backup(verify=file)


class TestWhatIsLeftOut:
    def test_sessions_end(self, file: Path) -> None:
        browser = client_of(member("head"))
        backup(file)
        restore(file, replace=True)
        assert not Session.objects.exists()
        assert browser.get("/admin/").status_code == 302

    def test_open_invitations_do_not_come_back(self, file: Path) -> None:
        now = timezone.now()
        invitation(expires_at=now + timedelta(days=1))
        used = invitation(expires_at=now + timedelta(days=1), used_at=now)
        expired = invitation(expires_at=now - timedelta(days=1))
        backup(file)
        restore(file, replace=True)
        assert set(Invitation.objects.values_list("pk", flat=True)) == {used.pk, expired.pk}

"""A newsroom of every released version is restored, migrated to the present code, and answers everywhere."""

import gzip
from http import HTTPStatus
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from newsroom.website.models import PublishedArticle, PublishedDigest
from staff.models import User
from tests import public_urls

RELEASES = sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir() and path.name[0].isdigit())
ANSWERS = {HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def restored(request: pytest.FixtureRequest, transactional_db: None, settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    archive = tmp_path / "newsroom.tar"
    archive.write_bytes(gzip.decompress((request.param / f"{connection.vendor}.tar.gz").read_bytes()))
    call_command("restore", archive, replace=True, verbosity=0)


@pytest.mark.usefixtures("restored")
def test_it_answers_at_every_address() -> None:
    """One test, because restoring takes longer than asking."""
    public, head = Client(), Client()
    head.force_login(User.objects.get(username="head"))
    assert Article.objects.count() > 20

    live = [page.get_absolute_url() for page in (*PublishedArticle.objects.live(), *PublishedDigest.objects.live())]
    assert {address: public.get(address).status_code for address in live} == dict.fromkeys(live, HTTPStatus.OK)

    statuses = {address: public.get(address).status_code for address in public_urls.addresses()}
    assert {address: status for address, status in statuses.items() if status not in ANSWERS | {503}} == {}

    screens = [address for model in admin.site._registry for address in _screens(model._meta.label_lower)]
    screens += [article.admin_url for article in Article.objects.all()]
    answers = {address: head.get(address, follow=True).status_code for address in screens}
    assert answers == dict.fromkeys(screens, HTTPStatus.OK)


def _screens(label: str) -> list[str]:
    """Return the list of a model and the form of its newest row."""
    app, name = label.split(".")
    model = next(model for model in admin.site._registry if model._meta.label_lower == label)
    newest = model._default_manager.order_by("pk").last()
    forms = [f"/admin/{app}/{name}/{newest.pk}/change/"] if newest else []
    return [f"/admin/{app}/{name}/", *forms]

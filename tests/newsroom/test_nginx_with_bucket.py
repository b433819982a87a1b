"""nginx with pictures in a bucket, as docs/scaling.md configures it."""

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Article
from newsroom.images.storage import names
from tests import factories
from tests.newsroom.images.buckets import Bucket
from tests.newsroom.images.files import master, public_files, stored_image
from tests.newsroom.proxied import DEPLOY, Proxied, require_nginx, served

PICTURES_HOST = "https://pictures.news.example"
OWN_LOCATION = re.compile(r"    # Public pictures\..*?\n    }\n", re.DOTALL)


def configuration(bucket: Bucket) -> str:
    """deploy/nginx.conf with the changes of the guide, for this bucket."""
    guide = (settings.BASE_DIR / "docs" / "scaling.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(upstream newsroom_bucket .*?)```", guide, re.DOTALL)
    assert found
    changes = found[1].replace("https://newsroom_bucket/news-media/", f"http://newsroom_bucket/{bucket.name}/media/")
    changes = changes.replace("s3.example.kz:443", bucket.host).replace("s3.example.kz", bucket.host)
    upstream, _line, locations = changes.partition("    # In the server of deploy/nginx.conf")
    assert locations
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text, count = OWN_LOCATION.subn(lambda match: locations.partition("\n")[2], text)
    assert count == 1
    text = text.replace("data: blob:", f"data: blob: {PICTURES_HOST}")
    return upstream + text.replace("media-src 'self'", f"media-src 'self' {PICTURES_HOST}")


@pytest.fixture
def article(bucket: Bucket, transactional_db: None) -> Article:
    article: Article = factories.published(image=stored_image((1500, 1000)), alt="Флюгер", slug="flyuger")
    return article


@pytest.fixture
def site(
    bucket: Bucket, article: Article, process_environment: dict[str, str], tmp_path: Path, prepared: Path
) -> Iterator[Proxied]:
    """A newsroom whose pictures are in the bucket, and whose readers fetch them from a host of their own."""
    require_nginx()
    shared = {name: process_environment[name] for name in ("DATABASE_URL", "SECRET_KEY")}
    site = Proxied(tmp_path, prepared, MEDIA_STORAGE=bucket.address, MEDIA_URL=f"{PICTURES_HOST}/media/", **shared)
    with served(site, configuration(bucket)):
        yield site


def test_pictures_come_from_the_bucket_and_originals_from_nowhere(
    site: Proxied, article: Article, bucket: Bucket
) -> None:
    path = f"/articles/{article.pk}-flyuger/"
    for _time in ("fresh", "stored"):
        answer = site.ask(path)
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"] or ""
        assert f"img-src 'self' data: blob: {PICTURES_HOST};" in policy

    address = re.search(rf'src="{PICTURES_HOST}(/media/[^"]+\.jpeg)"', page)
    assert address
    # The first is rendered by the newsroom; from then on it is in the bucket.
    first = site.ask(address[1])
    content = first.read()
    assert (first.status, first.headers["Content-Type"]) == (http.client.OK, "image/jpeg")
    site.server.kill()
    later = site.ask(address[1])
    assert (later.status, later.read()) == (http.client.OK, content)
    assert later.headers["Cache-Control"] == "public, max-age=600, must-revalidate"
    assert later.headers["X-Content-Type-Options"] == "nosniff"

    assert article.image
    original = master(article.image)
    assert bucket.anonymous(original)[0] == http.client.FORBIDDEN
    assert bucket.anonymous(f"{names.PUBLIC}/{address[1].removeprefix('/media/')}")[0] == http.client.OK
    assert public_files(article.image)
    for attempt in (f"/media/{original}", f"/media/../{original}", f"/media/%2e%2e/{original}"):
        assert site.ask(attempt).status != http.client.OK

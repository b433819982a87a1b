"""Every public address at which a reader could see an article.

An address that is added to the site is added here; `test_public_urls` fails while a route is missing.
"""

from collections.abc import Iterator

from django.http.response import HttpResponseBase
from django.test import Client

from articles.models import Article
from newsroom.body.models import Attachment
from newsroom.digests.models import Digest
from newsroom.images.storage import names
from newsroom.utils.slugs import slugify
from newsroom.website.models import Section, Tag
from staff.models import Person

PREFIXES = ("", "/kk")
ONCE = ("/robots.txt", "/health/live", "/health/ready", "/nothing-here/", "/media/nothing")
EVERYWHERE = (
    "/feed/atom/",
    "/archive/2026/11/22/",
    "/feed.json",
    "/archive/",
    "/sitemaps/1.xml",
    "/sitemaps/0.xml",
    "/",
    "/team/",
    "/about/",
    "/feed/",
    "/search/?q=zzcanary",
    "/sitemap.xml",
    "/sitemap-news.xml",
)
ROUTES_COVERED = {
    "front",
    "front_before",
    "article",
    "section",
    "section_before",
    "tag",
    "tag_before",
    "person",
    "person_before",
    "team",
    "about",
    "feed",
    "robots",
    "search",
    "feed_atom",
    "feed_json",
    "section_feed",
    "tag_feed",
    "person_feed",
    "sitemap",
    "sitemap_part",
    "sitemap_news",
    "archive",
    "archive_day",
    "archive_day_before",
    "digest",
    "digests",
    "digests_before",
}


def addresses() -> Iterator[str]:
    """All public addresses of everything in the database, and admin addresses that a stranger may try."""
    yield from ONCE
    for prefix in PREFIXES:
        yield from (prefix + path for path in EVERYWHERE)
        for article in Article.objects.all():
            yield from (prefix + path for path in _of_article(article))
        for section in Section.objects.all():
            yield from _list(f"{prefix}/sections/{section.slug}/")
        for tag in Tag.objects.all():
            yield from _list(f"{prefix}/tags/{tag.slug}/")
        yield f"{prefix}/digests/"
        for digest in Digest.objects.all():
            yield f"{prefix}/digests/{digest.slug or slugify(digest.title)}/"
            yield f"{prefix}/digests/before/{digest.pk}/"
        for person in Person.objects.all():
            yield from _list(f"{prefix}/team/{person.slug}/")
    for article in Article.objects.all():
        yield from _in_admin(article)
    for attachment in Attachment.objects.all():
        yield from _of_file(attachment)
    for digest in Digest.objects.all():
        yield from (f"/admin/digests/digest/{digest.pk}/{tail}/" for tail in ("change", "preview", "history"))


def _of_article(article: Article) -> Iterator[str]:
    yield f"/articles/{article.pk}-{article.slug or 'zz'}/"
    yield f"/articles/{article.pk}-another/"
    yield f"/articles/{article.pk}/"
    yield f"/articles/{article.pk}-another/?preview=1&format=json&version=1"
    yield f"/before/{article.pk}/"


def _list(address: str) -> Iterator[str]:
    yield address
    yield address + "feed/"
    for article in Article.objects.order_by("-pk")[:2]:
        yield f"{address}before/{article.pk}/"


def _in_admin(article: Article) -> Iterator[str]:
    base = f"/admin/articles/article/{article.pk}/"
    for link in article.preview_links.all():
        yield from (f"/preview/{key}/" for key in (link.key, link.pk, f"{link.key}.{'0' * 43}"))
    for tail in ("change/", "history/", "preview/", "preview-links/", "submit/", "fix_typo/", "withdraw/", "delete/"):
        yield base + tail
    yield "/admin/articles/article/tag/complete/?q=zzcanary"
    yield "/admin/autocomplete/?app_label=articles&model_name=article&field_name=translation_of&term=zz"
    if article.image:
        yield f"/admin/images/image/{article.image.pk}/file/full-320.jpeg"
        yield f"/media/{article.image.file}"


def _of_file(attachment: Attachment) -> Iterator[str]:
    yield f"/media/{names.FILE_FOLDER}{attachment.public_token}/file.{attachment.extension}"
    yield from (f"/media/{attachment.file}", f"/media/{names.master(attachment.file)}")
    base = "/admin/body/attachment/"
    for tail in ("file/", "change/", "delete/", "history/"):
        yield f"{base}{attachment.pk}/{tail}"
    yield from (base, f"{base}?q=zz", f"{base}records/?ids={attachment.pk}", f"{base}records/?q=zz")


def sweep(client: Client) -> dict[str, HttpResponseBase]:
    """Fetch every address as this visitor, by GET and by HEAD."""
    met: dict[str, HttpResponseBase] = {address: client.get(address) for address in addresses()}
    for address in list(met):
        met[f"HEAD {address}"] = client.head(address)
    return met

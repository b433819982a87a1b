"""The readers' addresses (design, section 6), the same shapes under each language's prefix."""

from django.urls import path, register_converter

from articles.site.about import about
from articles.site.archive import archive, archive_day
from articles.site.article import article
from articles.site.converters import Digits, PartNumber, PublicationId, Year
from articles.site.corrections import corrections
from articles.site.digest import digest
from articles.site.digests import digests
from articles.site.feeds.site import feed, feed_atom, feed_json
from articles.site.feeds.subject import person_feed, section_feed, tag_feed
from articles.site.front import front
from articles.site.person import person
from articles.site.robots import robots
from articles.site.search import search
from articles.site.section import section
from articles.site.sitemaps import sitemap, sitemap_news, sitemap_part
from articles.site.tag import tag
from articles.site.team import team

register_converter(PublicationId, "publication")
register_converter(Digits, "digits")
register_converter(Year, "year")
register_converter(PartNumber, "part")

app_name = "articles"

urlpatterns = [
    path("", front, name="front"),
    path("before/<publication:before>/", front, name="front_before"),
    path("articles/<publication:pk>-<str:slug>/", article, name="article"),
    path("sections/<slug:slug>/", section, name="section"),
    path("sections/<slug:slug>/before/<publication:before>/", section, name="section_before"),
    path("tags/<slug:slug>/", tag, name="tag"),
    path("tags/<slug:slug>/before/<publication:before>/", tag, name="tag_before"),
    path("team/", team, name="team"),
    path("team/<slug:slug>/", person, name="person"),
    path("team/<slug:slug>/before/<publication:before>/", person, name="person_before"),
    path("about/", about, name="about"),
    path("archive/", archive, name="archive"),
    path("archive/<year:year>/<digits:month>/<digits:day>/", archive_day, name="archive_day"),
    path(
        "archive/<year:year>/<digits:month>/<digits:day>/before/<publication:before>/",
        archive_day,
        name="archive_day_before",
    ),
    path("corrections/", corrections, name="corrections"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemaps/<part:number>.xml", sitemap_part, name="sitemap_part"),
    path("sitemap-news.xml", sitemap_news, name="sitemap_news"),
    path("digests/", digests, name="digests"),
    path("digests/before/<publication:before>/", digests, name="digests_before"),
    path("digests/<slug:slug>/", digest, name="digest"),
    path("search/", search, name="search"),
    path("feed/", feed, name="feed"),
    path("feed/atom/", feed_atom, name="feed_atom"),
    path("feed.json", feed_json, name="feed_json"),
    path("sections/<slug:slug>/feed/", section_feed, name="section_feed"),
    path("tags/<slug:slug>/feed/", tag_feed, name="tag_feed"),
    path("team/<slug:slug>/feed/", person_feed, name="person_feed"),
    path("robots.txt", robots, name="robots"),
]

# These know where a former address leads. Without its slash it leads there at once, and not first to itself with one.
MOVING = (article, section, tag, person, digest, section_feed, tag_feed, person_feed)
urlpatterns += [
    path(str(pattern.pattern).removesuffix("/"), pattern.callback)
    for pattern in urlpatterns
    if pattern.callback in MOVING
]

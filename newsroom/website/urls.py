"""The public URLs. They are the same under the prefix of each language."""

from django.urls import path, register_converter

from newsroom.website.feeds.lists import person_feed, section_feed, tag_feed
from newsroom.website.feeds.site import feed, feed_atom, feed_json
from newsroom.website.sitemaps import sitemap, sitemap_news, sitemap_part
from newsroom.website.url_converters import ArticleId, Digits, PartNumber, Year
from newsroom.website.views.about import about
from newsroom.website.views.archive import archive, archive_day
from newsroom.website.views.article import article
from newsroom.website.views.digest import digest
from newsroom.website.views.digest_list import digests
from newsroom.website.views.front_page import front
from newsroom.website.views.person import person
from newsroom.website.views.robots import robots
from newsroom.website.views.search import search
from newsroom.website.views.section import section
from newsroom.website.views.tag import tag
from newsroom.website.views.team import team

register_converter(ArticleId, "article")
register_converter(Digits, "digits")
register_converter(Year, "year")
register_converter(PartNumber, "part")

app_name = "website"

urlpatterns = [
    path("", front, name="front"),
    path("before/<article:before>/", front, name="front_before"),
    path("articles/<article:pk>-<str:slug>/", article, name="article"),
    path("sections/<slug:slug>/", section, name="section"),
    path("sections/<slug:slug>/before/<article:before>/", section, name="section_before"),
    path("tags/<slug:slug>/", tag, name="tag"),
    path("tags/<slug:slug>/before/<article:before>/", tag, name="tag_before"),
    path("team/", team, name="team"),
    path("team/<slug:slug>/", person, name="person"),
    path("team/<slug:slug>/before/<article:before>/", person, name="person_before"),
    path("about/", about, name="about"),
    path("archive/", archive, name="archive"),
    path("archive/<year:year>/<digits:month>/<digits:day>/", archive_day, name="archive_day"),
    path(
        "archive/<year:year>/<digits:month>/<digits:day>/before/<article:before>/",
        archive_day,
        name="archive_day_before",
    ),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemaps/<part:number>.xml", sitemap_part, name="sitemap_part"),
    path("sitemap-news.xml", sitemap_news, name="sitemap_news"),
    path("digests/", digests, name="digests"),
    path("digests/before/<article:before>/", digests, name="digests_before"),
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

# These views know where a former slug leads. Without the trailing slash it leads there in one hop, not in two.
WITH_FORMER_SLUGS = (article, section, tag, person, digest, section_feed, tag_feed, person_feed)
urlpatterns += [
    path(str(pattern.pattern).removesuffix("/"), pattern.callback)
    for pattern in urlpatterns
    if pattern.callback in WITH_FORMER_SLUGS
]

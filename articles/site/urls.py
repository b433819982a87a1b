"""The readers' addresses (design, section 6), the same shapes under each language's prefix."""

from django.urls import path, register_converter

from .about import about
from .article import article
from .converters import PublicationId
from .digest import digest
from .digests import digests
from .feed import feed
from .front import front
from .person import person
from .robots import robots
from .search import search
from .section import section
from .tag import tag
from .team import team

register_converter(PublicationId, "publication")

app_name = "articles"

urlpatterns = [
    path("", front, name="front"),
    path("before/<publication:before>/", front, name="front_before"),
    path("articles/<publication:pk>-<str:slug>/", article, name="article"),
    # A former address without its slash leads to the canonical one at once, in one hop.
    path("articles/<publication:pk>-<str:slug>", article),
    path("sections/<slug:slug>/", section, name="section"),
    path("sections/<slug:slug>/before/<publication:before>/", section, name="section_before"),
    path("tags/<slug:slug>/", tag, name="tag"),
    path("tags/<slug:slug>/before/<publication:before>/", tag, name="tag_before"),
    path("team/", team, name="team"),
    path("team/<slug:slug>/", person, name="person"),
    path("team/<slug:slug>/before/<publication:before>/", person, name="person_before"),
    path("about/", about, name="about"),
    path("digests/", digests, name="digests"),
    path("digests/before/<publication:before>/", digests, name="digests_before"),
    path("digests/<slug:slug>/", digest, name="digest"),
    path("search/", search, name="search"),
    path("feed/", feed, name="feed"),
    path("robots.txt", robots, name="robots"),
]

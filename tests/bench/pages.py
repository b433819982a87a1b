"""The addresses to measure: every kind of page, and hostile requests."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote

from articles.models import Article
from newsroom.language import query_words
from newsroom.language.tokens import words
from newsroom.utils.dates import local_date
from newsroom.website.models import PublishedArticle, PublishedDigest, SearchDocument
from newsroom.website.models.article import PublishedArticleQuerySet
from newsroom.website.models.search_document import LAST_POSITION
from newsroom.website.pagination import PAGE_SIZE
from newsroom.website.search.results import MAX_HITS

ARTICLE = "article"
SPREAD = 10
"""So many articles, from the newest to the oldest, are asked for in turn."""
THOUSAND_PAGES = 1000 * PAGE_SIZE
CANDIDATES = 20
"""So many long words of one article are looked up, to find one that few other articles have."""


@dataclass(frozen=True)
class Kind:
    """Addresses of one kind, requested in turn; `login` is the user, empty for readers."""

    addresses: tuple[str, ...]
    login: str = ""


def kinds() -> dict[str, Kind]:
    """Return every kind that the newsroom has, by its name."""
    russian = sample("ru")
    found = {name: Kind((path,)) for name, path in {**static_pages(), **lists(russian), **searches(russian)}.items()}
    found[ARTICLE] = Kind(tuple(article.get_absolute_url() for article in russian))
    found["article, Kazakh"] = Kind(tuple(article.get_absolute_url() for article in sample("kk")))
    return found | {name: Kind((path,), "editor") for name, path in admin_pages().items()}


def sample(language: str) -> list[PublishedArticle]:
    """Return articles from the newest to the oldest, equally far apart."""
    rows = PublishedArticle.objects.live(language).newest_first()
    keys, last = rows.values_list("pk", flat=True), rows.count() - 1
    chosen = {keys[place * last // (SPREAD - 1)] for place in range(SPREAD)}
    return list(rows.filter(pk__in=chosen).select_related("section"))


def static_pages() -> dict[str, str]:
    return {
        "front": "/",
        "front, Kazakh": "/kk/",
        "team": "/team/",
        "about": "/about/",
        "archive": "/archive/",
        "digests": "/digests/",
        "digest": PublishedDigest.objects.live("ru").newest_first()[0].get_absolute_url(),
        "feed, RSS": "/feed/",
        "feed, JSON": "/feed.json",
        "sitemap": "/sitemap.xml",
        "sitemap, a thousand articles": "/sitemaps/1.xml",
        "sitemap, news": "/sitemap-news.xml",
        "not there": "/articles/99999999-net/",
    }


def lists(articles: list[PublishedArticle]) -> dict[str, str]:
    """Return the lists that hold an article of the largest section, and older pages of them."""
    commonest = Counter(article.section_id for article in articles).most_common(1)[0][0]
    article = next(article for article in articles if article.section_id == commonest)
    section, tag = article.section, article.tag_rows.all()[0].tag
    person = next(row.person for row in article.byline_rows.all() if row.person)
    assert section
    live = PublishedArticle.objects.live("ru")
    day = local_date(article.published_at)
    return {
        "front, older": f"/before/{far_down(live)}/",
        "section": f"/sections/{section.slug}/",
        "section, older": f"/sections/{section.slug}/before/{far_down(live.filter(section=section))}/",
        "section, feed": f"/sections/{section.slug}/feed/",
        "tag": f"/tags/{tag.slug}/",
        "tag, feed": f"/tags/{tag.slug}/feed/",
        "person": f"/team/{person.slug}/",
        "archive, day": f"/archive/{day:%Y/%m/%d}/",
    }


def far_down(rows: PublishedArticleQuerySet) -> int:
    """Return the id of the article before the thousandth older page, or after nine tenths of a shorter list."""
    count = rows.count()
    place = max(0, min(count - 2, count * 9 // 10, THOUSAND_PAGES))
    return rows.newest_first().values_list("pk", flat=True)[place]


def searches(articles: list[PublishedArticle]) -> dict[str, str]:
    """Return searches for a word of every article, for a rare word, and with hostile queries."""
    carried = Counter(word for article in articles for word in set(words(article.text)))
    common = [word for word, _articles in carried.most_common(12)]
    written = PublishedArticle.objects.live("ru").order_by("pk")[0]  # by a person, not generated
    rare = min(sorted(set(words(written.text)) - set(common), key=len)[-CANDIDATES:], key=found_by)
    section = articles[0].section
    assert section
    last, first = (local_date(article.published_at) for article in (articles[0], articles[-1]))
    asked = {
        "search, a word of every article": common[0],
        "search, two common words": " ".join(common[:2]),
        "search, a rare word": rare,
        "search, twelve common words": " ".join(common),
        "search, 50,000 characters": "щ" * 50_000,
        "search, 200 letters": "щ" * 200,
        "search, quotes": "\"'«»" * 50,
        "search, operators": 'a* OR NEAR(b, 5) AND NOT (c) ^ : - + {d} col:e "f" & | ! <-> g:*',
    }
    found = {name: f"/search/?q={quote(query)}" for name, query in asked.items()}
    everywhere = found["search, a word of every article"]
    return found | {
        "search, by date": f"{everywhere}&order=date",
        "search, in a section and a period": f"{everywhere}&section={section.slug}&after={first}&before={last}",
        "search, the other language's word": f"/kk{everywhere}",
    }


def found_by(word: str) -> int:
    """Return how many Russian articles a word finds."""
    groups = [sorted(query_words(word)[0].terms), ["lru"]]
    return SearchDocument.objects.newest_matching(groups, (0, LAST_POSITION), MAX_HITS).count()


def admin_pages() -> dict[str, str]:
    article = Article.objects.filter(state="published").order_by("pk")[0]
    every = "/admin/articles/article/"
    filters = {
        "published": "state__exact=published",
        "drafts": "state__exact=draft",
        "of a section": f"section__id__exact={article.section_id}",
        "Kazakh": "language__exact=kk",
        "not live": "is_live__exact=0",
        "of a section, not live": f"section__id__exact={article.section_id}&is_live__exact=0",
        "looked for a common word": f"q={quote('город')}",
        "looked for a rare word": f"q={quote(max(words(article.headline), key=len))}",
        "looked for a person": f"q={quote('пётр')}",
        "looked for a word and a person": f"q={quote('город пётр')}",
        "looked for a word among drafts": f"q={quote('город')}&state__exact=draft",
        "looked for a word among the published": f"q={quote('город')}&state__exact=published",
        "of an author": f"author={quote('пётр')}",
        "of an author, published": f"author={quote('пётр')}&state__exact=published",
        "of a period": "since=2020-01-01&until=2025-12-31",
        "of a period, published": "since=2020-01-01&until=2025-12-31&state__exact=published",
    }
    return {
        "admin_pages, start page": "/admin/",
        "admin_pages, list": every,
        **{f"admin_pages, list, {name}": f"{every}?{query}" for name, query in filters.items()},
        "admin_pages, palette": f"{every}everywhere/answers/?q={quote('город')}",
        "admin_pages, a piece's form": f"/admin/articles/article/{article.pk}/change/",
        "admin_pages, a piece's history": f"/admin/articles/article/{article.pk}/history/",
    }

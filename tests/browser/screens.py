"""The register of pages: one address of each kind, of readers and of the admin, in the newsroom of `stocked`."""

from articles.models import Article, PreviewLink, Text
from newsroom.digests.models import Digest
from newsroom.images.models import Image
from newsroom.website.models import PublishedArticle, PublishedDigest, Section, Tag
from staff.models import Person, User
from tests.articles.preview.links import path_of
from tests.browser.stocked import TAGS, UNBROKEN, demo_article

ADMIN = "/admin/articles"
ARTICLES = f"{ADMIN}/article"
ENDED_LINK = "/preview/nothing/"
"""In both languages, because nobody knows who opens it."""


def readers_pages(language: str) -> dict[str, str]:
    """Return addresses of the site in one language, by kind of page."""
    prefix = "" if language == "ru" else f"/{language}"
    live = PublishedArticle.objects.live(language).newest_first()
    full = live.get(headline=demo_article(language).headline)
    tag = _tag(TAGS[language][0]).slug
    person = Person.objects.get(user__username="journalist").slug
    former = Person.objects.get(user__username="journalist2").slug
    digest = PublishedDigest.objects.live(language).newest_first()[0]
    day = f"{full.published_at.astimezone():%Y/%m/%d}"
    withdrawn = PublishedArticle.objects.filter(language=language, is_live=False)[0]
    lists = {
        "front page": "/",
        "older articles": f"/before/{live[0].pk}/",
        "section": "/sections/gorod/",
        "section below": "/sections/dvory/",
        "tag": f"/tags/{tag}/",
        "team": "/team/",
        "person": f"/team/{person}/",
        "former person": f"/team/{former}/",
        "about": "/about/",
        "archive": "/archive/",
        "day of the archive": f"/archive/{day}/",
        "digests": "/digests/",
        "search": "/search/",
        "search that finds": f"/search/?q={TAGS[language][1]}&section=gorod",
        "search that finds nothing": "/search/?q=zz",
        "search that is wrong": f"/search/?q={'z' * 201}&after=2026-02-02&before=2026-01-01",
        "no such page": "/nothing-here/",
    }
    links = {bool(link.quotation): link for link in PreviewLink.objects.usable().filter(article__language=language)}
    own = {
        "draft for somebody outside": path_of(links[False]),
        "quotation for somebody outside": path_of(links[True]),
        "article": full.get_absolute_url(),
        "digest": digest.get_absolute_url(),
        "withdrawn": withdrawn.get_absolute_url(),
    }
    return own | {kind: prefix + path for kind, path in lists.items()}


def admin_screens() -> dict[str, dict[str, str]]:
    """Return addresses of the admin, by user and kind of screen."""
    return {
        "head": _of_the_head(),
        "editor": _of_the_editor(),
        "journalist": _of_the_journalist(),
        "corrector": _of_the_corrector(),
        "moderator": {"dashboard of the moderator": "/admin/"},
    }


def _article(**facts: object) -> str:
    return f"{ARTICLES}/{Article.objects.filter(**facts).order_by('-pk')[0].pk}"


def _in(state: str) -> str:
    return _article(headline=f"{UNBROKEN} {state}")


def _of_the_head() -> dict[str, str]:
    person, user, image = Person.objects.all()[0], User.objects.get(username="editor"), Image.objects.all()[0]
    mission = Text.objects.get(kind="mission", language="kk")
    tag = _tag(TAGS["ru"][0])
    return {
        "dashboard of the head": "/admin/",
        "people": "/admin/staff/person/",
        "person": f"/admin/staff/person/{person.pk}/change/",
        "new person": "/admin/staff/person/add/",
        "who leaves": f"/admin/staff/person/{person.pk}/leave/",
        "accounts": "/admin/staff/user/",
        "account": f"/admin/staff/user/{user.pk}/change/",
        "closing an account": f"/admin/staff/user/{user.pk}/deactivate/",
        "invitations": "/admin/staff/invitation/",
        "new invitation": "/admin/staff/invitation/add/",
        "texts": f"{ADMIN}/text/",
        "text": f"{ADMIN}/text/{mission.pk}/change/",
        "outlet": "/admin/website/outlet/1/change/",
        "sections": "/admin/website/section/",
        "section": f"/admin/website/section/{Section.objects.get(slug='dvory').pk}/change/",
        "merging sections": f"/admin/website/section/{Section.objects.get(slug='dvory').pk}/merge/",
        "tags": "/admin/website/tag/",
        "tag": f"/admin/website/tag/{tag.pk}/change/",
        "merging tags": f"/admin/website/tag/{tag.pk}/merge/",
        "pictures": "/admin/images/image/",
        "picture": f"/admin/images/image/{image.pk}/change/",
        "new picture": "/admin/images/image/add/",
        "replacing a picture": f"/admin/images/image/{image.pk}/replace/",
        "picture that cannot be deleted": f"/admin/images/image/{image.pk}/delete/",
        "password": "/admin/password_change/",
    }


def _of_the_editor() -> dict[str, str]:
    digest = {digest.state: digest.pk for digest in Digest.objects.order_by("pk")}
    full = PublishedArticle.objects.live("ru").get(headline=demo_article("ru").headline).pk
    return {
        "dashboard of the editor": "/admin/",
        "articles": f"{ARTICLES}/",
        "articles found by a search": f"{ARTICLES}/?q=tastybulak&state__exact=draft",
        "articles by filters": f"{ARTICLES}/?author=щег&since=2020-01-01&until=2019-01-01",
        "no articles": f"{ARTICLES}/?q=zzzz",
        "board": f"{ARTICLES}/board/",
        "search everywhere": f"{ARTICLES}/everywhere/?q=tastybulak",
        "approved article": f"{_in('approved')}/change/",
        "scheduled article": f"{_in('scheduled')}/change/",
        "article whose plan is void": f"{_article(headline='Не выйдет')}/change/",
        "article out unread": f"{_article(headline='Молния')}/change/",
        "fullest article": f"{ARTICLES}/{full}/change/",
        "withdrawn article": f"{_in('withdrawn')}/change/",
        "planning": f"{_in('approved')}/schedule/",
        "withdrawing": f"{ARTICLES}/{full}/withdraw/",
        "flash": f"{_in('draft')}/force_publish/",
        "refused transition": f"{_in('draft')}/publish/",
        "front page": "/admin/website/frontpick/?language=kk",
        "digests": "/admin/digests/digest/",
        "new digest": "/admin/digests/digest/add/",
        "digest": f"/admin/digests/digest/{digest['approved']}/change/",
        "published digest": f"/admin/digests/digest/{digest['published']}/change/",
        "preview of a digest": f"/admin/digests/digest/{digest['approved']}/preview/",
    }


def _of_the_journalist() -> dict[str, str]:
    return {
        "dashboard of the journalist": "/admin/",
        "new article": f"{ARTICLES}/add/",
        "draft": f"{_in('draft')}/change/",
        "returned article": f"{_in('returned')}/change/",
        "article at the corrector": f"{_in('proofing')}/change/",
        "own article, published": f"{_article(headline='Правят на сайте')}/change/",
        "history": f"{_article(headline='Правят на сайте')}/history/",
        "comparison": f"{_article(headline='Правят на сайте')}/history/1/2/",
        "preview": f"{_in('draft')}/preview/",
        "links for people outside": f"{_in('draft')}/preview-links/",
        "nothing there": f"{ARTICLES}/999999/change/",
        "no such page": "/admin/nothing/at/all/",
        "not allowed": "/admin/staff/user/",
    }


def _of_the_corrector() -> dict[str, str]:
    return {
        "dashboard of the corrector": "/admin/",
        "article that waits": f"{_in('submitted')}/change/",
        "article that is read": f"{_in('proofing')}/change/",
        "sending back": f"{_in('proofing')}/send_back/",
        "typo": f"{ARTICLES}/{_live(demo_article('ru').headline)}/fix_typo/",
        "typo that waits": f"{_article(headline='С опечаткой')}/fix_typo/",
    }


def _live(headline: str) -> int:
    return PublishedArticle.objects.live("ru").get(headline=headline).pk


def _tag(name: str) -> Tag:
    """Return the tag of this name, which the stocked newsroom has."""
    tag = Tag.objects.named(name)
    assert tag
    return tag

"""An article, live or withdrawn, at its one address."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.images import public
from newsroom.utils import dates
from newsroom.utils.http_methods import read_only
from newsroom.website import structured_data
from newsroom.website.article_page import ArticlePage
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag, Withdrawal
from newsroom.website.models.section import Section
from newsroom.website.page_context import Frame, Share, absolute, frame, in_language, other_language
from newsroom.website.related import related_to
from newsroom.website.slug_resolution import LANGUAGES

LONG = ("body", "text", "sources", "lead")


@read_only
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Six statements for a live article, one for a wrong address.

    The id finds the article; whatever else of the address is not canonical leads there at once.
    """
    articles = PublishedArticle.objects.select_related("section__parent", "image", "redirect_to", "translation_of")
    others = [f"{other}__{column}" for other in ("redirect_to", "translation_of") for column in LONG]
    article = articles.defer(*others).annotate(**_sections_there()).filter(pk=pk).first()
    if article is None:
        raise Http404
    if not article.is_live:
        return _withdrawn(request, article)
    address = article.get_absolute_url()
    if request.path != address:
        return HttpResponsePermanentRedirect(address)
    return render_article(_page(article), request)


def render_article(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    """The article's page in the article's language, for readers or, with `page.preview`, the desk."""
    with override(page.article.language):
        framed = _frame(page)
        told = [] if page.preview else structured_data.article_page(page, framed)
        context = {"frame": framed, "page": page, "structured": told}
        response = render(request, "website/article.html", context)
    response["Content-Language"] = page.article.language
    if page.preview:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(article: PublishedArticle) -> ArticlePage:
    bylines = PublishedByline.objects.filter(article=article).select_related("person")
    rows = PublishedTag.objects.filter(article=article).select_related("tag").order_by("pk")
    tags = [row.tag for row in rows]
    return ArticlePage(
        article=article,
        bylines=list(bylines),
        tags=tags,
        pair=_pair(article),
        related=related_to(article, tags),
    )


def _pair(article: PublishedArticle) -> PublishedArticle | None:
    """The same article in the other language, while that is live."""
    other = article.translation_of
    return other if other is not None and other.is_live and other.language != article.language else None


def _sections_there() -> dict[str, Exists]:
    """Whether the article's section shows anything in each of the languages."""
    return {
        f"section_in_{code}": Exists(Section.objects.shown(code).filter(pk=OuterRef("section"))) for code in LANGUAGES
    }


def _section_there(article: PublishedArticle) -> str:
    """The path of the article's section in the other language, empty where that would show nothing."""
    other, section = other_language(article.language), article.section
    if section is None or not getattr(article, f"section_in_{other}"):
        return ""
    return in_language(other, "section", section.slug)


def _frame(page: ArticlePage) -> Frame:
    if page.preview:
        return frame(page.title)
    article, image = page.article, page.article.image
    return frame(
        page.title,
        path=article.get_absolute_url(),
        twin=page.pair.get_absolute_url() if page.pair else "",
        otherwise=_section_there(article),
        share=Share(
            kind="article",
            headline=page.share_headline,
            description=article.lead,
            image=public.og_image(image),
            image_alt=article.alt,
            properties=_properties(page),
        ),
    )


def _properties(page: ArticlePage) -> list[tuple[str, str]]:
    """Open Graph's own words for an article."""
    article = page.article
    told = [("article:published_time", dates.iso_format(article.published_at))]
    told.append(("article:modified_time", dates.iso_format(article.updated_at or article.published_at)))
    people = [row.person for row in page.bylines if row.person is not None]
    told += [("article:author", absolute(person.get_absolute_url())) for person in people]
    if page.section:
        told.append(("article:section", page.section.name))
    return told + [("article:tag", tag.local_name) for tag in page.tags]


def _withdrawn(request: HttpRequest, article: PublishedArticle) -> HttpResponse:
    """The answer for an article taken off the site, the same at every spelling of its address.

    A notice answers 410 as well: the article is gone for robots, and a reader reads why.
    """
    target = article.redirect_to
    if article.withdrawal == Withdrawal.REDIRECT and target and target.is_live:
        return HttpResponsePermanentRedirect(target.get_absolute_url())
    explained = article.withdrawal == Withdrawal.NOTICE
    context = {
        "frame": frame(_("Материал снят")),
        "notice": article.withdrawal_text if explained else "",
        "notice_language": article.language,
    }
    return render(request, "website/withdrawn.html", context, status=410)

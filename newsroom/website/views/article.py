"""An article at its address, live or withdrawn."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.images import public
from newsroom.page_cache.validators import cacheable, store_status
from newsroom.utils import dates
from newsroom.website import structured_data
from newsroom.website.article_page import ArticlePage
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag, Withdrawal
from newsroom.website.models.section import Section
from newsroom.website.page_context import PageContext, Share, page_context
from newsroom.website.public_urls import LANGUAGES, absolute_url, other_language, public_path
from newsroom.website.related import related_to

LONG_COLUMNS = ("body", "text", "sources", "lead")


@cacheable
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show the article with this id. An address that differs in anything else redirects to the canonical one."""
    articles = PublishedArticle.objects.select_related("section__parent", "image", "redirect_to", "translation_of")
    not_shown = [f"{other}__{column}" for other in ("redirect_to", "translation_of") for column in LONG_COLUMNS]
    article = articles.defer(*not_shown).annotate(**_section_visibility()).filter(pk=pk).first()
    if article is None:
        raise Http404
    if not article.is_live:
        response = _withdrawn(request, article)
        return store_status(response) if request.path == article.get_absolute_url() else response
    path = article.get_absolute_url()
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    return render_article(_page(article), request)


def render_article(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    """Render the page in the article's language. With `page.preview` it is for the staff: not stored, not indexed."""
    with override(page.article.language):
        layout = _layout(page)
        structured = [] if page.preview else structured_data.article_page(page, layout)
        context = {"layout": layout, "page": page, "structured_data": structured}
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
        translation=_translation(article),
        related=related_to(article, tags),
    )


def _translation(article: PublishedArticle) -> PublishedArticle | None:
    """Return the same article in the other language while that is live."""
    other = article.translation_of
    return other if other is not None and other.is_live and other.language != article.language else None


def _section_visibility() -> dict[str, Exists]:
    """Return annotations that say in which languages the article's section has articles."""
    return {
        f"section_in_{code}": Exists(Section.objects.visible(code).filter(pk=OuterRef("section"))) for code in LANGUAGES
    }


def _section_path(article: PublishedArticle) -> str:
    """Return the path of the article's section in the other language, empty if it has no articles there."""
    other, section = other_language(article.language), article.section
    if section is None or not getattr(article, f"section_in_{other}"):
        return ""
    return public_path(other, "section", section.slug)


def _layout(page: ArticlePage) -> PageContext:
    if page.preview:
        return page_context(page.title)
    article, image = page.article, page.article.image
    return page_context(
        page.title,
        path=article.get_absolute_url(),
        alternate_path=page.translation.get_absolute_url() if page.translation else "",
        fallback_path=_section_path(article),
        share=Share(
            kind="article",
            headline=page.share_headline,
            description=article.lead,
            image=public.og_image(image),
            image_alt=article.alt,
            properties=_og_properties(page),
        ),
    )


def _og_properties(page: ArticlePage) -> list[tuple[str, str]]:
    """Return the Open Graph properties of the type `article`."""
    article = page.article
    properties = [("article:published_time", dates.iso_format(article.published_at))]
    properties.append(("article:modified_time", dates.iso_format(article.updated_at or article.published_at)))
    people = [row.person for row in page.bylines if row.person is not None]
    properties += [("article:author", absolute_url(person.get_absolute_url())) for person in people]
    if page.section:
        properties.append(("article:section", page.section.name))
    return properties + [("article:tag", tag.local_name) for tag in page.tags]


def _withdrawn(request: HttpRequest, article: PublishedArticle) -> HttpResponse:
    """Answer for a withdrawn article, the same at every spelling of its address.

    A notice is 410 as well: robots forget the article, readers read why it was withdrawn.
    """
    target = article.redirect_to
    if article.withdrawal == Withdrawal.REDIRECT and target and target.is_live:
        return HttpResponsePermanentRedirect(target.get_absolute_url())
    has_notice = article.withdrawal == Withdrawal.NOTICE
    context = {
        "layout": page_context(_("Материал снят")),
        "notice": article.withdrawal_text if has_notice else "",
        "notice_language": article.language,
    }
    return render(request, "website/withdrawn.html", context, status=410)

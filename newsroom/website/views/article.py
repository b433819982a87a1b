"""An article at its address, live or withdrawn."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.images import public
from newsroom.page_cache.decorators import cacheable, store_status
from newsroom.utils import dates
from newsroom.website import structured_data
from newsroom.website.article_page import ArticlePage
from newsroom.website.models.article import PublishedArticle, Withdrawal
from newsroom.website.page_context import PageContext, Share, page_context
from newsroom.website.public_urls import absolute_url, other_language, public_path
from newsroom.website.queries.article import find_articles, find_parts
from newsroom.website.queries.sections import section_tree
from newsroom.website.related import related_to


@cacheable
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show the article with this id. An address that differs in anything else redirects to the canonical one."""
    article = find_articles([pk]).get(pk)
    if article is None:
        raise Http404
    if not article.is_live:
        response = _withdrawn(request, article)
        return store_status(response) if request.path == article.get_absolute_url() else response
    path = article.get_absolute_url()
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    return render_article(_page(article), request)


def render_article(
    page: ArticlePage, request: HttpRequest, template: str = "website/article.html", **context: object
) -> HttpResponse:
    """Render the page in the article's language. With `page.preview` it is no public page: not stored, not indexed.

    Another template extends the usual one; `context` is for it.
    """
    with override(page.article.language):
        layout = _layout(page)
        structured = [] if page.preview else structured_data.article_page(page, layout)
        context |= {"layout": layout, "page": page, "structured_data": structured}
        response = render(request, template, context)
    response["Content-Language"] = page.article.language
    if page.preview:
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(article: PublishedArticle) -> ArticlePage:
    parts = find_parts([article.pk])[article.pk]
    return ArticlePage(
        article=article,
        bylines=parts.bylines,
        tags=parts.tags,
        translation=_translation(article),
        related=related_to(article, parts.tags, parts.picks),
    )


def _translation(article: PublishedArticle) -> PublishedArticle | None:
    """Return the same article in the other language while that is live."""
    other = article.translation_of
    return other if other is not None and other.is_live and other.language != article.language else None


def _section_path(article: PublishedArticle) -> str:
    """Return the path of the article's section in the other language, empty if it has no articles there."""
    other, section = other_language(article.language), article.section
    if section is None or not section_tree().is_visible(section, other):
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

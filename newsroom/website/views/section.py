"""A section, with its articles and those of its subsections."""

from django.db.models import OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.page_cache.validators import cacheable
from newsroom.redirects.models import Redirect
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share
from newsroom.website.public_urls import current_language, public_path


@cacheable
def section(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    resolved = resolve_section(slug)
    section = resolved.obj
    if response := resolved.redirect_or_gone(request, before, parent_path(section)):
        return response
    language = current_language()
    subsections = list(section.children.with_articles(language))
    section_ids = [section.pk, *(child.pk for child in subsections)]
    listing = pagination.paginate_sections(section_ids, language, before, resolved.path)
    layout = resolved.layout(before, Share(headline=section.name, description=listing.summary))
    context = {
        "layout": layout,
        "structured_data": structured_data.list_page(layout, section),
        "section": section,
        "subsections": subsections,
        "resolved": resolved,
        "listing": listing,
    }
    return render(request, "website/section.html", context)


def parent_path(section: Section) -> str:
    """Return the path that replaces a section that is shown no more: its parent, or the front page."""
    parent = section.parent
    return parent.get_absolute_url() if parent and parent.is_enabled else public_path(current_language(), "front")


def resolve_section(slug: str) -> slug_resolution.ResolvedSlug[Section]:
    """Return the section with this slug. The articles of its subsections count as its own. Raise Http404."""
    section_id = OuterRef(slug_resolution.OBJECT_ID)
    subsection = Q(parent=section_id, is_enabled=True, parent__is_enabled=True)
    sections = Section.objects.filter(Q(pk=section_id) | subsection).values("pk")
    return slug_resolution.resolve(
        Redirect.Kind.SECTION,
        Section.objects.select_related("parent"),
        slug,
        PublishedArticle.objects.live().filter(section__in=sections),
        always_shown="is_enabled",
    )

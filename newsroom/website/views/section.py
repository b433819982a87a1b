"""A section, with its articles and those of its subsections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.page_cache.decorators import cacheable
from newsroom.redirects import redirects
from newsroom.redirects.models import Redirect
from newsroom.website import pagination, slug_resolution, structured_data
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share
from newsroom.website.public_urls import current_language, public_path
from newsroom.website.queries import lists
from newsroom.website.queries.sections import SectionTree, section_tree


@cacheable
def section(request: HttpRequest, slug: str, before: int | None = None) -> HttpResponse:
    resolved = resolve_section(slug)
    section = resolved.obj
    if response := resolved.redirect_or_gone(request, before, parent_path(section)):
        return response
    language = current_language()
    subsections = section_tree().subsections(section, language)
    section_ids = [section.pk, *(child.pk for child in subsections)]
    listing = pagination.paginate(lists.OF_SECTIONS, section_ids, before, resolved.path)
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
    tree = section_tree()
    objects = [_resolved(section, tree) for section in tree.sections.values() if section.slug == slug]
    if all(one.languages and one.was_public for one in objects) and objects:
        return objects[0]
    former = tree.sections.get(redirects.resolve(Redirect.Kind.SECTION, slug) or 0)
    return slug_resolution.preferred([*objects, *([_resolved(former, tree)] if former else [])], slug)


def _resolved(section: Section, tree: SectionTree) -> slug_resolution.ResolvedSlug[Section]:
    return slug_resolution.ResolvedSlug(
        obj=section,
        kind=Redirect.Kind.SECTION,
        slug=section.slug,
        article_languages=tree.article_languages(section),
        is_always_shown=section.is_enabled,
        was_public=section.pk in tree.was_public,
    )

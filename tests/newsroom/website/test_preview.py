"""The page of an article as a preview: unsaved rows, private pictures, a banner."""

from django.test import RequestFactory

from newsroom.website.article_page import ArticlePage
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.views.article import render_article
from tests.newsroom.website.website_factories import NOON, image, person, section, tag


def preview(**fields: object) -> str:
    own = {"id": 5, "language": "kk", "slug": "su", "headline": "Су келді", "published_at": NOON}
    article = PublishedArticle(**own | fields)
    byline = PublishedByline(article=article, order=0, person=person("inzhu", name_kk="Інжу"))
    page = ArticlePage(article, bylines=[byline], tags=[tag()], translation=None, preview=True)
    response = render_article(page, RequestFactory().get("/admin/articles/article/5/preview/"))
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Language"] == "kk"
    assert response["X-Robots-Tag"].startswith("noindex")
    return response.content.decode()


def test_it_is_the_real_page_in_the_language_of_the_article() -> None:
    html = preview(section=section(), image=image(public_token=None), body="<p>Мәтін.</p>")
    assert '<html lang="kk"' in html
    assert 'class="preview-banner"' in html
    assert "<p>Мәтін.</p>" in html
    assert "Інжу" in html


def test_it_uses_private_pictures() -> None:
    html = preview(section=section(), image=image(public_token=None))
    assert "/admin/images/image/" in html
    assert "/media/" not in html


def test_it_has_no_metadata_for_robots_and_messengers() -> None:
    html = preview(section=section())
    assert '<meta name="robots" content="noindex">' in html
    for absent in ('rel="canonical"', "og:", "article:published_time", 'data-behaviour="share"'):
        assert absent not in html


def test_it_manages_with_a_headline_alone() -> None:
    assert "Су келді" in preview()


def test_it_stores_nothing() -> None:
    preview(section=section())
    assert not PublishedArticle.objects.exists()

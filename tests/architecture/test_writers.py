"""Only actions write public data and the state of articles."""

import pytest

from tests.architecture.writers import ROOT, forbidden, product

BAD = {
    "a public article": "PublishedArticle.objects.filter(pk=1).update(headline='')",
    "its rows": "def f(article: PublishedArticle):\n    article.tag_rows.all().delete()",
    "an object": "section = Section.objects.get(pk=1)\nsection.save()",
    "one just made": "Section(slug='mir').save()",
    "one of many": "for person in Person.objects.all():\n    person.delete()",
    "by another name": "models.PublishedText.objects.bulk_create([])",
    "of an annotated name": "tag: Tag\ntag.save(update_fields=['name'])",
    "of an optional one": "def f(person: Person | None):\n    person.save()",
    "an article": "Article.objects.filter(pk=1).update(lead='')",
    "all columns of an article": "def f(article: Article):\n    article.save()",
    "a new article": "Article.objects.create(headline='')",
    "the state": "def f(article):\n    article.state = 'published'",
    "the state among others": "def f(article):\n    article.state, article.lead = 'published', ''",
    "the state of a new object": "Article(state='published')",
    "the state of many": "rows.update(state='published')",
    "a picture's address": "def f(image):\n    image.public_token = 'x'",
}
GOOD = {
    "reading": "PublishedArticle.objects.filter(pk=1).first()",
    "a private model": "Remark.objects.create(text='')",
    "named columns of an article": "def f(article: Article):\n    article.save(update_fields=['lead'])",
    "rows of an article": "def f(article: Article):\n    article.tags.set([])",
    "a name that was something else": "x = Section.objects.get()\nx = Remark()\nx.save()",
    "filtering by state": "Article.objects.filter(state='draft')",
}


@pytest.mark.parametrize("path", sorted(str(path.relative_to(ROOT)) for path in product()))
def test_only_actions_write(path: str) -> None:
    assert forbidden((ROOT / path).read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize("what", BAD)
def test_it_finds(what: str) -> None:
    assert forbidden(BAD[what], "articles/admin/bad.py")


@pytest.mark.parametrize("what", GOOD)
def test_it_ignores(what: str) -> None:
    assert forbidden(GOOD[what], "articles/admin/good.py") == []


def test_actions_may_write() -> None:
    assert forbidden(BAD["a public article"], "articles/actions/published_rows.py") == []

"""Nobody but the doors writes what readers see, or moves an article."""

import pytest

from tests.architecture.writers import ROOT, forbidden, product

BAD = {
    "a publication": "PublishedArticle.objects.filter(pk=1).update(headline='')",
    "its rows": "def f(publication: PublishedArticle):\n    publication.tag_rows.all().delete()",
    "an object": "section = Section.objects.get(pk=1)\nsection.save()",
    "one just made": "Section(slug='mir').save()",
    "one of many": "for person in Person.objects.all():\n    person.delete()",
    "by another name": "models.PublishedText.objects.bulk_create([])",
    "of an annotated name": "tag: Tag\ntag.save(update_fields=['name'])",
    "of an optional one": "def f(person: Person | None):\n    person.save()",
    "a piece": "Article.objects.filter(pk=1).update(lead='')",
    "all columns of a piece": "def f(article: Article):\n    article.save()",
    "a new piece": "Article.objects.create(headline='')",
    "the state": "def f(piece):\n    piece.state = 'published'",
    "the state among others": "def f(piece):\n    piece.state, piece.lead = 'published', ''",
    "the state at birth": "Article(state='published')",
    "the state of many": "rows.update(state='published')",
    "a picture's address": "def f(image):\n    image.public_token = 'x'",
}
GOOD = {
    "reading": "PublishedArticle.objects.filter(pk=1).first()",
    "a desk model": "Remark.objects.create(text='')",
    "named columns of a piece": "def f(article: Article):\n    article.save(update_fields=['lead'])",
    "rows of a piece": "def f(article: Article):\n    article.tags.set([])",
    "a name that was something else": "x = Section.objects.get()\nx = Remark()\nx.save()",
    "filtering by state": "Article.objects.filter(state='draft')",
}


@pytest.mark.parametrize("path", sorted(str(path.relative_to(ROOT)) for path in product()))
def test_it_goes_through_the_door(path: str) -> None:
    assert forbidden((ROOT / path).read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize("what", BAD)
def test_it_finds(what: str) -> None:
    assert forbidden(BAD[what], "articles/desk/bad.py")


@pytest.mark.parametrize("what", GOOD)
def test_it_lets_pass(what: str) -> None:
    assert forbidden(GOOD[what], "articles/desk/good.py") == []


def test_it_lets_the_door_write() -> None:
    assert forbidden(BAD["a publication"], "articles/actions/published_rows.py") == []

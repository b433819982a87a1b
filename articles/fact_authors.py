"""Who wrote the words of the fact boxes in a body: they are part of its text, so nobody approves their own."""

from django.db.models import OuterRef, Subquery

from articles.models import Article
from newsroom.body.models import FactBoxVersion
from newsroom.body.references import references


def fact_authors(article: Article, body: str) -> frozenset[int]:
    """Return the ids of those who wrote fact boxes in this body that nobody has reviewed in this article before.

    A version that differs from an earlier one in the day of its check only has the words of the earlier one.
    """
    shown = set(references(body).fact_boxes)
    if not shown:
        return frozenset()
    reviewed = article.revisions.filter(number=article.reviewed_revision).first()
    new = shown - set(references(reviewed.snapshot["body"]).fact_boxes) if reviewed else shown
    same_words = FactBoxVersion.objects.filter(
        fact_box=OuterRef("fact_box"), title=OuterRef("title"), body=OuterRef("body")
    )
    first = same_words.order_by("number").values("written_by")[:1]
    authors = FactBoxVersion.objects.filter(pk__in=new).order_by().annotate(author=Subquery(first))
    return frozenset(pk for pk in authors.values_list("author", flat=True) if pk)

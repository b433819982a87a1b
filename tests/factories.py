"""Articles in each state, made by the actions that the admin calls."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import actions
from articles.models import Article, Byline, Signature, Source
from newsroom.website.models import Section, Tag
from staff.models import User
from tests.users import member

BODY = (
    "<p>В среду в Тастыбулаке открыли общественый центр: двенадцать комнат, мастерская и кухня.</p>"
    "<p>«Мы ждали этого десять лет», — сказала Фёкла Цыганкова.</p>"
    "<p>Строили всей улицей, и каждый вечер кто-нибудь приносил чай, доски или гвозди. "
    "Зимой работы остановились, весной продолжились, а осенью на крыше поставили флюгер в виде лисы.</p>"
)


def section(slug: str = "gorod") -> Section:
    """Return the section with this slug, created if missing."""
    names = {"name_ru": f"Рубрика {slug}", "name_kk": f"Айдар {slug}"}
    return Section.objects.get_or_create(slug=slug, defaults=names)[0]


def tag(name: str) -> Tag:
    """Return the tag with this name, created if missing."""
    return Tag.objects.named(name) or Tag.objects.create(name=name)


def draft(
    by: User | None = None,
    *,
    signed: str = "newsroom",
    tags: tuple[str, ...] = (),
    source: str = "",
    **fields: Any,
) -> Article:
    """A complete draft by this journalist. `signed`: "newsroom", "author", or a guest's name."""
    by = by or member("journalist")
    values = {"headline": "Открыли центр", "lead": "Его ждали десять лет", "body": BODY}
    article = Article(**{"section": section(), "own_reporting": not source, **values, **fields})
    with transaction.atomic():
        edit = actions.Edit.create(article, by=by)
        _sign(article, by, signed)
        if source:
            Source.objects.create(article=article, name=source, url="https://example.kz/istochnik")
        article.tags.set([tag(name) for name in tags])
        edit.finish()
    article.refresh_from_db()
    return article


def _sign(article: Article, by: User, signed: str) -> None:
    if signed == "newsroom":
        Byline.objects.create(article=article, kind=Signature.NEWSROOM)
    elif signed == "author":
        Byline.objects.create(article=article, kind=Signature.PERSON, person=by.person)
    else:
        Byline.objects.create(article=article, kind=Signature.GUEST, name=signed)


def submitted(by: User | None = None, **fields: Any) -> Article:
    member("corrector")
    article = draft(by, **fields)
    actions.submit(article, by=article.creator)
    return article


def proofing(by: User | None = None, **fields: Any) -> Article:
    """Claimed by the corrector."""
    article = submitted(by, **fields)
    actions.claim(article, by=member("corrector"))
    return article


def returned(by: User | None = None, **fields: Any) -> Article:
    article = proofing(by, **fields)
    actions.send_back(article, by=member("corrector"), reason="Проверьте имя в третьем абзаце")
    return article


def approved(by: User | None = None, **fields: Any) -> Article:
    article = proofing(by, **fields)
    actions.approve(article, by=member("corrector"))
    return article


def scheduled(by: User | None = None, **fields: Any) -> Article:
    """Scheduled for tomorrow by the editor."""
    article = approved(by, **fields)
    actions.schedule(article, by=member("editor"), at=timezone.now() + timedelta(days=1))
    return article


def published(by: User | None = None, **fields: Any) -> Article:
    article = approved(by, **fields)
    actions.publish(article, by=member("editor"))
    return article


def revised(by: User | None = None, **fields: Any) -> Article:
    """Live, with a working copy in draft."""
    article = published(by, **fields)
    actions.revise(article, by=article.creator)
    return article


def forced(by: User | None = None, **fields: Any) -> Article:
    """Published without a review."""
    article = draft(by, **fields)
    actions.force_publish(article, by=member("editor"), reason="Трассу закрыли час назад")
    return article


def withdrawn(by: User | None = None, **fields: Any) -> Article:
    article = published(by, **fields)
    actions.withdraw(article, by=member("editor"), reason="Ошибка в фамилии")
    return article


def spiked(by: User | None = None, **fields: Any) -> Article:
    article = draft(by, **fields)
    actions.spike(article, by=article.creator)
    return article


def make_due(*articles: Article) -> None:
    """Set the planned time of these articles to a minute ago."""
    keys = [article.pk for article in articles]
    Article.objects.filter(pk__in=keys).update(scheduled_for=timezone.now() - timedelta(minutes=1))
    for article in articles:
        article.refresh_from_db()


STATES = {
    "draft": draft,
    "submitted": submitted,
    "proofing": proofing,
    "returned": returned,
    "approved": approved,
    "scheduled": scheduled,
    "published": published,
    "withdrawn": withdrawn,
    "spiked": spiked,
}

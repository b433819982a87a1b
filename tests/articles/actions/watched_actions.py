"""Prepare the data of an action, unwatched, and return the call whose SQL is watched."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from articles.models import Article, ArticleTemplate, Text
from newsroom.website.models import FrontPick, PublishedArticle, Section
from staff.models import User
from staff.permission_groups import importer
from tests import factories
from tests.architecture.sql_watcher import Act
from tests.newsroom.images.files import stored_image
from tests.users import member

Case = Callable[[], Act]


def action(name: str, make: Callable[[], Any], who: str, **answers: Any) -> Case:
    """Prepare a call of the action by this person, with the object that `make` returns."""
    return lambda: partial(getattr(actions, name), make(), by=member(who), **answers)


def edited(make: Callable[[], Article], who: str, **columns: Any) -> Case:
    """Prepare a save by this person that changes columns of the article."""

    def act(article: Article, by: User, values: dict[str, Any]) -> None:
        with actions.editing(article, by=by) as text:
            for name, value in values.items():
                setattr(text, name, value)

    def prepare() -> Act:
        values = {name: value() if callable(value) else value for name, value in columns.items()}
        return partial(act, make(), member(who), values)

    return prepare


def tagged(make: Callable[[], Article], who: str) -> Case:
    """Prepare a save by this person that adds a new tag."""

    def act(article: Article, by: User) -> None:
        with actions.editing(article, by=by) as text:
            text.tags.set([factories.tag("совсем новый")])

    return lambda: partial(act, make(), member(who))


def republished() -> Article:
    """Return a live article that was approved again, with another picture than the one on the site."""
    article = factories.revised(image=stored_image())
    with actions.editing(article, by=article.creator) as text:
        text.image = stored_image()
    actions.submit(article, by=article.creator)
    actions.approve(article, by=member("corrector"))
    return article


def due() -> Act:
    factories.make_due(factories.scheduled(), factories.scheduled())
    return actions.publish_due


def missed() -> Act:
    factories.make_due(factories.scheduled())
    return actions.cancel_pending_after_restore


def imported() -> Act:
    article = actions.ImportedArticle(
        language="ru",
        headline="Заголовок",
        lead="Лид",
        body=factories.BODY,
        section=factories.section(),
        bylines=[ImportedByline(person=member("journalist").person)],
        published_at=timezone.now(),
    )
    return partial(actions.import_published, [article] * 3, by=importer())


def rebuilt() -> Act:
    factories.published()
    return actions.rebuild_published


FIX = {"field": "body", "before": "общественый", "after": "общественный"}


def own_published() -> Article:
    return factories.published(member("writer_corrector"))


def proposed_fix() -> Any:
    """Propose a fix that awaits confirmation."""
    return actions.fix_typo(own_published(), by=member("writer_corrector"), **FIX)


def changed(obj: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(obj, name, value)
    return obj


def text(kind: str = "mission") -> Text:
    return Text.objects.create(kind=kind, language="ru", title="Зачем", body="<p>Затем.</p>")


def published_text() -> Text:
    made = text()
    actions.publish_text(made, by=member("head"))
    return made


def new_section() -> Section:
    return Section(name_ru="Мир", name_kk="Әлем", slug="mir")


def forced() -> Article:
    article = factories.forced()
    member("corrector")
    return article


NOTICE = {"reason": "Ошибка", "kind": "notice", "text": "Материал снят."}


def redirected() -> Act:
    article, other = factories.published(), factories.published()
    target = PublishedArticle.objects.get(pk=other.pk)
    return partial(actions.withdraw, article, by=member("editor"), reason="Повтор", kind="redirect", redirect_to=target)


def picks(article: Article) -> list[actions.Pick]:
    until = timezone.now() + timedelta(hours=3)
    return [actions.Pick(0, PublishedArticle.objects.get(pk=article.pk), until)]


def picked() -> Act:
    return partial(actions.set_front, "ru", picks(factories.published()), by=member("editor"))


def renamed_tag() -> Act:
    tag = factories.tag("вода")
    actions.save_tag(changed(tag, slug="voda-2"), by=member("editor"))
    return partial(actions.remove_tag, tag, by=member("editor"))


def ended() -> Act:
    picked()()
    FrontPick.objects.update(ends_at=timezone.now())
    return actions.end_picks


def both(name: str, **answers: Any) -> Case:
    """Prepare a call of the action on a pair of two approved halves."""

    def prepare() -> Act:
        original = factories.approved()
        factories.approved(language="kk", translation_of=original)
        return partial(getattr(actions, name), original, by=member("editor"), **answers)

    return prepare


def checked() -> Act:
    original = factories.published()
    half = actions.make_translation(original, by=member("journalist"))
    return partial(actions.check_translation, half, by=member("journalist"), version=original.version)


def new_template() -> ArticleTemplate:
    return ArticleTemplate(name="Погода", language="ru")


def stored_template() -> ArticleTemplate:
    template = new_template()
    actions.save_template(template, by=member("editor"))
    return template

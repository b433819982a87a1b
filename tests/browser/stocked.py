"""Makes a newsroom with something of every kind in both languages, whose pages `tests.browser.screens` lists."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import actions
from articles.models import Article, Source, Text
from newsroom.demo.articles import DemoArticle, all_articles
from newsroom.demo.outlet import CONTACTS, OUTLETS
from newsroom.images.models import Image
from newsroom.website.models import Outlet, PublishedArticle, Section, Tag
from staff import team
from staff.models import Person, Position, User
from tests import digest_factories, factories
from tests.newsroom.images.files import stored_image
from tests.users import member

LANGUAGES = ("ru", "kk")
TEAM = ("head", "editor", "journalist", "corrector", "moderator", "writer_corrector", "writer_moderator")
NOTICE = {"ru": "Мы сняли этот материал: в нём была ошибка.", "kk": "Бұл материалда қате болды, оны алып тастадық."}
TAGS = {"ru": ("паводок", "школа"), "kk": ("су тасқыны", "мектеп")}
# A line that nothing breaks, and headlines of the length at which editors stop.
UNBROKEN = "https://example.kz/arkhiv/novosti?" + "tastybulak" * 9
LONG = {
    "ru": "В Тастыбулаке после десяти лет ожидания, трёх смет и двух подрядчиков открыли общественный центр, "
    "который соседи построили в долг и сами",
    "kk": "Тастыбұлақта он жыл күткеннен, үш смета мен екі мердігерден кейін көршілердің өздері қарызға салған "
    "қоғамдық орталығы ақыры ашылды",
}
ALL_MARKS = (
    "<h2>{word}</h2><blockquote><p>«{word}»</p></blockquote><blockquote class='pull-quote'><p>{word}</p></blockquote>"
    "<h3>{word}</h3><ul><li>{word}</li></ul><ol><li><strong>{word}</strong></li></ol><hr>"
    "<p><a href='https://example.kz/doklad'>{word}</a>, <em>{word}</em>: {unbroken}</p>"
)


def stock() -> None:
    """Fill an empty newsroom: the outlet, its people, the site in both languages, articles in work."""
    head = member("head")
    picture = stored_image((1500, 1000), title="Водовод", caption="Новый водовод", credit="Інжу Һәкімқызы", alt="Цвета")
    _set_up_the_outlet(head, picture)
    _introduce_the_team(picture)
    _let_one_leave()
    below = Section(name_ru="Дворы", name_kk="Аулалар", slug="dvory", parent=factories.section())
    actions.save_section(below, by=head)
    for ru, kk in zip(*TAGS.values(), strict=True):
        actions.save_tag(Tag(name=ru, name_kk=kk), by=head)
    pair = _fill_the_site("ru", picture, below)
    _fill_the_site("kk", picture, below, translation_of=pair)
    _leave_work(picture)


def _set_up_the_outlet(head: User, picture: Image) -> None:
    outlet = Outlet(pk=1, logo=picture, cover=picture, **CONTACTS)
    for language, texts in OUTLETS.items():
        said = {name: getattr(texts, name) for name in ("name", "description", "owner", "editor", "address")}
        for name, value in {**said, "motto": texts.slogan}.items():
            setattr(outlet, f"{name}_{language}", value)
        for kind, title in (("mission", "Зачем мы это делаем"), ("imprint", "Выходные данные")):
            text = Text.objects.create(kind=kind, language=language, title=title, body=getattr(texts, kind))
            actions.publish_text(text, by=head)
    actions.save_outlet(outlet, by=head)


def _introduce_the_team(picture: Image) -> None:
    for login in TEAM:
        person = member(login).person
        person.on_team, person.portrait = True, picture
        person.bio_ru, person.bio_kk = "Пишет о воде.", "Су туралы жазады."
        person.email, person.telegram, person.phone = "kto@example.kz", "@kto_example", "+7 700 000 00 09"
        _introduce(person, Position(title_ru="Журналист", title_kk="Тілші", starts_on=date(2020, 1, 1)))


def _let_one_leave() -> None:
    """Set the last day of a person who has written in both languages; their page stays."""
    former = member("journalist2")
    for language in LANGUAGES:
        factories.published(former, language=language, headline=demo_article(language, 6).headline, signed="author")
    _introduce(former.person, Position(title_ru="Редактор", starts_on=date(2019, 1, 1)))
    team.mark_as_left(former.person, day=date(2023, 6, 30), by=None)


def _introduce(person: Person, position: Position) -> None:
    team.save_person(person, by=None)
    position.person = person
    team.save_position(position, by=None)


def _fill_the_site(language: str, picture: Image, below: Section, translation_of: Article | None = None) -> Article:
    """Publish the site in one language; return its fullest article."""
    editor = member("editor")
    usual: dict[str, Any] = {"language": language, "tags": TAGS[language], "signed": "author", "image": picture}
    withdrawn = factories.published(headline="Снято", **usual)
    actions.withdraw(withdrawn, by=editor, reason="Ошибка", kind="notice", text=NOTICE[language])
    others = [factories.published(headline=LONG[language], lead=UNBROKEN, language=language, signed="Гость")]
    others += [factories.published(headline=demo_article(language, place).headline, **usual) for place in range(1, 5)]
    others.append(factories.published(headline=demo_article(language, 5).headline, **{**usual, "section": below}))
    full = fullest(language, picture, translation_of=translation_of)
    for _week in range(4):
        digest_factories.published(full, *others, language=language, intro=demo_article(language).lead)
    tomorrow = timezone.now() + timedelta(days=1)
    chosen = PublishedArticle.objects.filter(pk__in=[full.pk, others[0].pk])
    actions.set_front(language, [actions.Pick(*pick, tomorrow) for pick in enumerate(chosen)], by=editor)
    return full


def demo_article(language: str, rank: int = 0) -> DemoArticle:
    """Return an article of the demo newsroom in this language, counted from the longest."""
    own = [article for article in all_articles() if article.language == language]
    return sorted(own, key=lambda article: -len(article.body))[rank]


def fullest(language: str, picture: Image, *, translation_of: Article | None = None) -> Article:
    """Publish an article with everything that an article can have, eight thousand characters long."""
    marks = ALL_MARKS.format(word=demo_article(language).headline, unbroken=UNBROKEN)
    article = factories.draft(
        language=language,
        kicker=demo_article(language).kicker or "Вода",
        headline=demo_article(language).headline,
        lead=demo_article(language).lead,
        body=demo_article(language).body + demo_article(language, 1).body + marks,
        source="Вестник степи",
        signed="author",
        tags=TAGS[language],
        image=picture,
        caption="Новый водовод",
        credit="Інжу Һәкімқызы",
        alt="Четыре цвета",
        age_mark="16+",
        translation_of=translation_of,
    )
    with transaction.atomic():
        edit = actions.Edit.open(article, by=article.creator)
        via = {"via_name": "Минкультуры", "via_url": "https://example.kz/minkult"}
        Source.objects.create(article=article, order=1, name="Дала хабары", url=UNBROKEN, **via)
        edit.finish()
    article.refresh_from_db()
    actions.submit(article, by=article.creator)
    actions.claim(article, by=member("corrector"))
    actions.approve(article, by=member("corrector"))
    actions.publish(article, by=member("editor"))
    return article


def _leave_work(picture: Image) -> None:
    """Make articles in every state, one published unread, a plan without approval, a typo fix, and digests."""
    for state in ("draft", "submitted", "proofing", "returned", "approved", "scheduled", "withdrawn", "spiked"):
        factories.STATES[state](headline=f"{UNBROKEN} {state}", image=picture, tags=TAGS["ru"], signed="author")
    _ask_outside(Article.objects.get(headline=f"{UNBROKEN} draft"))
    _ask_outside(factories.draft(language="kk", headline=f"{UNBROKEN} kk", signed="author"))
    factories.forced(headline="Молния", signed="author")
    void = factories.scheduled(headline="Не выйдет", signed="author")
    with actions.editing(void, by=member("editor")) as text:
        text.lead = "Лид переписан после вычитки"
    live = factories.published(by=member("writer_corrector"), headline="С опечаткой", signed="author")
    actions.fix_typo(live, by=member("writer_corrector"), field="body", before="общественый", after="общественный")
    revised = factories.revised(headline="Правят на сайте", signed="author")
    with actions.editing(revised, by=revised.creator) as text:
        text.body = text.body.replace("лисы", "рыбы")
    for make in (digest_factories.draft, digest_factories.submitted, digest_factories.approved):
        make(live, title=f"Дайджест: {make.__name__}")


def _ask_outside(article: Article) -> None:
    """Make links to a draft and to a quotation of it, an answer to each, and a link that is revoked."""
    quotation = "«Мы ждали этого десять лет», — сказала Фёкла Цыганкова."
    for recipient, words, kind in (("Ержан", "", "approval"), (UNBROKEN[:100], quotation, "remark")):
        link = actions.make_preview_link(article, by=article.creator, recipient=recipient, quotation=words)
        actions.answer_preview_link(link, kind=kind, text=f"Девять лет. {UNBROKEN}", name="Фёкла")
    revoked = actions.make_preview_link(article, by=article.creator, recipient="Никто")
    actions.revoke_preview_link(revoked, by=article.creator)

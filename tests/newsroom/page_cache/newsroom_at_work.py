"""A newsroom of a dozen articles in which random changes happen, by the actions that the admin calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Article
from articles.workflow import State
from newsroom.digests import actions as digest_actions
from newsroom.digests.models import Digest
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.website.models import FrontPick, Outlet, PublishedArticle, Section, Tag
from newsroom.worker.jobs import follow_site_version
from staff import team
from tests import digest_factories, factories
from tests.users import member

WORDS = ("Вода", "Мост", "Школа", "Сквер", "Автобус", "Кітап", "Жол", "Тоғай")
SECTIONS = ("gorod", "sport", "obshestvo")
ARTICLES = 12


@dataclass
class NewsroomAtWork:
    """Takes one random step at a time; `clock` moves `timezone.now`."""

    random: Random
    clock: pytest.MonkeyPatch
    real_now: Callable[[], datetime] = field(default=timezone.now)
    offset: timedelta = timedelta()

    def __post_init__(self) -> None:
        Outlet.objects.get_or_create(pk=1, defaults={"name_ru": "Девять дорог", "name_kk": "Тоғыз жол"})
        for number in range(ARTICLES):
            self.publish_new(language="kk" if number % 3 == 2 else "ru")
        self.waiting: list[Callable[[], None]] = []
        self.steps: list[Callable[[], None]] = [
            *(self.publish_new, self.publish_again, self.publish_again, self.edit, self.withdraw, self.restore),
            *(self.fix_typo, self.place, self.rename_section, self.rename_tag, self.rename_outlet, self.rename_person),
            *(self.publish_digest, self.withdraw_digest, self.pick, self.change_image, self.move_clock),
        ]

    def step(self) -> str:
        """Take a step; return its name. Each step comes once before one is repeated."""
        if not self.waiting:
            self.waiting = self.random.sample(self.steps, len(self.steps))
        chosen = self.waiting.pop()
        chosen()
        return chosen.__name__

    def _words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=3)) + f" {self.random.randrange(10_000)}"

    def _live(self, *states: State) -> Article | None:
        found = Article.objects.filter(is_live=True).order_by("pk")
        return self._one(list(found.filter(state__in=states) if states else found))

    def _one(self, rows: list[Article]) -> Article | None:
        return self.random.choice(rows) if rows else None

    def publish_new(self, language: str = "") -> None:
        tags = tuple(self.random.sample(WORDS, 2))
        section = factories.section(self.random.choice(SECTIONS))
        factories.published(
            headline=self._words(), language=language or self.random.choice(("ru", "kk")), tags=tags, section=section
        )

    def edit(self) -> None:
        """Write a secret into a working copy, which no reader may see."""
        if article := self._live(State.PUBLISHED):
            actions.revise(article, by=article.creator)
        elif not (article := self._live(State.DRAFT)):
            return
        with actions.editing(article, by=article.creator) as text:
            text.headline = f"Тайна {self._words()}"

    def publish_again(self) -> None:
        article = self._live(State.DRAFT)
        if article is None:
            return self.edit()
        with actions.editing(article, by=article.creator) as text:
            text.headline = self._words()
        actions.submit(article, by=article.creator)
        actions.claim(article, by=member("corrector"))
        actions.approve(article, by=member("corrector"))
        return actions.publish(article, by=member("editor"))

    def withdraw(self) -> None:
        if (article := self._live()) and Article.objects.filter(is_live=True).count() > 4:
            kind = self.random.choice(("gone", "notice", "redirect"))
            target = PublishedArticle.objects.live().exclude(pk=article.pk).order_by("pk").first()
            words = {"text": "Мы ошиблись."} if kind == "notice" else {}
            where = {"redirect_to": target} if kind == "redirect" else {}
            actions.withdraw(article, by=member("editor"), reason="Ошибка", kind=kind, **words, **where)

    def restore(self) -> None:
        if article := self._one(list(Article.objects.filter(state=State.WITHDRAWN).order_by("pk"))):
            actions.restore(article, by=member("editor"))

    def fix_typo(self) -> None:
        if article := self._live(State.PUBLISHED):
            body = PublishedArticle.objects.get(pk=article.pk).body
            if "общественый" in body:
                fix = {"field": "body", "before": "общественый", "after": "общественный"}
                actions.fix_typo(article, by=member("corrector"), **fix)

    def place(self) -> None:
        if article := self._live(State.PUBLISHED):
            others = [slug for slug in SECTIONS if slug != article.section.slug]
            with actions.editing(article, by=member("editor")) as text:
                text.section = factories.section(self.random.choice(others))

    def rename_section(self) -> None:
        section = self.random.choice(list(Section.objects.order_by("pk")))
        section.name_ru, section.name_kk = self._words(), self._words()
        if self.random.random() < 0.3:
            section.slug = f"rubrika-{self.random.randrange(1000)}"
        actions.save_section(section, by=member("editor"))

    def rename_tag(self) -> None:
        tag = self.random.choice(list(Tag.objects.order_by("pk")))
        tag.name_kk = self._words()
        actions.save_tag(tag, by=member("editor"))

    def rename_outlet(self) -> None:
        outlet = Outlet.objects.get()
        outlet.name_ru = self._words()
        actions.save_outlet(outlet, by=member("head"))

    def rename_person(self) -> None:
        person = member("journalist").person
        person.refresh_from_db()
        person.name_ru, person.on_team = self._words(), self.random.random() < 0.5
        team.save_person(person, by=member("head"))

    def publish_digest(self) -> None:
        articles = list(Article.objects.filter(is_live=True, language="ru").order_by("-pk")[:3])
        if articles:
            digest_factories.published(*articles, title=self._words())

    def withdraw_digest(self) -> None:
        digest = Digest.objects.filter(is_live=True).order_by("pk").first()
        if digest:
            digest_actions.withdraw(digest, by=member("editor"), reason="Ошибка")

    def pick(self) -> None:
        articles = list(PublishedArticle.objects.live("ru").order_by("pk"))
        if articles:
            until = timezone.now() + timedelta(hours=1)
            lead = actions.Pick(FrontPick.LEAD, self.random.choice(articles), until)
            actions.set_front("ru", [lead], by=member("editor"))

    def change_image(self) -> None:
        """Publish a working copy with another picture."""
        number = self.random.randrange(3)
        own = {"width": 1600, "height": 1000, "bytes": 1, "title": "Снимок", "public_token": f"{number}" * 32}
        image = Image.objects.get_or_create(file=f"originals/{number}.jpg", sha256=f"{number}" * 64, defaults=own)[0]
        self.clock.setattr(public, "publish_all", set)
        if article := self._live(State.PUBLISHED):
            actions.revise(article, by=article.creator)
            with actions.editing(article, by=article.creator) as text:
                text.image, text.alt, text.caption, text.credit = image, "Снимок", self._words(), "Фото: А. С."
            self.publish_again()

    def move_clock(self) -> None:
        """Let minutes, hours or a day pass, and the worker work."""
        self.offset += self.random.choice((timedelta(minutes=5), timedelta(hours=2), timedelta(days=1)))
        self.clock.setattr(timezone, "now", lambda: self.real_now() + self.offset)
        actions.end_picks()
        follow_site_version()

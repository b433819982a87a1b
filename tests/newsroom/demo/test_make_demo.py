"""The demo newsroom as readers and staff see it. It is loaded once, because that takes longest."""

import re
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, Transition
from articles.workflow import State
from newsroom.demo import load, replay
from newsroom.demo.people import USERS
from newsroom.digests import actions as digest_actions
from newsroom.digests.content import Content
from newsroom.digests.models import Digest, DigestItem, DigestTransition
from newsroom.utils.dates import local_date
from newsroom.website.models import FrontPick, Outlet, PublishedArticle, PublishedDigest, PublishedRelated
from staff.models import User
from tests.users import client_of

FULL_LENGTH = 4000
NIGHT = range(1, 6)
STARTS = {
    "head": {"waiting", "approved", "unread", "digests", "scheduled"},
    "editor": {"waiting", "approved", "unread", "digests", "scheduled"},
    "journalist": {"returned", "drafts", "on_the_way", "approved"},
    "corrector": {"waiting", "claimed", "unread", "digests"},
    "writer-corrector": {"returned", "waiting", "drafts", "on_the_way"},
    "writer-moderator": {"returned", "drafts", "on_the_way", "digests"},
}
"""What each person's start page asks of him. A moderator's is empty until readers write."""


@pytest.fixture
def interrupted(db, monkeypatch):
    """A newsroom whose `make_demo` was interrupted after the accounts were created; the next one is short."""
    monkeypatch.setattr(replay, "replay", mock.Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        call_command("make_demo", stdout=StringIO())
    monkeypatch.setattr(replay, "replay", mock.Mock())


def test_an_interrupted_load_leaves_nothing_that_blocks_the_next(interrupted, monkeypatch):
    assert not User.objects.filter(is_robot=False).exists()
    monkeypatch.setenv("DEMO_PASSWORD", "after-the-interruption")
    call_command("make_demo", if_empty=True, stdout=(out := StringIO()))
    assert "after-the-interruption" in out.getvalue()
    assert "after-the-interruption" in load.passwords_file().read_text(encoding="utf-8")
    assert Client().login(username="head", password="after-the-interruption")


def test_it_refuses_a_newsroom_at_work(head):
    with pytest.raises(CommandError, match="уже работают"):
        call_command("make_demo", stdout=StringIO())
    call_command("make_demo", if_empty=True, stdout=(out := StringIO()))
    assert not out.getvalue()


def test_it_is_a_newsroom_at_work(db):
    call_command("make_demo", stdout=StringIO())
    it_has_enough_to_read()
    it_shows_what_was_changed_after_it_went_out()
    it_pairs_languages_on_both_sides()
    its_digests_tell_what_they_list()
    its_front_pages_stand_as_the_editors_set_them()
    its_sections_have_two_levels()
    its_former_addresses_lead_on()
    its_editors_recommend()
    it_shows_who_worked_here_and_who_answers_for_it()
    everybody_finds_work_on_the_start_page()
    every_day_of_the_week_saw_several_people_at_work()
    the_week_had_everything_that_happens()
    a_proposal_repeats_nothing()


def page(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def it_has_enough_to_read():
    texts = PublishedArticle.objects.live().values_list("text", flat=True)
    assert Article.objects.count() >= 40
    assert len([text for text in texts if len(text) >= FULL_LENGTH]) >= 12
    assert all(PublishedArticle.objects.live(language).count() >= 12 for language in ("ru", "kk"))


def it_shows_what_was_changed_after_it_went_out():
    for prefix, word in (("ru", "Обновлено"), ("kk", "Жаңартылды")):
        changed = PublishedArticle.objects.live(prefix).exclude(updated_at=None).first()
        assert changed is not None
        assert word in page(changed.get_absolute_url())


def it_pairs_languages_on_both_sides():
    pairs = 0
    for article in Article.objects.filter(language="kk", is_live=True).exclude(translation_of=None):
        kazakh, russian = (PublishedArticle.objects.get(pk=pk) for pk in (article.pk, article.translation_of_id))
        if russian.is_live:
            assert russian.get_absolute_url() in page(kazakh.get_absolute_url())
            assert kazakh.get_absolute_url() in page(russian.get_absolute_url())
            pairs += 1
    assert pairs >= 6


def its_digests_tell_what_they_list():
    assert Digest.objects.count() >= 4
    assert Digest.objects.filter(state=State.SUBMITTED).exists()
    lists = {"ru": page("/digests/"), "kk": page("/kk/digests/")}
    for digest in PublishedDigest.objects.all():
        if not digest.is_live:
            assert Client().get(digest.get_absolute_url()).status_code == 410
            continue
        assert digest.title in lists[digest.language]
        retold = page(digest.get_absolute_url())
        assert digest.items.count() >= 4
        for item in digest.items.select_related("article"):
            first, last = digest.period
            assert first <= local_date(item.article.published_at) <= last
            assert item.retelling in retold
            assert item.article.get_absolute_url() in retold
    steps = DigestTransition.objects.exclude(reason="").values_list("name", flat=True)
    assert {"send_back", "withdraw"} <= set(steps)


def a_proposal_repeats_nothing():
    journalist = User.objects.get(username="journalist")
    today = local_date(timezone.now())
    retold = set(DigestItem.objects.exclude(digest__state="withdrawn").values_list("article", flat=True))
    for language in ("ru", "kk"):
        empty = Content("Осталось за месяц", today - timedelta(days=30), today)
        digest = digest_actions.create_digest(empty, language=language, by=journalist)
        assert digest_actions.propose(digest, by=journalist) > 0
        assert not retold & set(digest.items.values_list("article", flat=True))


def its_front_pages_stand_as_the_editors_set_them():
    for language, path in (("ru", "/"), ("kk", "/kk/")):
        picks = list(FrontPick.objects.active(language, timezone.now()).select_related("article"))
        assert [pick.order for pick in picks] == [0, 1, 2]
        assert all(pick.ends_at > timezone.now() + timedelta(days=2) for pick in picks)
        main = page(path).split("<main", 1)[1]
        places = [main.index(pick.article.get_absolute_url()) for pick in picks]
        assert places == sorted(places)


def its_sections_have_two_levels():
    for prefix, below, above in (("", "transport", "gorod"), ("/kk", "sela", "regiony"), ("", "sela", "regiony")):
        newest = (
            PublishedArticle.objects.live("kk" if prefix else "ru").filter(section__slug=below).newest_first().first()
        )
        parent = page(f"{prefix}/sections/{above}/")
        assert newest.get_absolute_url() in parent
        assert f"{prefix}/sections/{below}/" in parent
        assert newest.get_absolute_url() in page(f"{prefix}/sections/{below}/")


def its_former_addresses_lead_on():
    moved = {"/sections/chp/": "/sections/proisshestviya/", "/tags/avtobusy/": "/tags/obshchestvennyy-transport/"}
    for former, now in moved.items():
        answer = Client().get(former)
        assert (answer.status_code, answer["Location"]) == (301, now)
        page(now)


def its_editors_recommend():
    picking = PublishedArticle.objects.filter(pk__in=PublishedRelated.objects.values("article"))
    assert len(picking) >= 3
    for article in picking:
        block = page(article.get_absolute_url()).split('class="related"', 1)[1]
        picks = PublishedRelated.objects.filter(article=article).order_by("order").select_related("related")
        places = [block.index(pick.related.get_absolute_url()) for pick in picks]
        assert places == sorted(places)


def it_shows_who_worked_here_and_who_answers_for_it():
    for path, name in (("/team/", "Аркадий Эйс"), ("/kk/team/", "Аркадий Эйс")):
        assert name in page(path)
    assert "2019" in page("/team/arkadiy-eys/")
    assert Outlet.objects.current().missing == []
    outlet = Outlet.objects.current()
    for path, owner in (("/about/", outlet.owner_ru), ("/kk/about/", outlet.owner_kk)):
        assert owner in page(path)


def everybody_finds_work_on_the_start_page():
    for username, asked in STARTS.items():
        found = re.findall(r'data-queue="(\w+)"', page("/admin/", client_of(User.objects.get(username=username))))
        assert asked <= set(found), username
    waiting = Article.objects.waiting().values_list("language", flat=True)
    approved = Article.objects.ready_to_go().values_list("language", flat=True)
    returned = Article.objects.filter(state="returned").values_list("language", flat=True)
    assert set(waiting) == set(approved) == set(returned) == {"ru", "kk"}


def last_week() -> list[Transition]:
    """Return the transitions of the last seven complete days."""
    today = local_date(timezone.now())
    steps = Transition.objects.select_related("user").order_by("at")
    return [step for step in steps if 1 <= (today - local_date(step.at)).days <= 7]


def every_day_of_the_week_saw_several_people_at_work():
    steps = last_week()
    assert {local_date(step.at) for step in steps} == {
        local_date(timezone.now()) - timedelta(days=ago) for ago in range(1, 8)
    }
    for day in {local_date(step.at) for step in steps}:
        of_day = [step for step in steps if local_date(step.at) == day]
        assert len(of_day) >= 10, day
        assert len({step.user_id for step in of_day}) >= 4, day
    at_work = {role for step in steps for role in step.user.roles}
    assert at_work >= {role for user in USERS for role in user.roles} - {"moderator"}
    by_night = [step for step in steps if timezone.localtime(step.at).hour in NIGHT]
    assert {step.user.username for step in by_night} == {"editor"}, "the flash, and nobody else"


def the_week_had_everything_that_happens():
    steps = last_week()
    happened = {step.name for step in steps}
    assert happened >= {
        "send_back",
        "force_publish",
        "catch_up",
        "take_over",
        "schedule",
        "fix_typo",
        "withdraw",
        "revise",
    }
    assert any(step.name == "publish" and step.user.is_robot for step in steps)
    assert all(step.reason for step in steps if step.name in {"send_back", "force_publish", "withdraw"})
    assert len([step for step in steps if step.name == "send_back"]) >= 4

"""The demo digests: in their own words, of articles that were published, with a possible history."""

from datetime import timedelta
from itertools import pairwise

import pytest

from newsroom.demo.articles import DemoArticle, all_articles
from newsroom.demo.digests import DemoDigest, all_digests
from newsroom.demo.front_page import FRONT_PAGES
from newsroom.demo.history import EDIT, WRITE
from newsroom.demo.people import USERS
from newsroom.digests.workflow import RULES
from tests.newsroom.demo.wording import FOREIGN, HOURS, loose_in, made_at

DIGESTS = all_digests()
ARTICLES = {article.key: article for article in all_articles()}
ROLES = {user.username: set(user.roles) for user in USERS}
AS_LEAD = 5
"""So many words in a row that stand in the lead too are the lead, not a retelling."""


def each_digest():
    return pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.key)


def last_version(digest: DemoDigest) -> DemoDigest:
    for event in digest.history:
        digest = digest.after(event)
    return digest


def state_of(digest: DemoDigest) -> str:
    """Return the last state; assert that each transition is allowed."""
    state, live = "", False
    for event in digest.history:
        if event.action == WRITE:
            state = "draft"
        elif event.action != EDIT:
            row = RULES[event.action]
            assert row.applies_to(state, is_live=live), f"{event.action} from {state}"
            assert row.reason is None or event.reason, f"{event.action} wants a reason"
            state = row.target
            live = state == "published" or (live and state != "withdrawn")
    return state


def went_out(article: DemoArticle):
    out, *_again = (event for event in article.history if event.action in {"publish", "force_publish"})
    return out.moment


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,:;—«»?!") for word in text.lower().split()]
    return {tuple(words[place : place + AS_LEAD]) for place in range(len(words) - AS_LEAD + 1)}


def test_it_has_digests_of_successive_weeks_in_both_languages_and_in_every_state():
    states = {digest.key: state_of(digest) for digest in DIGESTS}
    assert set(states.values()) >= {"draft", "submitted", "published", "withdrawn"}
    out = [digest for digest in DIGESTS if states[digest.key] == "published"]
    weeks = sorted((digest.starts, digest.ends) for digest in out if digest.language == "ru")
    assert [ends - starts for starts, ends in weeks] == [6, 6]
    assert [next_one[0] - one[1] for one, next_one in pairwise(weeks)] == [1]
    assert [digest for digest in out if digest.language == "kk"]


@each_digest()
def test_it_retells_articles_of_its_language_and_period_in_its_own_words(digest):
    now = made_at(12)
    starts_on, ends_on = digest.period(now)
    assert len({item.article for item in digest.items}) == len(digest.items) >= 2
    for item in last_version(digest).items:
        article = ARTICLES[item.article]
        assert article.language == digest.language
        assert starts_on <= went_out(article).on(now).date() <= ends_on
        assert went_out(article).on(now) < digest.history[0].moment.on(now)
        assert item.retelling or state_of(digest) == "draft"
        assert not runs_of_words(item.retelling) & runs_of_words(article.lead)
        assert len(item.retelling) <= 400


@each_digest()
def test_it_keeps_words_together_and_names_nobody_of_the_first_page(digest):
    retold = last_version(digest)
    for text in (
        retold.title,
        retold.intro,
        *(item.headline for item in retold.items),
        *(item.retelling for item in retold.items),
    ):
        assert not loose_in(text, digest.language), text
        assert not FOREIGN.search(text), text


@each_digest()
@pytest.mark.parametrize("hour", HOURS)
def test_it_happens_in_order_and_in_the_past(digest, hour):
    moments = [event.moment.on(made_at(hour)) for event in digest.history]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert moments[-1] < made_at(hour)


@each_digest()
def test_its_readers_have_not_written_it(digest):
    written_by = {event.who for event in digest.history if event.action in {WRITE, EDIT}}
    for event in digest.history:
        if event.action in {"approve", "send_back"}:
            assert ROLES[event.who] & {"corrector", "editor", "head"}
            assert event.who not in written_by
        if event.action in {"publish", "withdraw"}:
            assert ROLES[event.who] & {"editor", "head"}


@pytest.mark.parametrize("front", FRONT_PAGES, ids=lambda front: f"{front.language} {front.moment.days}")
def test_an_editor_keeps_articles_of_the_language_on_top_that_were_out(front):
    now = made_at(12)
    assert ROLES[front.who] & {"editor", "head"}
    for key, ends in front.picks:
        assert ARTICLES[key].language == front.language
        assert went_out(ARTICLES[key]).on(now) < front.moment.on(now) < ends.on(now)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_newest_front_page_stands_some_days_more(language):
    now = made_at(12)
    newest = max((front for front in FRONT_PAGES if front.language == language), key=lambda front: front.moment.on(now))
    assert len(newest.picks) == 3, "the main one and two below it"
    assert all(ends.on(now) - now > timedelta(days=2) for _key, ends in newest.picks)

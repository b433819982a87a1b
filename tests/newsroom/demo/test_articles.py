"""The demo articles: complete, well-formed, typographically clean, with a possible history."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from articles.workflow import RULES
from newsroom.demo.articles import DemoArticle, all_articles
from newsroom.demo.history import EDIT, WRITE
from newsroom.demo.outlet import OUTLETS
from newsroom.demo.people import PERSONS, USERS
from newsroom.demo.sections import SECTIONS
from newsroom.demo.uploads import FOLDER
from tests.newsroom.demo.wording import FOREIGN, HOURS, NAMED, loose_in, made_at

ARTICLES = all_articles()
BY_KEY = {article.key: article for article in ARTICLES}
TABLE = {"table", "tbody", "tr", "th", "td"}
ALLOWED_MARKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
ALLOWED_MARKS |= TABLE | {"section", "cite", "footer", "small"}
READERS = {"corrector", "editor", "head"}


def each_article():
    return pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)


class Marks(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.faults, self.links = [], set(), [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def words_of(article: DemoArticle) -> str:
    return re.sub(r"<[^>]+>", "", article.body)


def last_version(article: DemoArticle) -> DemoArticle:
    for event in article.history:
        article = article.after(event)
    return article


def walk(article: DemoArticle) -> tuple[str, bool, bool]:
    """Return state, live and unread after the history; assert that each transition is allowed."""
    state, live, unread = "", False, False
    for event in article.history:
        if event.action == WRITE:
            state = "draft"
        elif event.action != EDIT:
            row = RULES[event.action]
            assert row.applies_to(state, is_live=live), f"{event.action} from {state}"
            assert row.reason is None or event.reason, f"{event.action} wants a reason"
            state = row.target or state
            live = state == "published" or (live and state != "withdrawn")
            unread = event.action == "force_publish" or (unread and event.action != "catch_up")
    return state, live, unread


def writers_of(article: DemoArticle) -> set[str]:
    login = {person.slug: person.username for person in PERSONS}
    return {article.history[0].who} | {login[row.person] for row in article.bylines if row.person and login[row.person]}


def test_it_has_enough_in_both_languages():
    russian = [article for article in ARTICLES if article.language == "ru"]
    full_length = [article for article in ARTICLES if 4000 <= len(words_of(article)) <= 8000]
    assert len(ARTICLES) >= 40
    assert len(russian) >= 25
    assert len(ARTICLES) - len(russian) >= 15
    assert len(full_length) >= 12
    assert len({article.headline for article in ARTICLES}) == len(ARTICLES)


def test_it_covers_every_state():
    ends = [walk(article) for article in ARTICLES]
    assert {state for state, _, _ in ends} == {
        "draft", "submitted", "proofing", "returned", "approved", "scheduled", "published", "withdrawn", "spiked"
    }  # fmt: skip
    assert ends.count(("draft", False, False)) >= 2
    assert ("draft", True, False) in ends, "a live article with a working copy"
    assert ("published", True, True) in ends, "a article that went out unread"
    kinds = {event.kind for article in ARTICLES for event in article.history if event.action == "withdraw"}
    assert kinds == {"notice", "gone", "redirect"}


def test_it_goes_out_by_night_too():
    times = {event.moment.at.strftime("%H:%M") for article in ARTICLES for event in article.history if event.moment.at}
    assert {"00:30", "04:30"} <= times


def test_it_pairs_translations_of_the_other_language():
    pairs = [article for article in ARTICLES if article.translation_of]
    assert len(pairs) >= 6
    assert all(BY_KEY[article.translation_of].language != article.language for article in pairs)


def test_it_shows_every_special_letter():
    text = "".join(article.headline + article.lead + article.body for article in ARTICLES).lower()
    assert not set("әғқңөұүһіёщъцэю") - set(text)


@each_article()
def test_it_uses_known_sections_tags_people_and_pictures(article):
    assert article.section in {section.slug for section in SECTIONS}
    assert set(article.tags) <= {tag.name_ru if article.language == "ru" else tag.name_kk for tag in NAMED}
    assert {row.person for row in article.bylines if row.person} <= {person.slug for person in PERSONS}
    assert {event.who for event in article.history} <= {user.username for user in USERS} | {"scheduler"}
    assert all((article.caption, article.credit, article.alt))
    assert (FOLDER / f"{article.picture}.webp").is_file()
    assert article.bylines
    assert all(len([value for value in (row.person, row.guest, row.newsroom) if value]) == 1 for row in article.bylines)
    for event in article.history:
        assert {event.target, *event.related} - {""} <= set(BY_KEY)


@each_article()
def test_it_is_clean_html(article):
    marks = Marks()
    marks.feed(last_version(article).body)
    assert not marks.faults
    assert not marks.open
    assert marks.seen <= ALLOWED_MARKS
    assert all(link.startswith("https://example.kz/") for link in marks.links)


@each_article()
def test_it_has_a_readable_length(article):
    assert 900 <= len(words_of(article)) <= 8000
    assert 15 <= len(article.headline) <= 140
    assert 30 <= len(article.lead) <= 400


@each_article()
def test_it_keeps_words_together(article):
    final = last_version(article)
    fields = [final.headline, final.lead, final.caption, final.credit, final.alt, *words_of(final).split("\n")]
    for text in fields:
        assert not loose_in(text, article.language), text


@each_article()
def test_it_names_no_real_person(article):
    assert not FOREIGN.search(
        article.headline + article.lead + article.body + str(article.bylines) + str(article.sources)
    )


@each_article()
def test_it_has_a_possible_history(article):
    assert [event.action for event in article.history].count(WRITE) == 1
    assert article.history[0].action == WRITE
    walk(article)
    roles = {user.username: set(user.roles) for user in USERS} | {"scheduler": {"editor"}}
    for event in article.history:
        if event.action in {"claim", "take_over", "approve"}:
            assert roles[event.who] & READERS
            assert event.who not in writers_of(article)
        if event.action in {"publish", "force_publish", "schedule", "withdraw", "place"}:
            assert roles[event.who] & {"editor", "head"}


@each_article()
@pytest.mark.parametrize("hour", HOURS)
def test_it_happens_in_order_and_in_the_past(article, hour):
    now = made_at(hour)
    moments = [event.moment.on(now) for event in article.history]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert moments[-1] < now
    assert now - moments[0] < timedelta(days=17)


def test_it_plans_the_scheduled_article_for_the_future():
    now = made_at(12)
    planned = [article.history[-1] for article in ARTICLES if walk(article)[0] == "scheduled"]
    assert planned
    assert all(event.due is not None and event.due.on(now) > now for event in planned)


def test_it_has_people_for_every_role_and_a_person_for_every_writer():
    assert {role for user in USERS for role in user.roles} == {"head", "editor", "journalist", "corrector", "moderator"}
    assert {person.username for person in PERSONS if person.username} == {user.username for user in USERS}
    assert len({person.slug for person in PERSONS}) == len(PERSONS)
    assert all((FOLDER / f"{person.portrait}.webp").is_file() for person in PERSONS)


def test_it_presents_the_outlet_in_both_languages():
    for language, outlet in OUTLETS.items():
        assert outlet.owner in ("ТОО «Пример Медиа» (вымышленное)", "«Пример Медиа» ЖШС (ойдан шығарылған)"), language
        for text in re.sub(r"<[^>]+>", "", outlet.mission + outlet.imprint).split("\n"):
            assert not loose_in(text, language), text

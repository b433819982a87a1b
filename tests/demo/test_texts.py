"""The demo newsroom's texts: complete, well-formed, typographically clean, on a possible route."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from articles.workflow import TABLE
from newsroom.demo.outlet import OUTLETS
from newsroom.demo.people import PERSONS, USERS
from newsroom.demo.pictures import NAMES
from newsroom.demo.pieces import Piece, all_pieces
from newsroom.demo.sections import SECTIONS
from newsroom.demo.steps import EDIT, WRITE
from tests.demo.wording import FOREIGN, HOURS, NAMED, loose_in, made_at

PIECES = all_pieces()
BY_KEY = {piece.key: piece for piece in PIECES}
ALLOWED_MARKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
READERS = {"corrector", "editor", "head"}


def each_piece():
    return pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.key)


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


def words_of(piece: Piece) -> str:
    return re.sub(r"<[^>]+>", "", piece.body)


def last_version(piece: Piece) -> Piece:
    for step in piece.path:
        piece = piece.after(step)
    return piece


def walk(piece: Piece) -> tuple[str, bool, bool]:
    """State, live and unread after the path; asserts that every verb leads from where it stands."""
    state, live, unread = "", False, False
    for step in piece.path:
        if step.verb == WRITE:
            state = "draft"
        elif step.verb != EDIT:
            row = TABLE[step.verb]
            assert row.leads_from(state, live=live), f"{step.verb} from {state}"
            assert row.reason is None or step.reason, f"{step.verb} wants a reason"
            state = row.target or state
            live = state == "published" or (live and state != "withdrawn")
            unread = step.verb == "force_publish" or (unread and step.verb != "catch_up")
    return state, live, unread


def writers_of(piece: Piece) -> set[str]:
    login = {person.slug: person.username for person in PERSONS}
    return {piece.path[0].who} | {login[row.person] for row in piece.bylines if row.person and login[row.person]}


def test_it_has_enough_in_both_languages():
    russian = [piece for piece in PIECES if piece.language == "ru"]
    full_length = [piece for piece in PIECES if 4000 <= len(words_of(piece)) <= 8000]
    assert len(PIECES) >= 40
    assert len(russian) >= 25
    assert len(PIECES) - len(russian) >= 15
    assert len(full_length) >= 12
    assert len({piece.headline for piece in PIECES}) == len(PIECES)


def test_it_covers_every_state():
    ends = [walk(piece) for piece in PIECES]
    assert {state for state, _, _ in ends} == {
        "draft", "submitted", "proofing", "returned", "approved", "scheduled", "published", "withdrawn", "spiked"
    }  # fmt: skip
    assert ends.count(("draft", False, False)) >= 2
    assert ("draft", True, False) in ends, "a live piece with a working copy"
    assert ("published", True, True) in ends, "a piece that went out unread"
    kinds = {step.kind for piece in PIECES for step in piece.path if step.verb == "withdraw"}
    assert kinds == {"notice", "gone", "redirect"}


def test_it_goes_out_by_night_too():
    times = {step.moment.at.strftime("%H:%M") for piece in PIECES for step in piece.path if step.moment.at}
    assert {"00:30", "04:30"} <= times


def test_it_pairs_translations_of_the_other_language():
    pairs = [piece for piece in PIECES if piece.translation_of]
    assert len(pairs) >= 6
    assert all(BY_KEY[piece.translation_of].language != piece.language for piece in pairs)


def test_it_shows_every_special_letter():
    text = "".join(piece.headline + piece.lead + piece.body for piece in PIECES).lower()
    assert not set("әғқңөұүһіёщъцэю") - set(text)


@each_piece()
def test_it_uses_known_sections_tags_people_and_pictures(piece):
    assert piece.section in {section.slug for section in SECTIONS}
    assert set(piece.tags) <= {tag.name_ru if piece.language == "ru" else tag.name_kk for tag in NAMED}
    assert {row.person for row in piece.bylines if row.person} <= {person.slug for person in PERSONS}
    assert {step.who for step in piece.path} <= {user.username for user in USERS} | {"scheduler"}
    assert not piece.picture or (piece.picture in NAMES and piece.caption and piece.credit and piece.alt)
    assert piece.bylines
    assert all(len([value for value in (row.person, row.guest, row.newsroom) if value]) == 1 for row in piece.bylines)
    for step in piece.path:
        assert {step.target, *step.related} - {""} <= set(BY_KEY)


@each_piece()
def test_it_is_clean_html(piece):
    marks = Marks()
    marks.feed(last_version(piece).body)
    assert not marks.faults
    assert not marks.open
    assert marks.seen <= ALLOWED_MARKS
    assert all(link.startswith("https://example.kz/") for link in marks.links)


@each_piece()
def test_it_has_a_readable_length(piece):
    assert 900 <= len(words_of(piece)) <= 8000
    assert 15 <= len(piece.headline) <= 140
    assert 30 <= len(piece.lead) <= 400


@each_piece()
def test_it_keeps_words_together(piece):
    final = last_version(piece)
    fields = [final.headline, final.lead, final.caption, final.credit, final.alt, *words_of(final).split("\n")]
    for text in fields:
        assert not loose_in(text, piece.language), text


@each_piece()
def test_it_names_nobody_of_the_first_page(piece):
    assert not FOREIGN.search(piece.headline + piece.lead + piece.body + str(piece.bylines) + str(piece.sources))


@each_piece()
def test_it_takes_a_possible_route(piece):
    assert [step.verb for step in piece.path].count(WRITE) == 1
    assert piece.path[0].verb == WRITE
    walk(piece)
    roles = {user.username: set(user.roles) for user in USERS} | {"scheduler": {"editor"}}
    for step in piece.path:
        if step.verb in {"claim", "take_over", "approve"}:
            assert roles[step.who] & READERS
            assert step.who not in writers_of(piece)
        if step.verb in {"publish", "force_publish", "schedule", "withdraw", "place"}:
            assert roles[step.who] & {"editor", "head"}


@each_piece()
@pytest.mark.parametrize("hour", HOURS)
def test_it_happens_in_order_and_in_the_past(piece, hour):
    now = made_at(hour)
    moments = [step.moment.on(now) for step in piece.path]
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert moments[-1] < now
    assert now - moments[0] < timedelta(days=17)


def test_it_plans_the_scheduled_piece_for_the_future():
    now = made_at(12)
    planned = [piece.path[-1] for piece in PIECES if walk(piece)[0] == "scheduled"]
    assert planned
    assert all(step.due is not None and step.due.on(now) > now for step in planned)


def test_it_has_people_for_every_role_and_a_person_for_every_writer():
    assert {role for user in USERS for role in user.roles} == {"head", "editor", "journalist", "corrector", "moderator"}
    assert {person.username for person in PERSONS if person.username} == {user.username for user in USERS}
    assert len({person.slug for person in PERSONS}) == len(PERSONS)
    assert {person.portrait for person in PERSONS} <= set(NAMES)


def test_it_presents_the_outlet_in_both_languages():
    for language, outlet in OUTLETS.items():
        assert outlet.owner in ("ТОО «Пример Медиа» (вымышленное)", "«Пример Медиа» ЖШС (ойдан шығарылған)"), language
        for text in re.sub(r"<[^>]+>", "", outlet.mission + outlet.imprint).split("\n"):
            assert not loose_in(text, language), text

"""Planning with one press, and the question about a day that is far ahead."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import actions
from articles.admin.transitions import wall_clock
from articles.models import Article
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import post_transition, transition_url
from tests.users import client_of

pytestmark = pytest.mark.django_db

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[timezone]:
    """Let the form believe that it is noon in Almaty, and the actions that it is earlier."""

    class Clock:
        now = staticmethod(lambda: datetime.now(ALMATY).replace(hour=12, minute=0))

    monkeypatch.setattr(wall_clock, "timezone", Clock)
    Clock.get_default_timezone = timezone.get_default_timezone  # type: ignore[attr-defined]
    return Clock  # type: ignore[return-value]


def labels(article: Article, user: User) -> list[str]:
    page = client_of(user).get(transition_url(article, "schedule")).content.decode()
    return [label for label in ("сегодня 18:00", "завтра 9:00") if label in page]


def test_a_press_on_tomorrow_plans_it(editor: User) -> None:
    article = factories.approved()
    tomorrow = datetime.now(ALMATY).date() + timedelta(days=1)
    page = client_of(editor).get(transition_url(article, "schedule")).content.decode()
    assert f'name="moment" value="{tomorrow}T09:00"' in page
    answer = post_transition(client_of(editor), article, "schedule", moment=f"{tomorrow}T09:00")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.scheduled_for == datetime(tomorrow.year, tomorrow.month, tomorrow.day, 9, tzinfo=ALMATY)


def test_this_evening_is_offered_until_it_has_come(editor: User, clock: type, monkeypatch: pytest.MonkeyPatch) -> None:
    article = factories.approved()
    assert labels(article, editor) == ["сегодня 18:00", "завтра 9:00"]
    monkeypatch.setattr(clock, "now", staticmethod(lambda: datetime.now(ALMATY).replace(hour=18, minute=0, second=1)))
    assert labels(article, editor) == ["завтра 9:00"]


@pytest.mark.parametrize("moment", ["", "x", "2020-01-01T09:00", "2026-99-99T99:99", "T", "9" * 3000])
def test_a_forged_moment_is_asked_again(editor: User, moment: str) -> None:
    article = factories.approved()
    answer = post_transition(client_of(editor), article, "schedule", moment=moment)
    assert answer.status_code == 422
    article.refresh_from_db()
    assert article.state == "approved"


def test_suspicious_words_are_asked_about_first(editor: User) -> None:
    article = factories.approved(headline="Мост (черновик)")
    tomorrow = datetime.now(ALMATY).date() + timedelta(days=1)
    answer = post_transition(client_of(editor), article, "schedule", moment=f"{tomorrow}T09:00")
    assert answer.status_code == 422
    assert f'value="{tomorrow}"' in answer.content.decode()


def test_a_day_more_than_a_year_ahead_is_asked_about(editor: User) -> None:
    article = factories.approved()
    day = (timezone.now() + timedelta(days=3650)).date()
    sent = {"date": day.isoformat(), "time": "09:00"}
    answer = post_transition(client_of(editor), article, "schedule", **sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "До этого дня больше года." in page
    assert f'value="{day}"' in page
    article.refresh_from_db()
    assert article.state == "approved"
    assert post_transition(client_of(editor), article, "schedule", **sent, far="on").status_code == 302
    article.refresh_from_db()
    assert article.state == "scheduled"


def test_a_day_within_a_year_is_not(editor: User) -> None:
    article = factories.approved()
    day = (timezone.now() + timedelta(days=360)).date()
    sent = {"date": day.isoformat(), "time": "09:00"}
    assert post_transition(client_of(editor), article, "schedule", **sent).status_code == 302
    actions.unschedule(Article.objects.get(pk=article.pk), by=editor)

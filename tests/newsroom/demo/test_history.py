"""Moments of a history: in working hours, at whatever hour the demo is loaded."""

import pytest

from newsroom.demo.history import Moment
from tests.newsroom.demo.wording import made_at


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("hours_ago", [0.5, 3, 13, 20])
def test_hours_ago_are_hours_of_work(hour, hours_ago):
    moment = Moment(hours_ago=hours_ago).on(made_at(hour))
    assert 8 <= moment.hour < 22
    assert moment < made_at(hour)


def test_the_night_between_does_not_count():
    assert Moment(hours_ago=2).on(made_at(9)) == made_at(21).replace(day=21, hour=21, minute=31)


def test_within_a_day_an_hour_is_an_hour():
    assert Moment(hours_ago=2).on(made_at(12)) == made_at(10)

"""The demo newsroom's pictures: the right size, the same each time, and something to see on them."""

import pytest

from newsroom.demo.pictures import NAMES, draw


@pytest.mark.parametrize("name", NAMES)
def test_it_draws_a_full_size_picture_with_something_on_it(name):
    picture = draw(name)
    assert picture.mode == "RGB"
    own = {"logo": (1200, 1200), "cover": (1600, 840)}
    wanted = own.get(name, (800, 800) if name.startswith("portrait-") else (1600, 1067))
    assert picture.size == wanted
    assert all(darkest + 60 < lightest for darkest, lightest in picture.getextrema())


@pytest.mark.parametrize("name", ["wheat", "portrait-lidiya-vereshchuk"])
def test_it_draws_a_name_the_same_way_each_time(name):
    assert draw(name).tobytes() == draw(name).tobytes()


def test_it_knows_only_its_names():
    with pytest.raises(KeyError):
        draw("sea")

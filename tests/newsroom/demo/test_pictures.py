"""The demo's pictures: one for each article, light, and wide enough for every rendition."""

from collections import Counter

import pytest
from PIL import Image

from newsroom.demo.articles import all_articles
from newsroom.demo.people import PERSONS
from newsroom.demo.uploads import FOLDER

KILOBYTES = 1024
FILES = sorted(FOLDER.iterdir())
ARTICLES = {article.picture for article in all_articles()}
PORTRAITS = {person.portrait for person in PERSONS}


def test_each_article_has_a_picture_of_its_own():
    assert not [name for name, count in Counter(article.picture for article in all_articles()).items() if count > 1]


def test_each_file_is_used_and_together_they_are_light():
    assert {path.stem for path in FILES} == ARTICLES | PORTRAITS | {"logo", "cover"}
    assert {path.suffix for path in FILES} == {".webp"}
    assert sum(path.stat().st_size for path in FILES) < 3 * KILOBYTES**2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_light_and_wide_enough(path):
    assert path.stat().st_size <= 41 * KILOBYTES
    with Image.open(path) as picture:
        assert picture.format == "WEBP"
        assert picture.width >= (1600 if path.stem in ARTICLES | {"cover"} else 800)

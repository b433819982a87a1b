"""What the desk's scripts say, in both languages and without a browser: the catalogue they get, Select2's words."""

import json
import re
from pathlib import Path

import django
import pytest
from django.contrib.staticfiles import finders

from newsroom.strings import messages_in
from staff.models import User
from tests.untranslated import Typed, english_in
from tests.users import client_of

pytestmark = pytest.mark.django_db

STOCK = Path(django.__file__).parent / "contrib" / "admin" / "static" / "admin" / "js"
NAME = re.compile(r"(\w+):")
NOBODY = Typed.of(())
SAID = re.compile(r"\"[^\"]*\"|`[^`]*`")


@pytest.fixture(params=["ru", "kk"])
def speaker(request: pytest.FixtureRequest, head: User) -> User:
    """The head, who works in one of the languages."""
    head.language = request.param
    head.save()
    return head


def test_the_catalogue_has_all_that_the_stock_scripts_say(speaker: User) -> None:
    script = client_of(speaker).get("/admin/jsi18n/").content.decode()
    found = re.search(r"newcatalog = (\{.*?\});$", script, re.DOTALL | re.MULTILINE)
    assert found
    catalogue = json.loads(found[1])
    messages = messages_in(STOCK.glob("**/*.js"))
    assert len(messages) > 50
    for message in messages:
        key = f"{message.context}\x04{message.text}" if message.context else message.text
        assert key in catalogue, message
        forms = [catalogue[key]] if isinstance(catalogue[key], str) else catalogue[key]
        assert [form for form in forms if english_in(form, NOBODY)] == []


def test_the_searched_list_speaks(speaker: User) -> None:
    page = client_of(speaker).get("/admin/staff/person/add/").content.decode()
    named = re.search(r'src="/static/(admin/js/vendor/select2/i18n/(\w\w)\.js)"', page)
    assert named
    assert named[2] == speaker.language
    assert re.search(rf'<select name="user"[^>]* lang="{speaker.language}"', page)
    own, english = (Path(str(finders.find(name))).read_text() for name in (named[1], named[1][:-5] + "en.js"))
    assert set(NAME.findall(english)) & set(NAME.findall(own)) >= {"noResults", "searching", "errorLoading"}
    said = [text for text in SAID.findall(own) if "select2/" not in text]
    assert len(said) >= 8
    assert [text for text in said if english_in(re.sub(r"\$\{[^}]*\}", "", text), NOBODY)] == []

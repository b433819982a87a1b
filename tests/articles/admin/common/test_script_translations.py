"""The texts of the admin's scripts and of Select2 in both languages, tested without a browser."""

import json
import re
import subprocess
from pathlib import Path

import django
import polib
import pytest
from django.contrib.staticfiles import finders

from staff.models import User
from tests.newsroom.test_catalogues import needs_gettext
from tests.untranslated import Typed, english_in
from tests.users import client_of

pytestmark = pytest.mark.django_db

STOCK = Path(django.__file__).parent / "contrib" / "admin" / "static" / "admin" / "js"
NAME = re.compile(r"(\w+):")
NOBODY = Typed.of(())
TRANSLATED = re.compile(r"\"[^\"]*\"|`[^`]*`")


@pytest.fixture(params=["ru", "kk"])
def speaker(request: pytest.FixtureRequest, head: User) -> User:
    """Return the head, with one of the languages chosen."""
    head.language = request.param
    head.save()
    return head


@needs_gettext
def test_the_catalogue_has_all_that_the_stock_scripts_say(speaker: User) -> None:
    script = client_of(speaker).get("/admin/jsi18n/").content.decode()
    found = re.search(r"newcatalog = (\{.*?\});$", script, re.DOTALL | re.MULTILINE)
    assert found
    catalogue = json.loads(found[1])
    messages = messages_in(*STOCK.glob("**/*.js"))
    assert len(messages) > 50
    for message in messages:
        key = f"{message.msgctxt}\x04{message.msgid}" if message.msgctxt else message.msgid
        assert key in catalogue, message
        forms = [catalogue[key]] if isinstance(catalogue[key], str) else catalogue[key]
        assert [form for form in forms if english_in(form, NOBODY)] == []


def messages_in(*scripts: Path) -> polib.POFile:
    """Return what the scripts say, as gettext finds it."""
    keywords = ("gettext_noop", "pgettext:1c,2", "npgettext:1c,2,3")
    command = ["xgettext", "--language=JavaScript", "--from-code=UTF-8", "--output=-"]
    command += [f"--keyword={keyword}" for keyword in keywords]
    done = subprocess.run([*command, *map(str, scripts)], capture_output=True, text=True, check=True)
    return polib.pofile(done.stdout)


def test_the_searched_list_speaks(speaker: User) -> None:
    page = client_of(speaker).get("/admin/staff/person/add/").content.decode()
    named = re.search(r'src="/static/(admin/js/vendor/select2/i18n/(\w\w)\.js)"', page)
    assert named
    assert named[2] == speaker.language
    assert re.search(rf'<select name="user"[^>]* lang="{speaker.language}"', page)
    own, english = (Path(str(finders.find(name))).read_text() for name in (named[1], named[1][:-5] + "en.js"))
    assert set(NAME.findall(english)) & set(NAME.findall(own)) >= {"noResults", "searching", "errorLoading"}
    texts = [text for text in TRANSLATED.findall(own) if "select2/" not in text]
    assert len(texts) >= 8
    assert [text for text in texts if english_in(re.sub(r"\$\{[^}]*\}", "", text), NOBODY)] == []

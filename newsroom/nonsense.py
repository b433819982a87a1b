"""What no link and no form of the desk sends, refused before a database is asked about it."""

import re

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.http import HttpRequest

# The filters of our lists ask so. The stock admin would let a query ask for a regular expression or the year 0, too.
ASKED = frozenset({"exact", "gte", "in", "isnull", "lt"})
MAX_KEY_DIGITS = 18
# From a day to a day: a zone's offset leads out of a calendar that begins with the year 1.
BOUNDS = ("__gte", "__lt")
OUR_TIMES = re.compile(r"(19|20)\d\d-")


def refuse_nonsense(request: HttpRequest) -> None:
    """Raise BadRequest, which is answered in words, where the query or the choice in a list makes no sense."""
    for name, values in request.GET.lists():
        if name != SEARCH_VAR and any("\0" in text for text in (name, *values)):
            raise BadRequest("a NUL in the query")
        if "__" in name and name.rpartition("__")[2] not in ASKED:
            raise BadRequest("a list is not filtered like that")
        if name.endswith(BOUNDS) and not all(map(OUR_TIMES.match, values)):
            raise BadRequest("no day of our times")
    if not all(map(_is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        raise BadRequest("not a number of anything")


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MAX_KEY_DIGITS

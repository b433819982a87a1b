"""Which articles show a file or a version of a fact box, in the text of the editors or on the site."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from articles.models import Article
from articles.workflow import State
from newsroom.body.references import references
from newsroom.body.usage import User as AnyUser
from newsroom.images.usage import Use
from newsroom.website.models import PublishedAttachment
from staff.models import User

MARKERS = {"files": ' data-file="', "fact_boxes": ' data-fact="'}
"""The attribute of each kind of target that is looked for, by the field of `References`."""


def find(field: str, keys: Collection[int], user: AnyUser | None) -> Mapping[int, list[Use]]:
    """Return the articles that show each target, the live ones first, see `newsroom.body.usage`."""
    if field not in MARKERS:
        return {}
    shown = _live(keys) if field == "files" else defaultdict(list)
    searched = Article.objects.filter(body__contains=MARKERS[field])
    if field == "files":
        # A published article has the text that readers see, so only the others are searched.
        searched = searched.exclude(state=State.PUBLISHED)
    for pk, body in searched.values_list("pk", "body"):
        for key in set(getattr(references(body), field)) & set(keys):
            if pk not in shown[key]:
                shown[key].append(pk)
    return _named(shown, user)


def _live(keys: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of the live articles that show each of these files."""
    shown: dict[int, list[int]] = defaultdict(list)
    rows = PublishedAttachment.objects.filter(attachment__in=keys).order_by("-article")
    for key, pk in rows.values_list("attachment", "article"):
        shown[key].append(pk)
    return shown


def _named(shown: Mapping[int, list[int]], user: AnyUser | None) -> dict[int, list[Use]]:
    wanted = {pk for articles in shown.values() for pk in articles}
    seen = Article.objects.visible_to(user) if isinstance(user, User) else Article.objects.none()
    articles = seen.only("headline").in_bulk(wanted) if wanted else {}
    return {key: [_use(articles.get(pk)) for pk in found] for key, found in shown.items()}


def _use(article: Article | None) -> Use:
    if article is None:
        return Use(_("материал, который вам не виден"))
    return Use(str(article), article.admin_url)

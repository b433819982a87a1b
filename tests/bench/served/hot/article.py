"""An article that is edited, reviewed and published again and again, as its editors would."""

import re
import time

from django.db import transaction

from articles import actions
from articles.models import Article, Byline, Signature
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, Section
from staff.models import User

MARK = "Горячая новость, выпуск"
MARKED = re.compile(f"{MARK} (\\d+)")
BODY = "<p>Подробности уточняются, текст дополняется.</p>" * 20


class HotArticle:
    """`number` is that of the text that readers see or will see next."""

    def __init__(self) -> None:
        self.journalist, self.corrector, self.editor = (
            User.objects.get(username=name) for name in ("journalist", "corrector", "editor")
        )
        self.number = 0
        self.article = Article(section=Section.objects.all()[0], own_reporting=True, headline=self.headline, body=BODY)
        self.article.lead = "Коротко о главном."
        with transaction.atomic():
            edit = actions.Edit.create(self.article, by=self.journalist)
            Byline.objects.create(article=self.article, kind=Signature.NEWSROOM)
            edit.finish()
        self._review()
        actions.publish(self.article, by=self.editor)

    @property
    def headline(self) -> str:
        return f"{MARK} {self.number}"

    @property
    def path(self) -> str:
        path: str = PublishedArticle.objects.get(pk=self.article.pk).get_absolute_url()
        return path

    def prepare(self) -> None:
        """Write and review the next text; readers see nothing of it."""
        self.article.refresh_from_db()
        actions.revise(self.article, by=self.journalist)
        self.number += 1
        with transaction.atomic():
            edit = actions.Edit.open(self.article, by=self.journalist)
            edit.write(headline=self.headline)
            edit.finish()
        self._review()

    def publish(self) -> float:
        """Publish the prepared text; return the moment after which no reader may get the former one."""
        actions.publish(self.article, by=self.editor)
        return time.monotonic()

    def _review(self) -> None:
        self.article.refresh_from_db()
        actions.submit(self.article, by=self.journalist)
        actions.approve(self.article, by=self.corrector)
        self.article.refresh_from_db()


def site_version() -> int:
    version = SiteVersion.newest()
    assert version
    return version.number


def number_in(page: str) -> int:
    """Return the number of the text that a page shows."""
    found = MARKED.search(page)
    return int(found[1]) if found else -1

"""A copy of an article: what it has, what it has not, and who may make one."""

import pytest

from articles import actions
from articles.models import Article, RelatedPick
from articles.workflow import State
from newsroom.exceptions import Incomplete, NotPermitted
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import change_address, form_of
from tests.users import client_of

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/duplicate/"


def copied(article: Article, user: User) -> Article:
    client = client_of(user)
    fields = form_of(client.get(address(article)), "duplicate_form")
    response = client.post(address(article), fields)
    copy = Article.objects.latest("pk")
    assert response.headers["Location"] == copy.admin_url
    return copy


def test_a_copy_has_the_text_and_the_place(journalist2: User) -> None:
    other = factories.published()
    original = factories.published(tags=("мост",), source="Акимат", seo_headline="Мост", social_headline="Наш мост")
    RelatedPick.objects.create(article=original, related=other, order=0)
    copy = copied(original, journalist2)
    assert (copy.headline, copy.lead, copy.body) == ("Копия: Открыли центр", original.lead, original.body)
    assert (copy.seo_headline, copy.social_headline) == ("", "")
    assert copy.section == original.section
    assert [tag.name for tag in copy.tags.all()] == ["мост"]
    assert [source.name for source in copy.sources.all()] == ["Акимат"]
    assert [row.related_id for row in copy.related_rows.all()] == [other.pk]
    assert [byline.person for byline in copy.bylines.all()] == [journalist2.person]


def test_a_copy_is_a_draft_of_its_maker(journalist2: User, journalist: User) -> None:
    original = factories.published(signed="author")
    copy = copied(original, journalist2)
    assert (copy.state, copy.is_live, copy.slug, copy.approved_checksum) == (State.DRAFT, False, "", "")
    assert (copy.reviewed_revision, copy.live_revision, copy.scheduled_for) == (0, 0, None)
    assert copy.writer_ids == {journalist2.pk}
    assert [row.name for row in copy.transitions.all()] == ["create"]
    assert copy.revisions.count() == 1
    assert Article.objects.get(pk=original.pk).state == State.PUBLISHED


def test_the_mark_is_in_the_language_and_a_long_headline_fits(editor: User) -> None:
    original = factories.draft(language="kk", headline="ы" * 200)
    copy = copied(original, editor)
    assert copy.headline.startswith("Көшірме: ы")
    assert len(copy.headline) == 200


def test_a_copy_is_not_submitted_under_its_mark(journalist: User, corrector: User) -> None:
    copy = copied(factories.published(), journalist)
    response = client_of(journalist).get(change_address(copy))
    assert "«Копия»" in response.content.decode()
    with pytest.raises(Incomplete, match="Копия"):
        actions.submit(copy, by=journalist)


def test_one_page_sent_twice_makes_one_copy(journalist: User) -> None:
    original = factories.draft()
    client = client_of(journalist)
    fields = form_of(client.get(address(original)), "duplicate_form")
    places = {client.post(address(original), fields).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Article.objects.count() == 2


def test_only_those_who_see_it_and_create_articles(journalist2: User, corrector: User, moderator: User) -> None:
    hidden = factories.draft()
    for user, status in ((journalist2, 404), (corrector, 403), (moderator, 404)):
        assert client_of(user).get(address(hidden)).status_code == status
        assert client_of(user).post(address(hidden)).status_code == status
    with pytest.raises(NotPermitted):
        actions.duplicate(hidden, by=journalist2)
    with pytest.raises(NotPermitted):
        actions.duplicate(hidden, by=corrector)
    assert Article.objects.count() == 1


@pytest.mark.parametrize("state", factories.STATES)
def test_the_menu_of_every_state_leads_there(state: str, editor: User, corrector: User) -> None:
    article = factories.STATES[state]()
    assert address(article) in client_of(editor).get(change_address(article)).content.decode()
    assert address(article) not in client_of(corrector).get(change_address(article)).content.decode()

"""The form of the claimer: small changes are proofing, larger ones need a confirmation before the save."""

import pytest

from articles.models import Article, Remark, RevisionKind
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient, form_of

pytestmark = pytest.mark.django_db

FIXED = factories.BODY.replace("общественый", "общественный")
QUOTED = factories.BODY.replace("десять лет", "десять зим")
REWRITTEN = "<p>Всё иначе, и ни одного прежнего слова в этом тексте больше нет.</p>"


@pytest.fixture
def claimed(corrector: User) -> tuple[Article, FormClient]:
    """Return the form of an article, opened by the corrector who has claimed it."""
    article = factories.proofing()
    return article, FormClient(corrector, article)


def test_a_letter_is_a_proof_edit(claimed: tuple[Article, FormClient], corrector: User) -> None:
    article, form_client = claimed
    assert form_client.send(body=FIXED).status_code == 302
    assert article.revisions.first().kind == RevisionKind.PROOF
    assert not Article.objects.get().is_written_by(corrector)


def test_a_quotation_wants_a_remark(claimed: tuple[Article, FormClient], corrector: User) -> None:
    article, form_client = claimed
    response = form_client.send(body=QUOTED)
    assert response.status_code == 422
    assert "Правка внутри цитаты." in response.content.decode()
    assert article.revisions.count() == 1
    form_client.fields = form_of(response)
    assert form_client.fields["body"] == QUOTED
    assert form_client.send(remark="Сверил с записью: «зим»").status_code == 302
    assert Remark.objects.get().text == "Сверил с записью: «зим»"
    assert article.revisions.first().kind == RevisionKind.PROOF


def test_a_rewrite_asks_whether_to_become_a_writer(claimed: tuple[Article, FormClient], corrector: User) -> None:
    article, form_client = claimed
    assert "as_writer" not in form_client.fields
    response = form_client.send(body=REWRITTEN, remark="Переписал")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Изменено больше десятой части слов." in page
    assert 'name="as_writer"' in page
    form_client.fields = form_of(response)
    assert (form_client.fields["body"], form_client.fields["remark"]) == (REWRITTEN, "Переписал")
    assert form_client.send().status_code == 422
    assert not Article.objects.get().is_written_by(corrector)
    assert form_client.send(as_writer="on").status_code == 302
    assert Article.objects.get().is_written_by(corrector)
    assert article.revisions.first().kind == RevisionKind.EDIT


def test_approving_after_a_rewrite_asks_first(claimed: tuple[Article, FormClient]) -> None:
    article, form_client = claimed
    response = form_client.send(body=REWRITTEN, _transition="approve")
    article.refresh_from_db()
    assert response.status_code == 422
    assert article.state == "proofing"


def test_a_fix_and_the_approval_are_one_button(claimed: tuple[Article, FormClient]) -> None:
    article, form_client = claimed
    assert form_client.send(body=FIXED, _transition="approve").status_code == 302
    article.refresh_from_db()
    assert (article.state, article.body) == ("approved", FIXED)


def test_the_writer_of_the_article_has_no_such_question(journalist: User) -> None:
    form_client = FormClient(journalist, factories.draft())
    assert "remark" not in form_client.fields
    assert form_client.send(body=REWRITTEN).status_code == 302

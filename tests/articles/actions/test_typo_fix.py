"""Typo fixes of the live text."""

import pytest
from django.urls import reverse

from articles import actions
from articles.models import Article, Remark, Transition, TypoFix
from newsroom.exceptions import Incomplete, NotPermitted
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.users import client_of

pytestmark = pytest.mark.django_db


class TestTypo:
    def fix(self, article: Article, by: User, before: str, after: str, field: str = "body") -> None:
        actions.fix_typo(article, by=by, field=field, before=before, after=after)

    def test_it_changes_the_live_text_and_the_working_copy_but_no_time(self, corrector: User) -> None:
        article = factories.published()
        self.fix(article, corrector, "общественый", "общественный")
        published = PublishedArticle.objects.get(pk=article.pk)
        assert "общественный" in published.body
        assert "общественный" in published.text
        assert "общественный" in article.body
        assert published.updated_at is None

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("ждали", "ожидали", "в цитате"),
            ("двенадцать", "12", "Цифры"),
            ("нет таких слов", "есть", "этих слов нет"),
            ("и", "да", "несколько раз"),
            ("принесла бы чай доски гвозди", "чай", "Больше трёх слов"),
        ],
    )
    def test_it_refuses_what_is_more_than_a_typo(self, corrector: User, before: str, after: str, sentence: str) -> None:
        article = factories.published()
        with pytest.raises(Incomplete, match=sentence):
            self.fix(article, corrector, before, after)
        assert Transition.objects.filter(name="fix_typo").count() == 0

    def test_a_writers_fix_awaits_confirmation(self, writer_corrector: User, corrector: User) -> None:
        article = factories.published(writer_corrector)
        fix = actions.fix_typo(article, by=writer_corrector, field="body", before="общественый", after="общественный")
        assert "общественый" in PublishedArticle.objects.get(pk=article.pk).body
        with pytest.raises(NotPermitted):
            actions.confirm_typo(fix, by=writer_corrector)
        actions.confirm_typo(fix, by=corrector)
        assert "общественный" in PublishedArticle.objects.get(pk=article.pk).body

    def test_the_proposer_cannot_confirm_it(self, writer_corrector: User, corrector: User) -> None:
        """They cannot even after they are no longer a writer of the article."""
        article = factories.published(writer_corrector)
        fix = actions.fix_typo(article, by=writer_corrector, field="body", before="общественый", after="общественный")
        TypoFix.objects.filter(pk=fix.pk).update(user=corrector)
        for decide in (actions.confirm_typo, actions.decline_typo):
            with pytest.raises(NotPermitted, match="кто-то другой"):
                decide(fix, by=corrector)
        address = reverse("admin:articles_article_fix_typo", args=[article.pk])
        assert 'value="confirm"' not in client_of(corrector).get(address).content.decode()

    def test_ten_words_since_the_approval_are_enough(self, corrector: User) -> None:
        article = factories.published(
            body="<p>" + " ".join(f"слово{'абвгдежзик'[n]}" for n in range(10)) + " конец</p>"
        )
        for letters in ("а б в", "г д е", "ж з и"):
            before = " ".join(f"слово{letter}" for letter in letters.split())
            self.fix(article, corrector, before, before.upper())
        with pytest.raises(Incomplete, match="откройте правку"):
            self.fix(article, corrector, "словок конец", "слово конца")

    def test_it_adds_a_remark_if_the_working_copy_lacks_the_words(self, journalist: User, corrector: User) -> None:
        article = factories.revised(journalist)
        with actions.editing(article, by=journalist) as text:
            text.body = "<p>Совсем другой текст.</p>"
        self.fix(article, corrector, "общественый", "общественный")
        assert article.body == "<p>Совсем другой текст.</p>"
        assert "не нашло своих слов" in Remark.objects.get().text
        actions.discard(article, by=journalist)
        assert "общественный" in article.body

    def test_it_keeps_an_approval_of_the_working_copy(self, journalist: User, corrector: User, editor: User) -> None:
        article = factories.revised(journalist)
        with actions.editing(article, by=journalist) as text:
            text.lead = "Новый лид"
        actions.submit(article, by=journalist)
        actions.approve(article, by=corrector)
        self.fix(article, corrector, "общественый", "общественный")
        actions.publish(article, by=editor)
        assert PublishedArticle.objects.get(pk=article.pk).lead == "Новый лид"
        assert "общественный" in PublishedArticle.objects.get(pk=article.pk).body

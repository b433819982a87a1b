"""The start page shows plans whose time has passed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from staff.models import User
from tests import factories
from tests.newsroom.dashboard.start_page import page, queues
from tests.users import client_of

pytestmark = pytest.mark.django_db


class TestOverduePlans:
    @pytest.fixture
    def overdue(self) -> Article:
        article = factories.scheduled(headline="Мост")
        Article.objects.filter(pk=article.pk).update(scheduled_for=timezone.now() - timedelta(minutes=5))
        return article

    @pytest.mark.parametrize(
        ("language", "dashboard_says", "toolbar_says"),
        [
            ("ru", "время прошло, а фоновая служба не выпустила", "Время выхода прошло"),
            ("kk", "уақыты өтті, ал фондық қызмет шығармады", "Шығу уақыты өтіп кетті"),
        ],
    )
    def test_the_dashboard_and_the_article_say_so(
        self, overdue: Article, editor: User, language: str, dashboard_says: str, toolbar_says: str
    ) -> None:
        User.objects.filter(pk=editor.pk).update(language=language)
        assert dashboard_says in queues(editor)["scheduled"]
        client = client_of(User.objects.get(pk=editor.pk))
        assert toolbar_says in client.get(overdue.admin_url).content.decode()

    def test_a_plan_that_is_ahead_or_just_due_is_not_overdue(self, editor: User) -> None:
        article = factories.scheduled()
        assert "фоновая служба" not in page(editor)
        Article.objects.filter(pk=article.pk).update(scheduled_for=timezone.now() - timedelta(seconds=20))
        assert "фоновая служба" not in page(editor)

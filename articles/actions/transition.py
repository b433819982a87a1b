"""The workflow of articles: the engine with the rules and sentences of articles."""

from django.utils.translation import gettext_lazy as _

from articles import permissions, workflow
from articles.models import Article
from newsroom.workflow.engine import Messages, TransitionContext, Workflow, require
from staff.models import User

__all__ = ["TransitionContext", "article_workflow", "compare_and_set", "event", "lock", "require", "transition"]

article_workflow: Workflow[Article, User] = Workflow(
    Article,
    workflow.RULES,
    permissions.reason_against,
    Messages(
        deleted=_("Этого материала больше нет."),
        stale=_("Материал изменился, пока вы читали. Посмотрите его ещё раз."),
        lost_race=_("Кто-то успел раньше: материал уже изменился."),
        wrong_state=_("«%(transition)s» сейчас нельзя: материал — %(state)s."),
    ),
)
lock = article_workflow.lock
compare_and_set = article_workflow.compare_and_set
transition = article_workflow.transition
event = article_workflow.event

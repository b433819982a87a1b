"""A new article that starts from a template: its form is filled, and nothing is stored before it is saved."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from articles.admin.article.form import ArticleForm
from articles.models import Article, ArticleTemplate
from articles.models.template import FILLED
from newsroom.utils.form_fields import ids_in

if TYPE_CHECKING:
    from articles.admin.article.change_view import ArticleChangeView as Base
else:
    Base = object

PARAMETER = "template"


class StartFromTemplate(Base):
    """Mixin for the ModelAdmin of articles: `add/?template=<number>`."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the template has. A form that was sent is compared with an empty article."""
        template = _chosen(request)
        if template is None:
            return {}
        columns = {name.removesuffix("_id"): getattr(template, name) for name in FILLED}
        return {**columns, "tags": list(template.tags.all())}

    def _page(self, request: HttpRequest, article: Article | None, form: ArticleForm, **context: Any) -> HttpResponse:
        if article is None and not form.is_bound:
            templates = list(ArticleTemplate.objects.only("name", "language"))
            context |= {"templates": templates, "chosen_template": request.GET.get(PARAMETER, "")}
        return super()._page(request, article, form, **context)


def _chosen(request: HttpRequest) -> ArticleTemplate | None:
    keys = ids_in(request.GET.get(PARAMETER, ""), most=1) if request.method == "GET" else []
    return ArticleTemplate.objects.filter(pk__in=keys).first() if keys else None

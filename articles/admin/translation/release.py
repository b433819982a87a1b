"""The page that releases both halves: now, or together at one time."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions, workflow
from articles.admin.common.public_link import with_public_link
from articles.admin.transitions.forms import ScheduleForm, TransitionForm
from articles.admin.translation.half import visible_other
from articles.models import Article, Translation
from newsroom.exceptions import ActionRefused
from newsroom.utils.optimistic_locking.admin import posted_version
from staff.auth import current_user

NOW, LATER = "publish", "schedule"


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Release both halves; POST carries the version of each and what was pressed."""
    user = current_user(request)
    article = get_object_or_404(Article.objects.visible_to(user), pk=pk)
    pair = Translation.objects.with_half(article).select_related("article", "original").first()
    other = visible_other(pair, article, user) if pair else None
    if other is None:
        raise Http404
    halves = [article, other]
    step = request.POST.get("step", "")
    is_later = step == LATER or "moment" in request.POST
    if request.method != "POST" or not (is_later or step == NOW):
        return _page(request, admin, halves)
    forms = _forms(halves, request.POST, LATER if is_later else NOW)
    if not all(form.is_valid() for form in forms):
        return _page(request, admin, halves, forms=forms, status=422)
    versions = {half.pk: posted_version(_of(request.POST, half)) for half in halves}
    try:
        if is_later:
            actions.schedule_both(article, by=user, at=forms[0].answers()["at"], versions=versions)
        else:
            actions.publish_both(article, by=user, versions=versions)
    except ActionRefused as refusal:
        return _page(request, admin, halves, forms=forms, reasons=refusal.reasons, status=refusal.http_status)
    article.refresh_from_db()
    done = _("Запланированы обе половины.") if is_later else _("Опубликованы обе половины.")
    messages.success(request, done if is_later else with_public_link(done, article))
    return HttpResponseRedirect(article.admin_url)


def _of(data: QueryDict, half: Article) -> QueryDict:
    """Return what was posted for one half, under the names without its id."""
    own = data.copy()
    own["version"] = data.get(f"version-{half.pk}", "")
    own["confirmed"] = data.get("confirmed", "")
    return own


def _forms(halves: Iterable[Article], data: QueryDict | None, step: str) -> list[TransitionForm]:
    """Return a form for each half: the time of the first counts, both ask about suspicious words."""
    rule = workflow.RULES[step]
    form_class = ScheduleForm if step == LATER else TransitionForm
    return [form_class(data, article=half, rule=rule) for half in halves]


def _page(
    request: HttpRequest,
    admin: ModelAdmin[Article],
    halves: list[Article],
    *,
    forms: list[TransitionForm] | None = None,
    reasons: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    later = forms if forms and isinstance(forms[0], ScheduleForm) else _forms(halves, None, LATER)
    now = _forms(halves, None, NOW)
    confirmation = next((form["confirmed"] for form in (*(forms or ()), *now) if "confirmed" in form.fields), None)
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "title": _("Выпустить обе половины"),
        "subtitle": str(halves[0]),
        "opts": Article._meta,
        "original": halves[0],
        "halves": halves,
        "form": later[0],
        "media": later[0].media,
        "questions": [later[0][name] for name in later[0].fields if name != "confirmed"],
        "confirmation": confirmation,
        "reasons": list(reasons),
    }
    return TemplateResponse(request, "admin/articles/translation/release.html", context, status=status)

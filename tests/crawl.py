"""A crawl through every page of the website and every screen of the admin, for `test_untranslated`."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core import mail
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import transaction
from django.db.models import Model, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from articles import notifications, workflow
from articles.models import Article, Transition
from newsroom import error_views as errors
from newsroom.digests import workflow as digest_workflow
from newsroom.digests.models import Digest
from newsroom.website.models import PublishedArticle
from staff import invitations
from staff.models import Invitation, User
from tests.articles.admin.forms_sent import form_of, transition_url
from tests.browser import screens
from tests.users import client_of, member

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    Response = HttpResponse


FoundTexts = tuple[str, str]
PASSWORDS = {"old_password": "не тот", "new_password1": "12345", "new_password2": "54321", "username": "head"}
FEEDS = ("feed/", "feed/atom/", "feed.json", "sections/gorod/feed/")
MIXED_UP = {"after": "вчера", "before": "2026-99-99", "section": "zz", "q": "мост"}
NONSENSE = "№9" * 3000
ANSWERS = {"reason": "Ошибка", "kind": "notice", "text": "Снято", "date": "2030-01-01", "time": "12:00", "far": "on"}
QUERIES = ("e=1", "q=%00", "state__exact=zz", "id__regex=(", "_popup=1")


def crawl(language: str) -> Iterator[FoundTexts]:
    """Yield the address and the text of each page. The requests change data: roll the transaction back."""
    User.objects.filter(is_robot=False).update(language=language, email=Concat("username", Value("@example.kz")))
    yield from of_readers(language)
    yield from of_failures(language)
    yield from of_the_way_in(language)
    yield from of_the_register()
    yield from of_every_model()
    yield from of_every_transition()
    yield from of_every_digest_transition()
    yield from of_letters(language)


def texts_of(where: object, answer: Response | HttpResponse) -> FoundTexts:
    return f"{where} ({answer.status_code})", "".join(part.decode() for part in answer)


def visit(client: Client, *addresses: str) -> Iterator[FoundTexts]:
    for address in addresses:
        yield texts_of(address, client.get(address, follow=True))


def of_readers(language: str) -> Iterator[FoundTexts]:
    prefix = "/" if language == "ru" else f"/{language}/"
    yield from visit(Client(), *screens.readers_pages(language).values(), *(prefix + feed for feed in FEEDS))
    yield texts_of("mixed up search", Client().get(f"{prefix}search/", MIXED_UP))
    article, digest = (model.objects.filter(language=language).latest("pk").pk for model in (PublishedArticle, Digest))
    previews = (f"{screens.ARTICLES}/{article}/preview/", f"{screens.ADMIN}/digest/{digest}/preview/")
    yield from visit(client_of(member("editor")), *previews)


def of_failures(language: str) -> Iterator[FoundTexts]:
    """Yield the error pages, with the template and without it."""
    public, inside, sent = RequestFactory().get("/"), RequestFactory().get("/admin/"), RequestFactory().post("/admin/")
    inside.user = sent.user = member("head")
    with override(language):
        wrongs = {
            "bad": errors.bad_request(public, ValueError()),
            "too big": errors.bad_request(public, RequestDataTooBig()),
            "too many": errors.bad_request(public, TooManyFieldsSent()),
            "forbidden": errors.forbidden(public, Exception()),
            "nowhere": errors.not_found(public, Exception()),
            "bad in the admin": errors.bad_request(inside, ValueError()),
            "forbidden in the admin": errors.forbidden(inside, Exception()),
            "nowhere in the admin": errors.not_found(inside, Exception()),
            "stale": errors.csrf_failure(sent),
            "stale with text": errors.csrf_failure(_with_text(sent)),
            "login ended": errors.login_ended(_with_text(sent)),
            "failed": errors.server_error(public),
            "bare": errors.bare(HTTPStatus.INTERNAL_SERVER_ERROR, ""),
        }
    for where, answer in wrongs.items():
        yield texts_of(where, answer)


def _with_text(request: HttpRequest) -> HttpRequest:
    request.POST = QueryDict("body=№ № №")
    return request


def of_the_way_in(language: str) -> Iterator[FoundTexts]:
    """Yield the pages of login, passwords and invitations."""
    client = Client(headers={"accept-language": language})
    yield from visit(client, "/admin/login/", "/admin/invitation/none/")
    for guess in range(7):
        yield texts_of(f"wrong login {guess}", client.post("/admin/login/", {"username": "head", "password": "не тот"}))
    yield texts_of("no such language", client.post("/admin/language/", {"language": "zz"}))
    head = client_of(member("head"))
    yield texts_of("own password", head.post("/admin/password_change/", PASSWORDS))
    for user in (None, member("editor")):
        link = Invitation(name="Гость", roles=["editor"], language=language, user=user)
        address = f"/admin/invitation/{invitations.invite(link, by=member('head'))}/"
        yield from visit(client, address)
        yield texts_of("joining", client.post(address, PASSWORDS))
    yield from visit(head, "/admin/password_change/done/", "/admin/logout/")
    yield texts_of("out", head.post("/admin/logout/", follow=True))


def of_the_register() -> Iterator[FoundTexts]:
    for login, addresses in screens.admin_screens().items():
        yield from visit(client_of(member(login)), *addresses.values())


def of_every_model() -> Iterator[FoundTexts]:
    """Lists, forms, deletions and histories; the answers to empty, nonsensical and stale forms."""
    client = client_of(member("head"))
    yield from visit(client, *(f"{screens.ARTICLES}/?{query}" for query in QUERIES))
    yield texts_of(
        "action of nothing", client.post(f"{screens.ARTICLES}/", {"action": "spike", "index": 0}, follow=True)
    )
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from visit(client, base)
        yield from _of_form(client, f"{base}add/", model)
        if obj := model._default_manager.order_by("pk").last():
            yield from _of_object(client, base, obj)


def _of_object(client: Client, base: str, obj: Model) -> Iterator[FoundTexts]:
    chosen = {"action": "delete_selected", "_selected_action": obj.pk}
    yield texts_of(f"action of {base}", client.post(base, chosen, follow=True))
    yield from visit(client, *(f"{base}{obj.pk}/{tail}/" for tail in ("delete", "history")))
    yield from _of_form(client, f"{base}{obj.pk}/change/", type(obj))
    with rolled_back():
        yield texts_of(f"delete {base}", client.post(f"{base}{obj.pk}/delete/", {"post": "yes"}, follow=True))


def _of_form(client: Client, address: str, model: type[Model]) -> Iterator[FoundTexts]:
    """Yield the form, and the answers to it: empty if it is new; else unchanged, with nonsense, and stale."""
    page = client.get(address, follow=True)
    yield texts_of(address, page)
    fields = form_of(page, f"{model._meta.model_name}_form")
    typed = [name for name in fields if not name.endswith("_FORMS") and name != "version"]
    ways = [dict.fromkeys(typed, "")] if address.endswith("/add/") else [{}, dict.fromkeys(typed, NONSENSE)]
    late = [{"version": "0"}] if "version" in fields else []
    for sent in ways + late:
        with rolled_back():
            yield texts_of(f"sent {address}", client.post(address, {**fields, **sent}, follow=True))


def of_every_transition() -> Iterator[FoundTexts]:
    """Yield the form of each transition and the answers to a forbidden, a late and a permitted request."""
    corrector, editor = client_of(member("corrector")), client_of(member("editor"))
    for transition in (rule for rule in workflow.RULES.values() if rule.name != "place"):
        with rolled_back():
            found = Article.objects.filter(state__in=transition.sources).order_by("-pk")
            article = next(
                article for article in found if transition.applies_to(article.state, is_live=article.is_live)
            )
            address, answers = transition_url(article, transition.name), {**ANSWERS, "version": article.version}
            yield texts_of(f"late {address}", editor.post(address, {**ANSWERS, "version": 0}))
            yield texts_of(f"silent {address}", editor.post(address, {"version": article.version}, follow=True))
            yield from (texts_of(address, client.post(address, answers, follow=True)) for client in (corrector, editor))
            yield from visit(editor, _history(article.pk))
    yield from visit(
        editor, *(_history(transition.article_id) for transition in Transition.objects.filter(user__is_robot=True))
    )


def _history(pk: int) -> str:
    return f"{screens.ARTICLES}/{pk}/history/"


def of_every_digest_transition() -> Iterator[FoundTexts]:
    editor = client_of(member("editor"))
    for transition in digest_workflow.RULES.values():
        for digest in Digest.objects.filter(state__in=transition.sources)[:2]:
            for reason in ("", "Ошибка"):
                with rolled_back():
                    posted = {"_transition": transition.name, "version": digest.version, "reason": reason}
                    yield texts_of(transition.name, editor.post(digest.admin_url, posted, follow=True))


def of_letters(language: str) -> Iterator[FoundTexts]:
    """Yield the letters about the transitions so far, and that of an invitation."""
    mail.outbox = []
    notifications.deliver()
    invited = Invitation(name="Гость", email="gost@example.kz", roles=["editor"], language=language)
    invitations.send(invited, invitations.invite(invited, by=member("head")))
    yield from ((str(letter.subject), f"{letter.subject}\n{letter.body}") for letter in mail.outbox)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Roll back the changes of the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

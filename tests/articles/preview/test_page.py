"""What somebody outside sees at `/preview/<token>/`."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles import actions
from articles.models import Article, PreviewLink, Revision
from articles.preview.tokens import token_of
from staff.models import User
from tests import factories
from tests.articles.preview.links import link_to, open_link, path_of, send
from tests.newsroom.body.made_files import stored_file
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = pytest.mark.django_db

QUOTATION = "«Мы ждали этого десять лет», — сказала Фёкла Цыганкова."


def gone_page() -> bytes:
    return Client().get("/preview/nothing/").content


def test_it_is_the_page_of_the_article_with_a_box_for_an_answer() -> None:
    article = factories.draft(headline="Мост открыли", signed="author", source="Казинформ")
    shown = open_link(link_to(article)).content.decode()
    for words in ("Мост открыли", "флюгер в виде лисы", "Казинформ", "Пётр Щегольков", "ещё не опубликован"):
        assert words in shown, words
    assert "Подтверждаю текст" in shown
    assert "/admin/" not in shown


def test_it_shows_the_words_of_the_link_whatever_is_written_later(journalist: User) -> None:
    article = factories.draft(headline="Как было")
    link = link_to(article)
    with actions.editing(article, by=journalist) as text:
        text.headline = "Как стало"
    assert Revision.objects.filter(article=article).count() == 2
    shown = open_link(link).content.decode()
    assert "Как было" in shown
    assert "Как стало" not in shown
    assert "Как стало" in open_link(link_to(article)).content.decode()


def test_of_a_quotation_nothing_else_is_shown() -> None:
    article = factories.draft(headline="Тайный заголовок", lead="Тайный лид")
    link = link_to(article, quotation="  «Мы ждали этого\n десять лет»,\u00a0— сказала Фёкла Цыганкова. ")
    assert link.quotation == QUOTATION
    shown = open_link(link).content.decode()
    assert "Мы ждали этого десять лет" in shown
    assert "Подтверждаю цитату" in shown
    for secret in ("Тайный", "общественый центр", "флюгер", "/admin/"):
        assert secret not in shown


def test_nothing_keeps_or_finds_it() -> None:
    link = link_to(factories.draft())
    for answer in (open_link(link), send(link), Client().get("/preview/nothing/"), Client().get(path_of(link)[:-1])):
        assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
        assert "ETag" not in answer
    shown = open_link(link)
    assert '<meta name="robots" content="noindex, nofollow">' in shown.content.decode()
    assert "og:" not in shown.content.decode()
    assert "frame-ancestors 'none'" in shown["Content-Security-Policy"]


def test_it_speaks_the_language_of_the_article() -> None:
    link = link_to(factories.draft(language="kk", headline="Көпір ашылды"))
    assert '<html lang="kk"' in open_link(link).content.decode()


def test_an_image_of_the_text_is_shown_and_no_other(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image, other = stored_image(), stored_image()
    link = link_to(factories.draft(image=image))
    shown = open_link(link).content.decode()
    base = f"{path_of(link)}images"
    assert f"{base}/{image.pk}/full-640.jpeg" in shown
    answer = Client().get(f"{base}/{image.pk}/full-640.jpeg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "no-store"
    for wrong in (f"{base}/{other.pk}/full-640.jpeg", f"{base}/{image.pk}/full-641.jpeg", f"{base}/{image.pk}/x"):
        assert Client().get(wrong).status_code == 404
    quoted = link_to(link.article, quotation="Мы ждали этого десять лет")
    assert Client().get(f"{path_of(quoted)}images/{image.pk}/full-640.jpeg").status_code == 404
    actions.revoke_preview_link(link, by=link.created_by)
    assert Client().get(f"{base}/{image.pk}/full-640.jpeg").status_code == 404


def publish(article: Article) -> None:
    actions.submit(article, by=article.creator)
    actions.approve(article, by=member("corrector"))
    actions.publish(article, by=member("editor"))


def revoke(article: Article) -> None:
    actions.revoke_preview_link(article.preview_links.get(), by=article.creator)


def expire(article: Article) -> None:
    article.preview_links.update(expires_at=timezone.now(), created_at=timezone.now() - timedelta(days=7))


ENDS = {
    "published": publish,
    "forced": lambda article: actions.force_publish(article, by=member("editor"), reason="Срочно"),
    "spiked": lambda article: actions.spike(article, by=article.creator),
    "revoked": revoke,
    "expired": expire,
    "another text": lambda article: article.revisions.update(checksum="0" * 64),
}


@pytest.mark.parametrize("end", ENDS)
def test_it_is_dead_after(end: str) -> None:
    member("corrector")
    article = factories.draft(headline="Тайна")
    link = link_to(article)
    assert open_link(link).status_code == 200
    ENDS[end](article)
    answer = open_link(link)
    assert (answer.status_code, answer.content) == (410, gone_page())
    sent = send(link)
    assert (sent.status_code, sent.content) == (410, gone_page())
    assert not link.answers.exists()
    assert "Тайна" not in gone_page().decode()


def test_a_new_life_of_the_article_does_not_revive_it(journalist: User) -> None:
    member("corrector")
    spiked, out = factories.draft(), factories.draft()
    links = [link_to(spiked), link_to(out)]
    actions.spike(spiked, by=journalist)
    actions.unspike(spiked, by=journalist)
    publish(out)
    actions.revise(out, by=journalist)
    assert [open_link(link).status_code for link in links] == [410, 410]
    assert [open_link(link_to(article)).status_code for article in (spiked, out)] == [200, 200]


@pytest.mark.parametrize("state", ["submitted", "proofing", "returned", "approved", "scheduled"])
def test_it_lives_on_while_the_article_goes_its_way(state: str) -> None:
    assert open_link(link_to(factories.STATES[state]())).status_code == 200


def test_every_wrong_token_gets_the_same_answer() -> None:
    first, second = (link_to(factories.draft()) for _time in range(2))
    token, other = token_of(first), token_of(second)
    key, _dot, signature = token.partition(".")
    wrong = [
        "x",
        "." * 40,
        key,
        f"{key}.",
        f"{key}.{'0' * len(signature)}",
        f"{key}.{other.partition('.')[2]}",
        f"{other.partition('.')[0]}.{signature}",
        token.swapcase(),
        token + "0",
        token[:-1],
        Signer(sep=".", salt="another").sign(key),
        Signer(sep=".", salt="articles.preview_link").sign("nokey"),
        f"{first.pk}",
        "№",
        "%00",
        "a" * 3000,
    ]
    for one in wrong:
        answer = Client().get(f"/preview/{one}/")
        assert (answer.status_code, answer.content) == (410, gone_page()), one


def test_a_person_or_an_image_that_is_gone_breaks_no_page() -> None:
    link = link_to(factories.draft(signed="author"))
    text = link.revision.snapshot | {"image_id": 987654}
    text["bylines"] = [{"kind": "person", "person_id": 987654, "name": "", "role": ""}]
    Revision.objects.filter(pk=link.revision_id).update(snapshot=text)
    answer = open_link(link)
    assert answer.status_code == 200
    assert "Редакция" in answer.content.decode()


def test_words_are_only_words() -> None:
    evil = "<script>alert(1)</script>"
    article = factories.draft(headline=evil, lead=evil, signed=evil, body="<p>Слова &lt;b&gt;жирные&lt;/b&gt;</p>")
    link = link_to(article, quotation="Слова <b>жирные</b>")
    shown = [open_link(one).content.decode() for one in (link, link_to(article))]
    shown.append(send(link, kind="remark", text="", name=evil).content.decode())
    for page in shown:
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_it_costs_few_statements() -> None:
    links = [link_to(factories.draft(signed="author")), link_to(factories.draft(), quotation=QUOTATION)]
    for link in links:
        with CaptureQueriesContext(connection) as captured:
            open_link(link)
        assert len(captured) <= 15, "\n".join(query["sql"][:150] for query in captured.captured_queries)
    with CaptureQueriesContext(connection) as captured:
        Client().get("/preview/nothing/")
    assert len(captured) == 0


def test_a_link_changes_nothing_that_readers_see() -> None:
    assert PreviewLink.objects.count() == 0
    link = link_to(factories.draft(headline="zzcanary"))
    open_link(link)
    for address in (
        "/",
        "/sitemap.xml",
        "/sitemaps/0.xml",
        "/sitemap-news.xml",
        "/feed/",
        "/robots.txt",
        "/search/?q=zzcanary",
    ):
        page = Client().get(address).content.decode()
        assert token_of(link) not in page
        assert "preview" not in page.replace("max-image-preview", "")


def test_its_files_are_opened_while_the_link_lives_and_no_others(
    journalist: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    shown, other = stored_file(), stored_file(name="Чужое.pdf")
    article = factories.draft(body=f'<p>Решение «Снег».</p><figure data-file="{shown.pk}"></figure>')
    link, quoted = link_to(article), link_to(article, quotation="Решение «Снег».")
    address = f"{path_of(link)}files/{shown.pk}/"
    assert f'href="{address}"' in open_link(link).content.decode()
    response = Client().get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert b"".join(response).startswith(b"%PDF")
    assert not response.cookies
    for refused in (f"{path_of(link)}files/{other.pk}/", f"{path_of(quoted)}files/{shown.pk}/"):
        assert Client().get(refused).status_code == 404
    assert Client().get(f"/preview/nothing/files/{shown.pk}/").status_code == 404
    actions.revoke_preview_link(link, by=journalist)
    assert Client().get(address).status_code == 404

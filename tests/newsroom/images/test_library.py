"""The library of images: search, filters, pages, and the same without the frame for the dialog."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from newsroom.images import public, records
from newsroom.images.admin import library
from newsroom.images.intake.refusals import MAX_BYTES
from newsroom.images.models import Image
from staff import team
from staff.models import Person
from tests import factories
from tests.newsroom.images.files import stored_image
from tests.newsroom.images.image_forms import LIST, as_, change
from tests.users import member

pytestmark = pytest.mark.django_db


def found(client: Client, **query: Any) -> list[Image]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return response.context["page"].images


class TestSearch:
    @pytest.mark.parametrize("words", ["паводок", "ҚЫЗЫЛОРДЕ", "әсел", "Паводок Әсел"])
    def test_each_word_is_in_one_of_the_texts_in_any_case(self, words: str) -> None:
        image = stored_image(caption="Паводок в Қызылорде", credit="Фото: Әсел")
        stored_image(caption="Другое")
        assert found(as_("corrector"), q=words) == [image]

    @pytest.mark.parametrize("words", ["%", "_", "' OR 1=1", "x" * 100])
    def test_signs_of_the_database_find_nothing(self, words: str) -> None:
        stored_image(title="Водовод")
        assert found(as_("corrector"), q=words) == []

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "x" * 101},
            {"since": "вчера"},
            {"by": "abc"},
            {"by": "9" * 40},
            {"show": "всё"},
            {"until": "0001-01-01"},
        ],
    )
    def test_what_makes_no_sense_gets_a_sentence_and_hides_nothing(self, query: dict[str, str]) -> None:
        image = stored_image()
        response = as_("corrector").get(LIST, query)
        assert response.context["page"].images == [image]
        assert 'class="picture-filters__error"' in response.content.decode()

    @pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "1.5"])
    def test_a_page_that_makes_no_sense_is_the_first_or_an_empty_one(self, page: str) -> None:
        stored_image()
        assert as_("corrector").get(LIST, {"page": page}).status_code == 200


class TestFilters:
    def test_who_has_uploaded(self) -> None:
        image, other = stored_image(uploaded_by=member("journalist")), stored_image(uploaded_by=member("editor"))
        assert found(as_("corrector"), by=member("journalist").pk) == [image]
        assert found(as_("corrector"), by=member("editor").pk) == [other]

    def test_when(self) -> None:
        old, new = stored_image(), stored_image()
        Image.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=40))
        week_ago = (timezone.now() - timedelta(days=7)).date().isoformat()
        assert found(as_("corrector"), since=week_ago) == [new]
        assert found(as_("corrector"), until=week_ago) == [old]

    def test_the_article_by_number_and_by_words(self) -> None:
        image, other = stored_image(), stored_image()
        article = factories.draft(headline="Открыли водовод", image=image)
        factories.draft(headline="Закрыли мост", image=other)
        assert found(as_("corrector"), article=str(article.pk)) == [image]
        assert found(as_("corrector"), article="водовод") == [image]

    def test_an_article_that_the_user_may_not_see_finds_nothing(self) -> None:
        factories.draft(member("journalist2"), headline="Тайный водовод", image=stored_image())
        assert found(as_("journalist"), article="водовод") == []
        assert len(found(as_("journalist2"), article="водовод")) == 1

    def test_unused_images(self) -> None:
        unused, of_article, of_person = stored_image(), stored_image(), stored_image()
        factories.draft(image=of_article)
        team.save_person(Person(name_ru="Фёкла Цыганкова", portrait=of_person), by=None)
        assert found(as_("corrector"), show="unused") == [unused]

    def test_an_image_that_only_readers_still_see_is_used(self) -> None:
        image = stored_image()
        article = factories.revised(image=image)
        type(article).objects.filter(pk=article.pk).update(image=None)
        assert found(as_("corrector"), show="unused") == []

    def test_what_is_missing(self) -> None:
        whole = stored_image((1500, 1000), credit="Фото: Әсел", alt="Люди", rights_until=timezone.localdate())
        no_alt = stored_image((1500, 1000), credit="Фото: Әсел", alt="")
        no_credit = stored_image((1500, 1000), credit="", alt="Люди")
        small = stored_image((900, 600), credit="Фото: Әсел", alt="Люди")
        yesterday = timezone.localdate() - timedelta(days=1)
        expired = stored_image((1500, 1000), credit="Фото: Әсел", alt="Люди", rights_until=yesterday)
        expected = {"no_alt": no_alt, "no_credit": no_credit, "small": small, "expired": expired}
        for show, image in expected.items():
            assert found(as_("corrector"), show=show) == [image], show
        assert len(found(as_("corrector"))) == 5
        assert whole in found(as_("corrector"))

    def test_who_sees_them(self) -> None:
        shown, hidden = stored_image(), stored_image()
        with transaction.atomic():
            public.publish(shown)
        assert found(as_("corrector"), show="public") == [shown]
        assert found(as_("corrector"), show="private") == [hidden]


class TestGrid:
    def test_a_tile_leads_to_the_image_and_says_what_it_lacks(self) -> None:
        image = stored_image((900, 600), title='"><script>alert(1)</script>', credit="", alt="")
        page = as_("corrector").get(LIST).content.decode()
        assert change(image) in page
        assert records.address(image, records.TILE_WIDTH) in page
        assert "<script>alert(1)" not in page
        for lack in ("нет источника", "нет описания", "мала для главной"):
            assert lack in page

    def test_pages_follow_one_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library, "PAGE_SIZE", 2)
        images = [stored_image() for _ in range(3)][::-1]
        client = as_("corrector")
        assert found(client) == images[:2]
        assert found(client, page="2") == images[2:]
        first, second = (client.get(LIST, {"page": page, "show": "private"}).content.decode() for page in "12")
        assert "page=2" in first
        assert "show=private" in first
        assert "page=3" not in second

    def test_ten_thousand_images_take_ten_statements_and_no_count(self, django_assert_max_num_queries: Any) -> None:
        by = member("journalist")
        made = stored_image()
        columns = {"width": 1500, "height": 1000, "bytes": 1, "uploaded_by": by}
        Image.objects.bulk_create(
            Image(file=f"originals/{n}", sha256=f"{n:064}", title=f"Снимок {n}", **columns) for n in range(10_000)
        )
        factories.draft(image=made)
        client = as_("corrector")
        for query in (
            {},
            {"show": "unused"},
            {"q": "Снимок 77"},
            {"article": "центр"},
            {"by": str(by.pk), "page": "9"},
        ):
            with django_assert_max_num_queries(10) as captured:
                assert client.get(LIST, query).status_code == 200
            assert not [one for one in captured if "COUNT(" in one["sql"]], query


class TestDialog:
    def test_a_form_has_what_its_scripts_need(self) -> None:
        page = as_("journalist").get("/admin/articles/article/add/").content.decode()
        assert f'data-most-bytes="{MAX_BYTES}"' in page
        assert f'data-library-url="{LIST}"' in page
        assert '<dialog class="picture-dialog"' in page

    @pytest.mark.parametrize(("choose", "kind"), [("one", "radio"), ("many", "checkbox")])
    def test_it_has_no_frame_and_tiles_to_choose(self, choose: str, kind: str) -> None:
        image = stored_image(title="Водовод")
        page = as_("journalist").get(LIST, {"choose": choose}).content.decode()
        assert "<html" not in page
        assert f'type="{kind}" name="picture" value="{image.pk}"' in page
        assert "data-may-upload" in page

    def test_a_corrector_may_choose_and_not_upload(self) -> None:
        page = as_("corrector").get(LIST, {"choose": "one"}).content.decode()
        assert 'data-picture-library="one"' in page
        assert "data-may-upload" not in page

    @pytest.mark.parametrize("key", ["moderator", "outsider"])
    def test_others_get_nothing(self, key: str) -> None:
        stored_image(title="Водовод")
        response = as_(key).get(LIST, {"choose": "one"})
        assert response.status_code in (302, 403)
        assert "Водовод" not in response.content.decode()

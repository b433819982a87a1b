"""The form of a digest in a real browser: the completion finds articles in the chosen language."""

from typing import Any

import pytest

from newsroom.digests.models import Digest
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFERED = "(field) => [...document.getElementById(field.getAttribute('list')).options].map((one) => one.value)"


def test_it_offers_the_articles_of_the_language_that_is_chosen(admin: Any) -> None:
    bridge = factories.published(headline="Мост открыли")
    factories.published(headline="Школу закрыли")
    kazakh = factories.published(language="kk", headline="Көпір ашылды")
    page = admin("journalist")
    page.goto("/admin/digests/digest/add/")
    page.get_by_role("button", name="Добавить материал").click()
    field = page.locator("[name=items-0-article]")
    assert len(field.evaluate(OFFERED)) == 2
    page.get_by_label("Қазақша").check()
    newest = f"№ {kazakh.pk} — Көпір ашылды"
    page.locator(f'#newest-articles option[value="{newest}"]').wait_for(state="attached")
    assert field.evaluate(OFFERED) == [newest]
    page.get_by_label("Русский").check()
    page.get_by_role("button", name="Добавить материал").click()
    added = page.locator("[name=items-1-article]")
    added.press_sequentially("мост")
    label = f"№ {bridge.pk} — Мост открыли"
    page.locator(f'#id_items-1-article-articles option[value="{label}"]').wait_for(state="attached")
    added.fill(label)
    page.get_by_label("Заголовок", exact=True).fill("Неделя")
    page.get_by_role("button", name="Сохранить").first.click()
    page.get_by_text("Сохранено.").wait_for()
    assert Digest.objects.get().items.get().article_id == bridge.pk

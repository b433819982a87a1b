"""Only the approved text is published."""

import pytest

from articles import actions
from articles.models import Article
from newsroom.website.models import PublishedArticle
from staff.models import User
from tests import factories
from tests.newsroom.images.files import stored_image

pytestmark = pytest.mark.django_db


def test_it_prints_no_unreviewed_text_of_an_image(editor: User) -> None:
    image = stored_image(caption="Открытие центра", credit="Фото: Лидия Верещук", alt="Люди у крыльца")
    article = factories.approved(image=image)
    image.caption, image.credit, image.alt = "Воры у крыльца", "Фото: украдено", "Воры"
    image.save()
    actions.publish(article, by=editor)
    live = PublishedArticle.objects.get()
    assert (live.caption, live.credit, live.alt) == (
        "Открытие центра",
        "Фото: Лидия Верещук",
        "Люди у крыльца",
    )


def test_it_takes_over_the_texts_of_an_image_chosen_later(journalist: User) -> None:
    article = factories.draft(journalist)
    with actions.editing(article, by=journalist) as copy:
        copy.image = stored_image(caption="Строка\nи строка", credit="Фото: Әсел")
        copy.credit = "Фото: Лидия Верещук"
    assert (article.caption, article.credit) == ("Строка и строка", "Фото: Лидия Верещук")


def test_it_changes_the_words_with_the_picture_and_keeps_what_was_typed(journalist: User) -> None:
    first = stored_image(caption="Первый", alt="Первое")
    article = factories.draft(journalist, image=first, caption="Своя подпись")
    with actions.editing(article, by=journalist) as copy:
        copy.image = stored_image((800, 500), caption="Второй", alt="Второе")
    assert (article.caption, article.alt) == ("Своя подпись", "Второе")
    with actions.editing(article, by=journalist) as copy:
        copy.image = None
    assert (article.caption, article.alt) == ("Своя подпись", "")


def test_it_leaves_an_emptied_caption_empty(journalist: User, editor: User) -> None:
    article = factories.draft(journalist, image=stored_image(caption="Первый"))
    with actions.editing(article, by=journalist) as copy:
        copy.caption = ""
    actions.force_publish(article, by=editor, reason="Срочно")
    assert PublishedArticle.objects.get().caption == ""


def test_it_refuses_a_text_changed_without_an_action(editor: User) -> None:
    article = factories.scheduled()
    Article.objects.filter(pk=article.pk).update(body="<p>Подменено.</p>")
    factories.make_due(article)
    assert actions.publish_due() == 0
    article.refresh_from_db()
    assert (article.state, article.is_live) == ("approved", False)
    assert article.transitions.first().name == "plan_failed"

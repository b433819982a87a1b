"""What goes out is what was read: nothing slips in between the approval and the readers."""

import pytest

from articles import publishing
from articles.models import Article, Publication
from staff.models import User
from tests import pieces
from tests.images.pictures import taken

pytestmark = pytest.mark.django_db


def test_it_prints_no_words_of_a_picture_that_nobody_read(editor: User) -> None:
    image = taken(caption="Открытие центра", credit="Фото: Лидия Верещук", alt="Люди у крыльца")
    article = pieces.approved(image=image)
    image.caption, image.credit, image.alt = "Воры у крыльца", "Фото: украдено", "Воры"
    image.save()
    publishing.publish(article, by=editor)
    live = Publication.objects.get()
    assert (live.caption, live.credit, live.alt) == ("Открытие центра", "Фото: Лидия Верещук", "Люди у крыльца")


def test_it_gives_a_piece_the_words_of_a_picture_chosen_later(journalist: User) -> None:
    article = pieces.draft(journalist)
    with publishing.editing(article, by=journalist) as copy:
        copy.image = taken(caption="Строка\nи строка", credit="Фото: Әсел")
        copy.credit = "Фото: Лидия Верещук"
    assert (article.caption, article.credit) == ("Строка и строка", "Фото: Лидия Верещук")


def test_it_changes_the_words_with_the_picture_and_keeps_what_was_typed(journalist: User) -> None:
    first = taken(caption="Первый", alt="Первое")
    article = pieces.draft(journalist, image=first, caption="Своя подпись")
    with publishing.editing(article, by=journalist) as copy:
        copy.image = taken((800, 500), caption="Второй", alt="Второе")
    assert (article.caption, article.alt) == ("Своя подпись", "Второе")
    with publishing.editing(article, by=journalist) as copy:
        copy.image = None
    assert (article.caption, article.alt) == ("Своя подпись", "")


def test_it_leaves_an_emptied_caption_empty(journalist: User, editor: User) -> None:
    article = pieces.draft(journalist, image=taken(caption="Первый"))
    with publishing.editing(article, by=journalist) as copy:
        copy.caption = ""
    publishing.force_publish(article, by=editor, reason="Срочно")
    assert Publication.objects.get().caption == ""


def test_it_takes_no_text_that_was_written_past_the_door(editor: User) -> None:
    article = pieces.scheduled()
    Article.objects.filter(pk=article.pk).update(body="<p>Подменено.</p>")
    pieces.make_due(article)
    assert publishing.publish_due() == 0
    article.refresh_from_db()
    assert (article.state, article.live) == ("approved", False)
    assert article.transitions.first().verb == "plan_failed"

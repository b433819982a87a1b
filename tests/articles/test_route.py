"""The rules of the route that a table of states cannot say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, Publication, Remark, Transition
from articles.refusals import Conflict, NotAllowed, NotNow, NotReady, Refused
from newsroom.editions.models import Edition
from staff import roles
from staff.models import User
from tests import pieces

pytestmark = pytest.mark.django_db


class TestSubmit:
    def test_it_names_everything_that_is_missing_at_once(self, journalist: User, corrector: User) -> None:
        article = pieces.draft(journalist, lead="", body="<p></p>", section=None, own_reporting=False)
        article.bylines.all().delete()
        with pytest.raises(NotReady) as refusal:
            publishing.submit(article, by=journalist)
        assert refusal.value.reasons == [
            "Нет лида.",
            "Не выбрана рубрика.",
            "Нет подписи: укажите автора или «Редакция».",
            "Нет источника: назовите его или отметьте «собственная информация».",
            "Нет текста.",
        ]

    def test_it_refuses_where_nobody_else_may_read(self, writer_corrector: User) -> None:
        article = pieces.draft(writer_corrector)
        with pytest.raises(NotReady, match="Вычитать некому"):
            publishing.submit(article, by=writer_corrector)


class TestFourEyes:
    def test_a_writer_who_is_also_a_corrector_reads_others_but_not_himself(
        self, writer_corrector: User, corrector: User, journalist: User
    ) -> None:
        own, others = pieces.submitted(writer_corrector), pieces.submitted(journalist)
        with pytest.raises(NotAllowed, match="Вы автор"):
            publishing.claim(own, by=writer_corrector)
        publishing.claim(others, by=writer_corrector)
        publishing.approve(others, by=writer_corrector)
        assert others.approver == writer_corrector

    def test_a_byline_makes_its_person_a_writer(self, journalist: User, writer_corrector: User, head: User) -> None:
        article = pieces.draft(journalist)
        with publishing.editing(article, by=journalist) as text:
            text.bylines.update(kind="person", person=writer_corrector.person)
        publishing.submit(article, by=journalist)
        with pytest.raises(NotAllowed):
            publishing.claim(article, by=writer_corrector)

    def test_an_editor_who_rewrote_the_text_cannot_read_it(self, journalist: User, editor: User, head: User) -> None:
        article = pieces.draft(journalist)
        with publishing.editing(article, by=editor) as text:
            text.lead = "Переписанный лид"
        publishing.submit(article, by=journalist)
        with pytest.raises(NotAllowed, match="Вы автор"):
            publishing.claim(article, by=editor)
        publishing.claim(article, by=head)

    def test_an_editor_who_only_placed_it_may_read_it(self, journalist: User, editor: User) -> None:
        article = pieces.draft(journalist)
        with publishing.editing(article, by=editor) as text:
            text.section = pieces.section("mir")
        publishing.submit(article, by=journalist)
        publishing.claim(article, by=editor)
        assert article.holder == editor

    def test_after_an_approval_earlier_editors_are_readers_again(
        self, journalist: User, editor: User, corrector: User
    ) -> None:
        article = pieces.draft(journalist)
        with publishing.editing(article, by=editor) as text:
            text.lead = "Переписанный лид"
        publishing.submit(article, by=journalist)
        publishing.approve(article, by=corrector)
        publishing.publish(article, by=editor)
        publishing.revise(article, by=journalist)
        publishing.submit(article, by=journalist)
        publishing.claim(article, by=editor)

    def test_the_team_of_the_first_outlet_gets_a_piece_out_by_each_of_its_four(self) -> None:
        team = {
            "head": ("head",),
            "journalist-moderator": ("journalist", "moderator"),
            "journalist-corrector": ("journalist", "corrector"),
            "correspondent": ("journalist",),
        }
        people = {name: User.objects.create_user(name, name=name) for name in team}
        for name, held in team.items():
            roles.grant(people[name], held, by=None)
        for name, writer in people.items():
            article = pieces.draft(User.objects.get(pk=writer.pk))
            publishing.submit(article, by=article.creator)
            reader = people["head"] if name == "journalist-corrector" else people["journalist-corrector"]
            publishing.approve(article, by=reader)
            publishing.publish(article, by=people["head"])
            assert Publication.objects.live().filter(pk=article.pk).exists(), name


class TestApproval:
    def test_it_is_void_when_the_text_changes_and_the_plan_is_kept(self, editor: User) -> None:
        article = pieces.scheduled()
        planned = article.scheduled_for
        with publishing.editing(article, by=editor) as text:
            text.headline += "!"
        assert (article.state, article.approved_digest, article.scheduled_for) == ("submitted", "", planned)
        assert article.is_plan_void
        assert article.transitions.first().verb == "void"

    def test_one_button_plans_again_for_the_kept_hour(self, editor: User, corrector: User) -> None:
        article = pieces.scheduled()
        planned = article.scheduled_for
        with publishing.editing(article, by=editor) as text:
            text.headline += "!"
        publishing.approve(article, by=corrector)
        publishing.schedule(article, by=editor)
        assert (article.state, article.scheduled_for) == ("scheduled", planned)

    def test_it_stays_when_only_the_place_changes(self, editor: User) -> None:
        article = pieces.approved()
        with publishing.editing(article, by=editor) as text:
            text.section = pieces.section("mir")
        assert article.state == "approved"

    def test_it_stays_when_the_text_is_saved_as_it_was(self, editor: User) -> None:
        article = pieces.approved()
        with publishing.editing(article, by=editor) as text:
            text.headline = str(text.headline)
        assert article.state == "approved"

    def test_publishing_refuses_a_text_that_differs_by_one_letter(self, editor: User) -> None:
        article = pieces.approved()
        Article.objects.filter(pk=article.pk).update(body=article.body + "<p>а</p>")
        with pytest.raises(NotNow, match="изменился после вычитки"):
            publishing.publish(article, by=editor)
        assert not Publication.objects.exists()

    def test_it_refuses_a_text_that_the_reader_did_not_see(self, corrector: User) -> None:
        article = pieces.proofing()
        seen = article.version
        with publishing.editing(article, by=corrector) as text:
            text.body = text.body.replace("двенадцать комнат", "двенадцать  комнат и")
        with pytest.raises(Conflict):
            publishing.approve(article, by=corrector, version=seen)


class TestProofing:
    def edit(self, article: Article, by: User, old: str, new: str, **answers: object) -> None:
        assert old in article.body
        with publishing.editing(article, by=by, **answers) as text:
            text.body = text.body.replace(old, new)

    def test_a_comma_leaves_the_reader_a_reader(self, corrector: User) -> None:
        article = pieces.proofing()
        self.edit(article, corrector, "общественый", "общественный")
        assert article.revisions.first().kind == "proof"
        publishing.approve(article, by=corrector)

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ("ждали этого", "ждали этого дня", "Правка внутри цитаты."),
            ("двенадцать комнат", "12 комнат", "Изменено число."),
        ],
    )
    def test_a_quotation_or_a_number_asks_for_a_remark(
        self, corrector: User, old: str, new: str, sentence: str
    ) -> None:
        article = pieces.proofing()
        with pytest.raises(Refused, match=sentence):
            self.edit(article, corrector, old, new)
        article.refresh_from_db()
        self.edit(article, corrector, old, new, remark="Сверено с записью")
        assert not article.is_written_by(corrector)
        assert Remark.objects.get().text == "Сверено с записью"

    def test_a_headline_asks_for_a_remark(self, corrector: User) -> None:
        article = pieces.proofing()
        with (
            pytest.raises(Refused, match="Изменён заголовок"),
            publishing.editing(article, by=corrector) as text,
        ):
            text.headline = "Другой заголовок"

    def test_a_tenth_of_the_words_makes_a_writer_in_however_many_saves(self, corrector: User, head: User) -> None:
        article = pieces.proofing()
        self.edit(article, corrector, "Строили всей улицей", "Работали целым кварталом")
        with pytest.raises(Refused, match="больше десятой части"):
            self.edit(article, corrector, "Зимой работы остановились", "В декабре стройка замерла", remark="Лучше")
        article.refresh_from_db()
        self.edit(article, corrector, "Зимой работы остановились", "В декабре стройка замерла", as_writer=True)
        assert article.is_written_by(corrector)
        with pytest.raises(NotAllowed, match="Вы автор"):
            publishing.approve(article, by=corrector)
        publishing.take_over(article, by=head)
        publishing.approve(article, by=head)


class TestPublish:
    def test_it_gives_readers_the_approved_text_and_begins_an_edition(self, editor: User) -> None:
        article = pieces.approved(tags=("паводок",), source="Вестник степи")
        before = Edition.objects.get().number
        publishing.publish(article, by=editor)
        publication = Publication.objects.get(pk=article.pk)
        assert (publication.headline, publication.sources[0]["name"]) == (article.headline, "Вестник степи")
        assert [row.tag.name for row in publication.tag_rows.all()] == ["паводок"]
        assert Edition.objects.get().number == before + 1

    def test_a_live_piece_is_rewritten_while_readers_keep_the_approved_text(self, journalist: User) -> None:
        article = pieces.revised(journalist)
        with publishing.editing(article, by=journalist) as text:
            text.headline = "Переписано"
        assert Publication.objects.get(pk=article.pk).headline == "Открыли центр"

    def test_the_first_time_stays_and_the_update_is_later(self, journalist: User, editor: User) -> None:
        article = pieces.revised(journalist)
        first = Publication.objects.get(pk=article.pk)
        publishing.submit(article, by=journalist)
        publishing.approve(article, by=editor)
        publishing.publish(article, by=editor)
        second = Publication.objects.get(pk=article.pk)
        assert second.published_at == first.published_at
        assert first.updated_at is None
        assert second.updated_at is not None

    def test_discard_returns_the_working_copy_to_the_live_text(self, journalist: User) -> None:
        article = pieces.revised(journalist, signed="author", source="Вестник степи")
        with publishing.editing(article, by=journalist) as text:
            text.headline = "Переписано"
            text.sources.all().delete()
        publishing.discard(article, by=journalist)
        assert (article.state, article.headline, article.sources.get().name) == (
            "published",
            "Открыли центр",
            "Вестник степи",
        )

    def test_a_forced_piece_is_caught_up_by_neither_writer_nor_who_pressed(
        self, journalist: User, editor: User, corrector: User
    ) -> None:
        article = pieces.forced(journalist)
        assert article.unread
        with pytest.raises(NotAllowed, match="без вычитки"):
            publishing.catch_up(article, by=editor)
        publishing.catch_up(article, by=corrector)
        assert not article.unread
        assert article.transitions.first().digest == article.revisions.get(number=article.live_revision).digest


class TestWithdraw:
    def test_it_empties_the_publication_and_keeps_the_text_on_the_desk(self, editor: User) -> None:
        article = pieces.published(tags=("паводок",))
        publishing.withdraw(article, by=editor, reason="Ошибка", kind="notice", text="Материал снят.")
        publication = Publication.objects.get(pk=article.pk)
        assert (publication.headline, publication.body, publication.text) == ("", "", "")
        assert not publication.tag_rows.exists()
        assert not publication.byline_rows.exists()
        assert article.body == pieces.BODY

    @pytest.mark.parametrize("answers", [{"kind": "notice", "text": " "}, {"kind": "redirect"}, {"kind": "nonsense"}])
    def test_it_asks_for_what_its_kind_needs(self, editor: User, answers: dict[str, str]) -> None:
        article = pieces.published()
        with pytest.raises(NotReady):
            publishing.withdraw(article, by=editor, reason="Ошибка", **answers)
        assert Publication.objects.live().count() == 1

    def test_a_restored_piece_goes_the_whole_way_again(self, editor: User, journalist: User) -> None:
        article = pieces.withdrawn(journalist)
        publishing.restore(article, by=editor)
        publishing.submit(article, by=journalist)
        publishing.approve(article, by=pieces.member("corrector"))
        publishing.publish(article, by=editor)
        assert Publication.objects.get(pk=article.pk).is_live


class TestTypo:
    def fix(self, article: Article, by: User, before: str, after: str, field: str = "body") -> None:
        publishing.fix_typo(article, by=by, field=field, before=before, after=after)

    def test_it_changes_the_site_and_the_working_copy_and_moves_no_time(self, corrector: User) -> None:
        article = pieces.published()
        self.fix(article, corrector, "общественый", "общественный")
        publication = Publication.objects.get(pk=article.pk)
        assert "общественный" in publication.body
        assert "общественный" in publication.text
        assert "общественный" in article.body
        assert publication.updated_at is None

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("ждали", "ожидали", "в цитате"),
            ("двенадцать", "12", "Цифры"),
            ("нет таких слов", "есть", "этих слов нет"),
            ("и", "да", "несколько раз"),
            ("принесла бы чай доски гвозди", "чай", "Больше трёх слов"),
        ],
    )
    def test_it_refuses_what_is_more_than_a_typo(self, corrector: User, before: str, after: str, sentence: str) -> None:
        article = pieces.published()
        with pytest.raises(NotReady, match=sentence):
            self.fix(article, corrector, before, after)
        assert Transition.objects.filter(verb="fix_typo").count() == 0

    def test_a_writers_fix_waits_for_somebody_else(self, writer_corrector: User, corrector: User) -> None:
        article = pieces.published(writer_corrector)
        fix = publishing.fix_typo(
            article, by=writer_corrector, field="body", before="общественый", after="общественный"
        )
        assert "общественый" in Publication.objects.get(pk=article.pk).body
        with pytest.raises(NotAllowed):
            publishing.confirm_typo(fix, by=writer_corrector)
        publishing.confirm_typo(fix, by=corrector)
        assert "общественный" in Publication.objects.get(pk=article.pk).body

    def test_ten_words_since_the_approval_are_enough(self, corrector: User) -> None:
        article = pieces.published(body="<p>" + " ".join(f"слово{'абвгдежзик'[n]}" for n in range(10)) + " конец</p>")
        for letters in ("а б в", "г д е", "ж з и"):
            before = " ".join(f"слово{letter}" for letter in letters.split())
            self.fix(article, corrector, before, before.upper())
        with pytest.raises(NotReady, match="откройте правку"):
            self.fix(article, corrector, "словок конец", "слово конца")

    def test_it_marks_the_place_where_the_words_are_gone(self, journalist: User, corrector: User) -> None:
        article = pieces.revised(journalist)
        with publishing.editing(article, by=journalist) as text:
            text.body = "<p>Совсем другой текст.</p>"
        self.fix(article, corrector, "общественый", "общественный")
        assert article.body == "<p>Совсем другой текст.</p>"
        assert "не нашло своих слов" in Remark.objects.get().text
        publishing.discard(article, by=journalist)
        assert "общественный" in article.body

    def test_it_keeps_an_approval_of_the_working_copy(self, journalist: User, corrector: User, editor: User) -> None:
        article = pieces.revised(journalist)
        with publishing.editing(article, by=journalist) as text:
            text.lead = "Новый лид"
        publishing.submit(article, by=journalist)
        publishing.approve(article, by=corrector)
        self.fix(article, corrector, "общественый", "общественный")
        publishing.publish(article, by=editor)
        assert Publication.objects.get(pk=article.pk).lead == "Новый лид"
        assert "общественный" in Publication.objects.get(pk=article.pk).body


class TestPlan:
    def test_the_worker_publishes_what_is_due_at_the_planned_time(self) -> None:
        due, later = pieces.scheduled(), pieces.scheduled()
        pieces.make_due(due)
        assert publishing.publish_due() == 1
        due.refresh_from_db()
        later.refresh_from_db()
        assert (due.state, later.state) == ("published", "scheduled")
        planned = Transition.objects.filter(article=due, verb="publish").get()
        assert Publication.objects.get(pk=due.pk).published_at < planned.at

    def test_it_gives_up_a_plan_whose_maker_lost_the_right(self, editor: User, head: User) -> None:
        article = pieces.scheduled()
        roles.grant(editor, ["journalist"], by=head)
        pieces.make_due(article)
        assert publishing.publish_due() == 0
        article.refresh_from_db()
        assert (article.state, article.transitions.first().verb) == ("approved", "plan_failed")

    def test_it_refuses_a_time_that_has_passed(self, editor: User) -> None:
        article = pieces.approved()
        with pytest.raises(NotReady, match="уже прошло"):
            publishing.schedule(article, by=editor, at=timezone.now() - timedelta(seconds=1))


class TestRecords:
    def test_one_sitting_is_one_revision_and_a_step_ends_it(self, journalist: User) -> None:
        article = pieces.draft(journalist)
        pieces.member("corrector")
        for word in ("раз", "два"):
            with publishing.editing(article, by=journalist) as text:
                text.lead = word
        assert article.revisions.count() == 1
        publishing.submit(article, by=journalist)
        publishing.recall(article, by=journalist)
        with publishing.editing(article, by=journalist) as text:
            text.lead = "три"
        assert article.revisions.count() == 2

    def test_restoring_an_earlier_text_makes_a_writer(self, journalist: User, editor: User) -> None:
        article = pieces.draft(journalist)
        pieces.member("corrector")
        publishing.submit(article, by=journalist)
        publishing.recall(article, by=journalist)
        with publishing.editing(article, by=journalist) as text:
            text.lead = "Новый лид"
        publishing.restore_revision(article, 1, by=editor)
        assert article.lead == "Его ждали десять лет"
        assert article.is_written_by(editor)

    def test_the_log_cannot_be_changed(self) -> None:
        pieces.submitted()
        row = Transition.objects.first()
        for attempt in (row.save, row.delete, Transition.objects.all().delete):
            with pytest.raises(TypeError):
                attempt()
        with pytest.raises(TypeError):
            Transition.objects.update(reason="")

    @pytest.mark.parametrize(
        "columns",
        [
            {"state": "published"},
            {"state": "withdrawn", "live": True},
            {"state": "proofing"},
            {"state": "approved"},
            {"state": "scheduled"},
            {"state": "nonsense"},
            {"unread": True},
        ],
    )
    def test_the_database_refuses_what_must_never_be(self, columns: dict[str, object]) -> None:
        article = pieces.draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**columns)

"""Mail to one person."""

import logging

import pytest
from django.utils.translation import gettext_lazy as _

from newsroom.utils import mail


@pytest.fixture(autouse=True)
def letter_template(settings, tmp_path):
    text = "{% load i18n %}{% get_current_language as l %}{{ l }}: {{ headline }}"
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    (tmp_path / "broken.txt").write_text("{% nonsense %}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


def test_it_sends_plain_text_in_the_language_of_the_person(mailoutbox):
    assert mail.send("a@example.kz", "Тема", "letter.txt", {"headline": "«Да» & <нет>"}, "kk") is True
    [letter] = mailoutbox
    assert letter.to == ["a@example.kz"]
    assert letter.body == "kk: «Да» & <нет>"
    assert letter.content_subtype == "plain"


def test_it_translates_a_lazy_subject(mailoutbox):
    for language in ("ru", "kk"):
        mail.send("a@example.kz", _("Yes"), "letter.txt", {}, language)
    assert [letter.subject for letter in mailoutbox] == ["Да", "Иә"]


def test_a_subject_cannot_add_a_header(mailoutbox):
    mail.send("a@example.kz", "Пожар\r\nBcc: all@example.kz\x00", "letter.txt", {}, "ru")
    assert mailoutbox[0].subject == "Пожар Bcc: all@example.kz"
    assert "\nBcc:" not in mailoutbox[0].message().as_string()


@pytest.mark.parametrize(
    ("to", "template"),
    [
        ("a@example.kz\nBcc: b@example.kz", "letter.txt"),
        ("a@example.kz", "missing.txt"),
        ("a@example.kz", "broken.txt"),
    ],
)
def test_it_logs_errors_and_raises_nothing(mailoutbox, caplog, to, template):
    with caplog.at_level(logging.ERROR, "newsroom.utils.mail"):
        assert mail.send(to, "Тема", template, {}, "ru") is False
    assert mailoutbox == []
    assert template in caplog.text


def test_it_survives_a_mail_server_that_is_down(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert mail.send("a@example.kz", "Тема", "letter.txt", {}, "ru") is False
    assert "ConnectionRefusedError" in caplog.text
    assert "a@example.kz" not in caplog.messages[0]

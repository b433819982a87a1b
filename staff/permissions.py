"""The permission matrix: which role has which permissions.

Rules about one article (its writers and reviewers) are in `articles.permissions`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from staff.models.role import Role


@dataclass(frozen=True)
class MatrixRow:
    """A row of the matrix: the letters of the roles that have all its permissions."""

    roles: str
    label: Promise
    permissions: tuple[str, ...]

    def includes(self, role: str) -> bool:
        return ROLE_LETTERS[role] in self.roles


ROLE_LETTERS: dict[str, str] = {
    Role.HEAD: "H", Role.EDITOR: "E", Role.JOURNALIST: "J", Role.CORRECTOR: "C", Role.MODERATOR: "M",
}  # fmt: skip


def _row(roles: str, label: Promise, app: str, *codenames: str) -> MatrixRow:
    return MatrixRow(roles, label, tuple(f"{app}.{codename}" for codename in codenames))


def _all_of(model: str) -> tuple[str, ...]:
    return tuple(f"{action}_{model}" for action in ("add", "change", "delete", "view"))


# fmt: off
PERMISSION_MATRIX: tuple[MatrixRow, ...] = (
    _row("HEJC-", _("видит материалы на рабочем месте"), "articles", "view_article"),
    _row("HEJ--", _("заводит материалы"), "articles", "add_article"),
    _row("HEJC-", _("правит текст, когда он у него"), "articles", "change_article"),
    _row("HE---", _("правит чужие черновики"), "articles", "edit_any_article"),
    _row("HEJ--", _("отправляет на вычитку, забирает обратно"), "articles", "submit_article"),
    _row("HE-C-", _("берёт на вычитку, одобряет"), "articles", "claim_article"),
    _row("HE-C-", _("возвращает на доработку"), "articles", "send_back_article"),
    _row("HE---", _("планирует выход"), "articles", "schedule_article"),
    _row("HE---", _("публикует"), "articles", "publish_article"),
    _row("HE---", _("выпускает молнию без вычитки"), "articles", "force_publish_article"),
    _row("HEJ--", _("открывает правку опубликованного"), "articles", "revise_article"),
    _row("---C-", _("исправляет опечатки на сайте"), "articles", "fix_typo_article"),
    _row("HE---", _("размещает: рубрика, теги, адрес"), "articles", "place_article"),
    _row("HE---", _("ведёт шаблоны материалов"), "articles", *_all_of("articletemplate")),
    _row("HEJC-", _("видит дайджесты"), "digests", "view_digest"),
    _row("HEJ--", _("пишет дайджесты"), "digests", "add_digest", "change_digest"),
    _row("HE-C-", _("вычитывает дайджесты"), "digests", "approve_digest"),
    _row("HE---", _("публикует и снимает дайджесты"), "digests", "publish_digest"),
    _row("HE---", _("собирает главную страницу"), "website", "view_frontpick", "change_frontpick"),
    _row("HE---", _("снимает с сайта, восстанавливает"), "articles", "withdraw_article"),
    _row("HEJ--", _("отправляет в корзину"), "articles", "spike_article"),
    _row("HEJC-", _("видит рубрики и теги"), "website", "view_section", "view_tag"),
    _row("HEJ--", _("заводит теги"), "website", "add_tag"),
    _row("HE---", _("ведёт теги"), "website", "change_tag", "delete_tag"),
    _row("HE---", _("ведёт рубрики"), "website", "add_section", "change_section", "delete_section"),
    _row("H----", _("ведёт тексты издания"), "articles", *_all_of("text"), "publish_text"),
    _row("H----", _("ведёт сведения об издании"), "website", *_all_of("outlet")),
    _row("HEJC-", _("видит изображения, правит подписи"), "images", "view_image", "change_image"),
    _row("HEJ--", _("загружает изображения"), "images", "add_image"),
    _row("HE---", _("меняет кадр изображений на сайте"), "images", "publish_image"),
    _row("HE---", _("удаляет изображения"), "images", "delete_image"),
    _row("HEJC-", _("ведёт справки"), "body", "view_factbox", "add_factbox", "change_factbox"),
    _row("HEJC-", _("видит файлы, правит их названия"), "body", "view_attachment", "change_attachment"),
    _row("HEJ--", _("загружает файлы"), "body", "add_attachment"),
    _row("HE---", _("удаляет файлы"), "body", "delete_attachment"),
    _row("HEJC-", _("видит людей издания"), "staff", "view_person", "view_position"),
    _row("H----", _("ведёт людей издания"), "staff", "add_person", "change_person", "delete_person",
          "add_position", "change_position", "delete_position"),
    _row("H----", _("приглашает, даёт роли, закрывает вход"), "staff", "view_user", "change_user",
          "delete_user", *_all_of("invitation")),
)
# fmt: on


def permissions_of(role: str) -> frozenset[str]:
    """Return the permissions of the role as ``app.codename``. Raises KeyError for an unknown role."""
    return frozenset(permission for row in PERMISSION_MATRIX if row.includes(role) for permission in row.permissions)

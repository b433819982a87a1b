"""Whether every writer of the newsroom has a reviewer, and whose absence would stop the work."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from staff.models import User


@dataclass(frozen=True)
class Team:
    """The users who may write, review and publish today."""

    writers: frozenset[User]
    reviewers: frozenset[User]
    publishers: frozenset[User]

    @classmethod
    def of_today(cls) -> "Team":
        """Group the active users by permission."""
        given = User.objects.with_perms("articles", [f"{right}_article" for right in ("add", "claim", "publish")])
        able = {right: frozenset(people) for right, people in given.items()}
        return cls(able["add_article"], able["claim_article"], able["publish_article"])

    def without(self, absent: User) -> "Team":
        """Return the same team without one person."""
        away = {absent}
        return Team(self.writers - away, self.reviewers - away, self.publishers - away)

    def without_reviewer(self) -> list[User]:
        """Return the writers whose articles nobody else may review."""
        return sorted((writer for writer in self.writers if not self.reviewers - {writer}), key=str)


def warnings(team: Team | None = None) -> list[str]:
    """Return what is wrong with the roles as they are given today, in sentences."""
    team = team or Team.of_today()
    found = [
        _("Материалы, которые пишет %(name)s, вычитать некому.") % {"name": writer}
        for writer in team.without_reviewer()
    ]
    if not team.publishers:
        found.append(_("Публиковать некому: нужен редактор или руководитель."))
    return found


def absences(team: Team | None = None) -> list[str]:
    """Return, for each person, what would stop while they are away, in sentences."""
    team = team or Team.of_today()
    already = set(team.without_reviewer())
    found = []
    for absent in sorted(team.writers | team.reviewers | team.publishers, key=str):
        others = team.without(absent)
        missed = [str(writer) for writer in others.without_reviewer() if writer not in already]
        if missed:
            found.append(
                _("Если отсутствует %(name)s, вычитать некому для: %(missed)s.")
                % {"name": absent, "missed": ", ".join(missed)}
            )
        if team.publishers and not others.publishers:
            found.append(_("Если отсутствует %(name)s, публиковать некому.") % {"name": absent})
    return found

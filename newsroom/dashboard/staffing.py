"""Whether every writer of this newsroom has a second reader, and who is missed when absent.

«A team of four with one corrector who also writes must not deadlock» (design, section 4).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from staff.models import User


@dataclass(frozen=True)
class Team:
    """Who may write, read and publish, by their rights today."""

    writers: frozenset[User]
    readers: frozenset[User]
    publishers: frozenset[User]

    @classmethod
    def of_today(cls) -> "Team":
        """The active people of the desk, grouped by right."""
        given = User.objects.with_perms("articles", [f"{right}_article" for right in ("add", "claim", "publish")])
        able = {right: frozenset(people) for right, people in given.items()}
        return cls(able["add_article"], able["claim_article"], able["publish_article"])

    def without(self, absent: User) -> "Team":
        """The same team while one person is away."""
        away = {absent}
        return Team(self.writers - away, self.readers - away, self.publishers - away)

    def stuck(self) -> list[User]:
        """Writers whose articles nobody else may read."""
        return sorted((writer for writer in self.writers if not self.readers - {writer}), key=str)


def warnings(team: Team | None = None) -> list[str]:
    """What is wrong with the roles as they are given today, in sentences; empty if nothing."""
    team = team or Team.of_today()
    found = [_("Материалы, которые пишет %(name)s, вычитать некому.") % {"name": writer} for writer in team.stuck()]
    if not team.publishers:
        found.append(_("Публиковать некому: нужен редактор или руководитель."))
    return found


def absences(team: Team | None = None) -> list[str]:
    """For each person, what would stop while he is away; empty if nothing would."""
    team = team or Team.of_today()
    already = set(team.stuck())
    found = []
    for absent in sorted(team.writers | team.readers | team.publishers, key=str):
        rest = team.without(absent)
        missed = [str(writer) for writer in rest.stuck() if writer not in already]
        if missed:
            found.append(
                _("Если отсутствует %(name)s, вычитать некому для: %(missed)s.")
                % {"name": absent, "missed": ", ".join(missed)}
            )
        if team.publishers and not rest.publishers:
            found.append(_("Если отсутствует %(name)s, публиковать некому.") % {"name": absent})
    return found

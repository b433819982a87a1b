"""Why the door did not open, in sentences; three kinds that must not be mixed up."""


class Refused(Exception):
    """The step was not taken and nothing was changed.

    `reasons` are whole sentences in the language of the person who asked.
    """

    def __init__(self, *reasons: object) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class NotAllowed(Refused):
    """This person may not do it."""


class NotNow(Refused):
    """The state does not lead there, or somebody was faster."""


class Conflict(NotNow):
    """The piece was saved by somebody else since this person opened it."""


class NotReady(Refused):
    """Something is missing; all of it is named at once."""


class BecomesWriter(NotReady):
    """The edit is more than proofing: saved, it makes the reader a writer (design, section 4)."""

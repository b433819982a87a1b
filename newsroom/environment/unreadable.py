"""The one error of this package."""


class Unreadable(Exception):
    """A value of the environment that cannot be used; its text is one sentence, Russian and English."""

    def __init__(self, name: str, value: str, russian: str, english: str) -> None:
        super().__init__(f"{name}={value!r}: {russian} / {english}")

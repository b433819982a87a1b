"""Why a backup is not taken or not restored."""


class Refused(Exception):
    """One sentence for whoever typed the command; nothing was changed."""


class Damaged(Refused):
    """The file is not what a backup of ours is when it is whole."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Копия повреждена, не дописана или сделана не этой программой: {detail}.")

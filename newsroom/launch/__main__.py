"""`python3 -m newsroom.launch`: what `make run` and `make test` start with.

Read by whatever Python the machine has: until the version is known, nothing newer than Python 3 may stand here,
annotations as strings included.
"""

import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def refusal(version: "tuple[int, ...]") -> "str | None":
    """The sentence for a Python that cannot run the newsroom; None for one that can."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    versions = OLDEST + NEWEST + tuple(version[:2])
    return "Нужен Python от {}.{} до {}.{}, а это {}.{}: make run PYTHON=python3.12".format(*versions)


if __name__ == "__main__":
    sentence = refusal(sys.version_info[:2])
    if sentence:
        sys.exit(sentence)

    from newsroom.launch.start import main

    sys.exit(main(sys.argv[1:]))

"""`python3 -m newsroom.launch`: what `make run` and `make test` start with.

Read by whatever Python the machine has: until the version is known, nothing newer than Python 3 may stand here.
"""

import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def refusal(version):  # type: ignore[no-untyped-def]  # An old Python would stumble over annotations of today.
    """The sentence for a Python that cannot run the newsroom; None for one that can."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    versions = OLDEST + NEWEST + tuple(version[:2])
    return "Нужен Python от {}.{} до {}.{}, а это {}.{}: make run PYTHON=python3.12".format(*versions)


if __name__ == "__main__":
    if refusal(sys.version_info):
        sys.stderr.write(refusal(sys.version_info) + "\n")
        sys.exit(1)

    from newsroom.launch.start import main

    sys.exit(main(sys.argv[1:]))

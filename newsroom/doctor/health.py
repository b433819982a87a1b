"""The checks of `/health/ready`, each with a sentence about what to do."""

from collections.abc import Callable, Iterator

REMEDIES = {
    "database": "проверьте DATABASE_URL и журнал базы данных / check DATABASE_URL and the log of the database",
    "worker": "запустите newsroom-worker, иначе ничего не выйдет по плану / start newsroom-worker, or nothing "
    "scheduled is published",
    "folder": "проверьте место на диске и права на VAR_DIR / check the disk and the permissions of VAR_DIR",
    "pages": "проверьте базу данных, newsroom-worker, место на диске и права на папку pages в VAR_DIR / "
    "check the database, newsroom-worker, the disk and the permissions of the folder pages in VAR_DIR",
}
"""By the names of `newsroom.health.CHECKS`."""


def with_remedy(name: str, check: Callable[[], str]) -> Callable[[], Iterator[str]]:
    """Turn a check of `newsroom.health.CHECKS` into one of the doctor's."""

    def run() -> Iterator[str]:
        if finding := check():
            yield f"{finding}: {REMEDIES[name]}"

    return run

"""Fills the newsroom in VAR_DIR with generated articles: `make fill ARTICLES=10000`."""

import argparse
import sys

import django

django.setup()

from django.db import DatabaseError  # noqa: E402

from staff.models import User  # noqa: E402
from tests.bench import generated_articles  # noqa: E402

NOT_SET_UP = "The newsroom in VAR_DIR has no demo users. Start it once with `make run`."


def main(count: int) -> None:
    """Publish `count` articles and print after each batch how many there are."""
    try:
        for done in generated_articles.publish(count):
            sys.stdout.write(f"{done} / {count}\n")
            sys.stdout.flush()
    except (User.DoesNotExist, DatabaseError) as error:
        raise SystemExit(f"{NOT_SET_UP} ({error})") from error


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, metavar="ARTICLES")
    main(parser.parse_args().count)

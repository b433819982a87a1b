"""Fills an empty newsroom with something of every kind; a process of its own, because each database needs one."""

import django

django.setup()

from tests.browser.stocked import stock  # noqa: E402

if __name__ == "__main__":
    stock()

"""The newsroom's settings for measured servers: without stored pages, or with a log of what Django rendered."""

import os

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MIDDLEWARE, PAGES_DIR

if os.environ.get("BENCH_RENDERINGS"):
    MIDDLEWARE = [*MIDDLEWARE, "tests.bench.served.hot.renderings.log_renderings"]
else:
    PAGES_DIR = None

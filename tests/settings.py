"""The settings of the tests: the product's own, in a folder that lives as long as the run."""

import os
import tempfile

from newsroom.env import VARIABLES

# The name keeps the folder until this process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="newsroom-tests-", ignore_cleanup_errors=True)

for name in set(VARIABLES) - {"DATABASE_URL"}:
    os.environ.pop(name, None)
# A developer's own .env changes no test.
os.environ["ENV_FILE"] = os.devnull
os.environ["VAR_DIR"] = FOLDER.name
os.environ["SECRET_KEY"] = "a key for the tests, of no other use, and long enough to be taken"

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest is made by collectstatic, which these tests do not run.
# Pages are stored where a test asks for it.
PAGES_DIR = None
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file even for tests: threads and processes of a test see the same data, with the locks of the real thing.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
# A connection that a thread of a test leaves open would keep the test database from being removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0

"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from newsroom.concurrency import LimitedApplication
from newsroom.page_cache.layer import PageCacheLayer
from newsroom.page_cache.release import release

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = PageCacheLayer(LimitedApplication(get_wsgi_application(), threads=settings.WEB_THREADS))

# Load the views and take the release now: a file changed between the start and the first request would mix old and new
# code, and store pages of the one under the name of the other.
_ = get_resolver().url_patterns
release()

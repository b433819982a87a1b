"""Every address of the newsroom."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from newsroom import health

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"

urlpatterns = [
    path("admin/", include("staff.urls")),
    path("admin/", admin.site.urls),
    path("", include("newsroom.images.urls")),
    path("health/live", health.live),
    path("health/ready", health.ready),
    *i18n_patterns(path("", include("newsroom.website.urls")), prefix_default_language=False),
]

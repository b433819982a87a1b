"""Every address of the newsroom."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

handler400 = "newsroom.error_views.bad_request"
handler403 = "newsroom.error_views.forbidden"
handler404 = "newsroom.error_views.not_found"
handler500 = "newsroom.error_views.server_error"

urlpatterns = [
    path("admin/", include("staff.urls")),
    path("admin/", admin.site.urls),
    path("", include("newsroom.body.urls")),
    path("preview/", include("articles.preview.urls")),
    path("", include("newsroom.images.urls")),
    *i18n_patterns(path("", include("newsroom.website.urls")), prefix_default_language=False),
]

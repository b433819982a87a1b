"""Public URLs of images, included at the root, without a language prefix."""

from django.urls import re_path

from newsroom.images import views

app_name = "images"

urlpatterns = [
    re_path(
        r"^media/(?P<token>[0-9a-f]{32})-(?P<version>[1-9][0-9]{0,8})"
        r"/(?P<crop>[a-z]{4,6})-(?P<width>[1-9][0-9]{2,3})\.(?P<fmt>avif|jpeg)\Z",
        views.rendition,
        name="rendition",
    ),
    re_path(r"^media/", views.not_found),
]

"""Public addresses of attached files, included at the root, without a language prefix."""

from django.urls import re_path

from newsroom.body import views

app_name = "body"

urlpatterns = [
    re_path(
        r"^media/file-(?P<token>[0-9a-f]{32})/(?P<name>[a-z0-9-]{1,80}\.[a-z0-9]{3,4})\Z",
        views.public_file,
        name="file",
    ),
]

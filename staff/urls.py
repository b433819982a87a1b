"""URLs under ``/admin/``, included before those of the admin, which they override."""

from django.urls import path

from staff import admin_language, invitation_views, login_views

app_name = "staff"

urlpatterns = [
    path("login/", login_views.login, name="login"),
    path("password_change/", login_views.change_own_password, name="password_change"),
    path("language/", admin_language.choose, name="language"),
    path("invitation/<str:token>/", invitation_views.accept_invitation, name="invitation"),
]

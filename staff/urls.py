"""Addresses of the staff; included under ``/admin/`` before the admin's own, which they override."""

from django.urls import path

from staff import joining, language, login

app_name = "staff"

urlpatterns = [
    path("login/", login.login, name="login"),
    path("language/", language.choose, name="language"),
    path("invitation/<str:token>/", joining.join, name="invitation"),
]

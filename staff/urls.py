"""Addresses of the staff; included under ``/admin/`` before the admin's own, which they override."""

from django.urls import path

from staff import admin_language, invitation_views, login_view

app_name = "staff"

urlpatterns = [
    path("login/", login_view.login, name="login"),
    path("language/", admin_language.choose, name="language"),
    path("invitation/<str:token>/", invitation_views.join, name="invitation"),
]

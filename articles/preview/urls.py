"""The addresses for people outside, included below `/preview/`, without a language prefix."""

from django.urls import path

from articles.preview import views

app_name = "preview"

urlpatterns = [
    path("<str:token>/", views.page, name="page"),
    path("<str:token>/images/<int:pk>/<str:name>", views.image, name="image"),
    path("<str:token>/files/<int:pk>/", views.attached_file, name="file"),
]

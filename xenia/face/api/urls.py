"""The addresses for other software, and the page for the people who write it."""

from django.urls import include, path

from xenia.face.api import views
from xenia.registers.directory import api as directory

app_name = "api"
urlpatterns = [
    path("hsds/", include((directory.urlpatterns, "hsds"))),
]
page_patterns = [
    path("developers/", views.developers, name="developers"),
]

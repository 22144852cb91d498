"""The addresses of spreadsheets that come in."""

from django.urls import path

from xenia.ground.imports.views import acts, columns, report, runs

app_name = "imports"
urlpatterns = [
    path("", runs.runs, name="runs"),
    path("new/", runs.start, name="start"),
    path("<uuid:pk>/", report.run, name="run"),
    path("<uuid:pk>/progress/", report.progress, name="progress"),
    path("<uuid:pk>/columns/", columns.columns, name="columns"),
    path("<uuid:pk>/table/", columns.table, name="table"),
    path("<uuid:pk>/change/", columns.change, name="change"),
    path("<uuid:pk>/bring-in/", acts.bring_in, name="bring_in"),
    path("<uuid:pk>/go-on/", acts.go_on, name="go_on"),
    path("<uuid:pk>/leave/", acts.leave, name="leave"),
    path("<uuid:pk>/undo/", acts.undo, name="undo"),
    path("<uuid:pk>/refused.csv", report.refused, name="refused"),
]

"""The addresses of the roster."""

from django.urls import path

from xenia.work.language_access.views import interpreter, roster

app_name = "language_access"
urlpatterns = [
    path("", roster.interpreters, name="interpreters"),
    path("print/", roster.interpreters_print, name="interpreters_print"),
    path("new/", interpreter.new_interpreter, name="new_interpreter"),
    path("<uuid:pk>/", interpreter.interpreter, name="interpreter"),
    path("<uuid:pk>/change/", interpreter.change_interpreter, name="change_interpreter"),
    path("<uuid:pk>/step/", interpreter.step, name="step"),
    path("<uuid:pk>/languages/", interpreter.add_pair, name="add_pair"),
    path("<uuid:pk>/credentials/", interpreter.add_credential, name="add_credential"),
    path("languages/<uuid:pk>/withdraw/", interpreter.withdraw_pair, name="withdraw_pair"),
    path("credentials/<uuid:pk>/check/", interpreter.check_credential, name="check_credential"),
    path(
        "credentials/<uuid:pk>/take-back/",
        interpreter.take_back_credential,
        name="take_back_credential",
    ),
]

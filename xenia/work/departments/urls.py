"""The addresses of equal access: for everybody, and on the desk."""

from django.urls import path

from xenia.work.departments.views import public, refusals, refused, statements

app_name = "departments"
urlpatterns = [
    path("", statements.services, name="services"),
    path("overview/", statements.overview, name="overview"),
    path("services/<uuid:pk>/", statements.service, name="service"),
    path("services/<uuid:pk>/write/", statements.write, name="write"),
    path("services/<uuid:pk>/confirm/", statements.confirm, name="confirm"),
    path("services/<uuid:pk>/withdraw/", statements.withdraw, name="withdraw"),
    path("refusals/", refusals.refusals, name="refusals"),
    path("refusals/<uuid:pk>/", refusals.refusal, name="refusal"),
    path("refusals/<uuid:pk>/answer/", refusals.answer_her, name="answer_her"),
    path("refusals/<uuid:pk>/ask/", refusals.ask_department, name="ask_department"),
    path("refusals/<uuid:pk>/close/", refusals.close, name="close"),
    path("refusals/<uuid:pk>/reopen/", refusals.reopen, name="reopen"),
    path("asked/", refusals.asked, name="asked"),
    path("asked/<uuid:pk>/", refusals.asked_one, name="asked_one"),
]
# What everybody reads, and where somebody who was refused tells us.
public_patterns = [
    path("", public.all_services, name="all"),
    path("print/", public.all_services_print, name="all_print"),
    path("equal-access.csv", public.all_services_csv, name="all_csv"),
    path("answer/", refused.answer, name="answer"),
    path("refused/<uuid:pk>/", refused.refused, name="refused"),
]

"""The addresses of equal access: for everybody, and on the desk."""

from django.urls import path

from xenia.work.departments.views import public, statements

app_name = "departments"
urlpatterns = [
    path("", statements.services, name="services"),
    path("overview/", statements.overview, name="overview"),
    path("services/<uuid:pk>/", statements.service, name="service"),
    path("services/<uuid:pk>/write/", statements.write, name="write"),
    path("services/<uuid:pk>/confirm/", statements.confirm, name="confirm"),
    path("services/<uuid:pk>/withdraw/", statements.withdraw, name="withdraw"),
]
# What everybody reads.
public_patterns = [
    path("", public.all_services, name="all"),
    path("print/", public.all_services_print, name="all_print"),
    path("equal-access.csv", public.all_services_csv, name="all_csv"),
]

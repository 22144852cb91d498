"""The addresses of estimates, and of what a law asks for by them."""

from django.urls import path

from xenia.registers.population.views import datasets, estimates, owed

app_name = "population"
urlpatterns = [
    path("", estimates.estimates, name="estimates"),
    path("owed/", owed.owed, name="owed"),
    path("owed/print/", owed.owed_print, name="owed_print"),
    path("owed/owed.csv", owed.owed_csv, name="owed_csv"),
    path("files/", datasets.datasets, name="datasets"),
    path("files/new/", datasets.new_dataset, name="new_dataset"),
    path("files/<uuid:pk>/", datasets.dataset, name="dataset"),
    path("files/<uuid:pk>/bring-in/", datasets.bring_in, name="bring_in"),
    path("files/<uuid:pk>/throw-away/", datasets.throw_away, name="throw_away"),
    path("files/<uuid:pk>/take-back/", datasets.take_back, name="take_back"),
]

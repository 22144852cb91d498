"""The addresses of estimates, and of what a law asks for by them."""

from django.urls import path

from xenia.registers.population.views import datasets, estimates, owed, people, published

app_name = "population"
urlpatterns = [
    path("", estimates.estimates, name="estimates"),
    path("people/", people.people, name="people"),
    path("published/", published.published, name="published"),
    path("published/add/", published.add, name="add_published"),
    path("published/<uuid:pk>/", published.correct, name="correct_published"),
    path("published/<uuid:pk>/take-back/", published.take_back, name="take_published_back"),
    path("published/<uuid:pk>/use-again/", published.use_again, name="use_published_again"),
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

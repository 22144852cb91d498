"""The ledger's staff addresses."""

from django.urls import path

from xenia.ground.ledger.views import corrections, lists, years

app_name = "ledger"
urlpatterns = [
    path("", years.years, name="years"),
    path("<int:number>/", years.year, name="year"),
    path("<int:number>/lock/", years.lock, name="lock"),
    path("<int:number>/propose/", years.propose, name="propose"),
    path("<int:number>/withdraw/", years.withdraw, name="withdraw"),
    path("<int:number>/seal/", years.seal, name="seal"),
    path("<int:number>/figures/", corrections.figures_of_year, name="figures"),
    path("figures/<uuid:pk>/correct/", corrections.correct, name="correct"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("kinds/", lists.kinds, name="kinds"),
    path("publications/", lists.publications, name="publications"),
    path("publications/<uuid:pk>/", lists.publication, name="publication"),
]

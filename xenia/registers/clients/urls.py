"""The addresses of the people served: for colleagues, and one page for the person herself."""

from django.urls import path

from xenia.registers.clients.views import around_her, consents, finding, person, public, same

app_name = "clients"
PERSON = "desk/people/<uuid:pk>/"
urlpatterns = [
    path("consent/", public.own_consent, name="own_consent"),
    path("desk/people/", finding.find_people, name="find"),
    path("desk/people/new/", finding.new_person, name="new"),
    path("desk/people/without-name/", finding.without_name, name="without_name"),
    path(PERSON, person.person, name="person"),
    path(f"{PERSON}change/", person.change, name="change"),
    path(f"{PERSON}looks/", person.looks, name="looks"),
    path(f"{PERSON}looks/paper/", person.looks_paper, name="looks_paper"),
    path(f"{PERSON}forget/", person.forget, name="forget"),
    path(f"{PERSON}consents/", consents.consents, name="consents"),
    path(f"{PERSON}consents/<uuid:consent>/receipt/", consents.receipt, name="receipt"),
    path(f"{PERSON}consents/<uuid:consent>/withdraw/", consents.withdraw, name="withdraw"),
    path(f"{PERSON}household/", around_her.household, name="household"),
    path(f"{PERSON}household/<uuid:member>/move-out/", around_her.move_out, name="move_out"),
    path(f"{PERSON}helpers/", around_her.helpers, name="helpers"),
    path(f"{PERSON}helpers/<uuid:helper>/end/", around_her.end_help, name="end_help"),
    path(f"{PERSON}same/", same.likeness, name="same"),
    path(f"{PERSON}same/<uuid:other>/", same.compare, name="compare"),
    path(f"{PERSON}same/<uuid:other>/apart/", same.apart, name="apart"),
    path(f"{PERSON}unmerge/", same.unmerge, name="unmerge"),
]

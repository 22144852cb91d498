"""The addresses of records: the public page, and the staff's."""

from django.urls import path

from xenia.work.records.views import (
    acts,
    giving,
    glass,
    holds,
    own_data,
    register,
    retention,
    trust,
)

app_name = "records"
urlpatterns = [
    path("trust/", trust.trust, name="trust"),
    path("trust/inventory.json", trust.inventory, name="inventory"),
    path("desk/records/", register.requests, name="requests"),
    path("desk/records/new/", register.new_request, name="new_request"),
    path("desk/records/own/<uuid:subject>/", own_data.give, name="give_own"),
    path("desk/records/<uuid:pk>/", register.request_page, name="request"),
    path("desk/records/<uuid:pk>/noted/", register.noted, name="noted"),
    path("desk/records/<uuid:pk>/describe/", register.describe, name="describe"),
    path("desk/records/<uuid:pk>/people/", acts.name_person, name="name_person"),
    path("desk/records/<uuid:pk>/people/remove/", acts.unname_person, name="unname_person"),
    path("desk/records/<uuid:pk>/notes/", acts.add_note, name="add_note"),
    path("desk/records/<uuid:pk>/notes/open/", acts.open_notes, name="open_notes"),
    path("desk/records/<uuid:pk>/to-counsel/", acts.to_counsel, name="to_counsel"),
    path("desk/records/<uuid:pk>/decide/", acts.decide, name="decide"),
    path("desk/records/<uuid:pk>/look-again/", acts.look_again, name="look_again"),
    path("desk/records/<uuid:pk>/hold/", acts.hold, name="hold_for_request"),
    path("desk/records/<uuid:pk>/extract/", giving.extract, name="extract"),
    path("desk/records/<uuid:pk>/answer/", giving.answer, name="answer"),
    path("desk/records/<uuid:pk>/close/", giving.close, name="close"),
    path("desk/records/<uuid:pk>/withdraw/", giving.withdraw, name="withdraw"),
    path("desk/records/retention/", retention.rules, name="rules"),
    path("desk/records/retention/leaving/", retention.leaving, name="leaving"),
    path("desk/records/retention/propose/<str:label>/", retention.propose, name="propose_rule"),
    path("desk/records/retention/<uuid:pk>/approve/", retention.approve, name="approve_rule"),
    path("desk/records/retention/<uuid:pk>/withdraw/", retention.withdraw, name="withdraw_rule"),
    path("desk/records/holds/", holds.holds, name="holds"),
    path("desk/records/holds/place/", holds.place, name="place_hold"),
    path("desk/records/holds/<uuid:pk>/ask-to-lift/", holds.ask_to_lift, name="ask_to_lift"),
    path("desk/records/holds/<uuid:pk>/lift/", holds.lift, name="lift_hold"),
    path("desk/records/opened-in-emergency/", glass.broken, name="broken_glass"),
    path("desk/records/opened-in-emergency/<uuid:pk>/seen/", glass.seen, name="glass_seen"),
]

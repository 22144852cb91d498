"""The addresses about people, access and the audit."""

from django.urls import path

from xenia.ground.accounts.views import audit, invitations, own, people

app_name = "accounts"
urlpatterns = [
    path("", own.own, name="own"),
    path("describe/", own.describe, name="describe"),
    path("password/", own.password, name="password"),
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/give-role/", people.give_role, name="give_role"),
    path("people/<uuid:pk>/roles/<uuid:grant>/end/", people.end_role, name="end_role"),
    path("people/<uuid:pk>/left/", people.left, name="left"),
    path("people/<uuid:pk>/let-back/", people.let_back, name="let_back"),
    path("people/<uuid:pk>/new-link/", people.new_link, name="new_link"),
    path("audit/", audit.events, name="audit"),
    path("audit/export/", audit.as_csv, name="audit_csv"),
    path("come/<str:token>/", invitations.accept, name="accept"),
    path("new-password/<str:token>/", invitations.new_password, name="new_password"),
]

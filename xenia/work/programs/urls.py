"""The addresses of programs."""

from django.urls import path

from xenia.work.programs.views import offerings, people, programs, sessions

app_name = "programs"
urlpatterns = [
    path("", programs.all_offerings, name="all"),
    path("new/", programs.new_program, name="new"),
    path("places.csv", programs.figures_csv, name="figures_csv"),
    path("<uuid:pk>/", programs.program, name="program"),
    path("<uuid:pk>/describe/", programs.describe, name="describe"),
    path("<uuid:pk>/end/", programs.end, name="end"),
    path("<uuid:pk>/keep/", programs.keep, name="keep"),
    path("<uuid:pk>/plan/", offerings.plan, name="plan"),
    path("offerings/<uuid:pk>/", offerings.offering, name="offering"),
    path("offerings/<uuid:pk>/open/", offerings.open_it, name="open"),
    path("offerings/<uuid:pk>/close/", offerings.close, name="close"),
    path("offerings/<uuid:pk>/call-off/", offerings.call_off, name="call_off"),
    path("offerings/<uuid:pk>/change/", offerings.change, name="change"),
    path("offerings/<uuid:pk>/again/", offerings.repeat, name="repeat"),
    path("offerings/<uuid:pk>/sessions/", offerings.add_sessions, name="add_sessions"),
    path("offerings/<uuid:pk>/places/", offerings.say_figures, name="say_figures"),
    path("offerings/<uuid:pk>/people.csv", offerings.people_csv, name="people_csv"),
    path("offerings/<uuid:pk>/bring-in/", people.enrol, name="enrol"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/leave/", people.leave, name="leave"),
    path("people/<uuid:pk>/line/", people.ahead, name="ahead"),
    path("people/<uuid:pk>/take/", people.take, name="take"),
    path("people/<uuid:pk>/told/", people.told, name="told"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/note/", sessions.note, name="note"),
    path("sessions/<uuid:pk>/call-off/", sessions.call_off_session, name="call_off_session"),
    path("sessions/<uuid:pk>/sheet/", sessions.sheet, name="sheet"),
]

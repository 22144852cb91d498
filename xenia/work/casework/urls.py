"""The addresses of casework: for whoever asks for help, and for colleagues."""

from django.urls import path

from xenia.work.casework.views import acts, case, intake, matters, public, queue, screening

app_name = "casework"
urlpatterns = [
    path("ask-for-help/", public.ask_for_help, name="ask_for_help"),
    path("ask-for-help/answer/", public.help_answer, name="help_answer"),
    path("desk/cases/", queue.cases, name="cases"),
    path("desk/cases/new/", intake.new_intake, name="new_intake"),
    path("desk/cases/find/", queue.find, name="find"),
    path("desk/cases/people/<uuid:pk>/here/", queue.returned, name="returned"),
    path("desk/cases/visits/<uuid:pk>/", queue.visit, name="visit"),
    path("desk/cases/visits/<uuid:pk>/undo/", queue.undo_visit, name="undo_visit"),
    path("desk/cases/needs/<uuid:pk>/", acts.need, name="need"),
    path("desk/cases/matters/", matters.matters, name="matters"),
    path("desk/cases/matters/<uuid:pk>/", matters.matter, name="matter"),
    path("desk/cases/matters/<uuid:pk>/describe/", matters.describe, name="describe"),
    path("desk/cases/matters/<uuid:pk>/step/", matters.matter_step, name="matter_step"),
    path("desk/cases/<uuid:pk>/", case.intake, name="intake"),
    path("desk/cases/<uuid:pk>/draft/", intake.draft, name="draft"),
    path("desk/cases/<uuid:pk>/throw-away/", intake.throw_away, name="throw_away"),
    path("desk/cases/<uuid:pk>/take/", acts.take, name="take"),
    path("desk/cases/<uuid:pk>/release/", acts.release, name="release"),
    path("desk/cases/<uuid:pk>/hand-over/", acts.hand_over, name="hand_over"),
    path("desk/cases/<uuid:pk>/step/", acts.step, name="step"),
    path("desk/cases/<uuid:pk>/decline/", acts.decline, name="decline"),
    path("desk/cases/<uuid:pk>/end/", acts.withdraw, name="withdraw"),
    path("desk/cases/<uuid:pk>/more/", acts.say_more, name="say_more"),
    path("desk/cases/<uuid:pk>/answer/", acts.answer, name="answer"),
    path("desk/cases/<uuid:pk>/interpreter/", acts.interpreter, name="interpreter"),
    path("desk/cases/<uuid:pk>/here/", acts.visit, name="here"),
    path("desk/cases/<uuid:pk>/person/", acts.person, name="person"),
    path("desk/cases/<uuid:pk>/agree/", acts.agree, name="agree"),
    path("desk/cases/<uuid:pk>/check/", screening.check, name="check"),
    path("desk/cases/<uuid:pk>/check/result/", screening.check_result, name="check_result"),
    path("desk/cases/<uuid:pk>/check/done/", screening.check_done, name="check_done"),
    path("desk/cases/screenings/<uuid:pk>/override/", screening.override, name="override"),
    path("desk/cases/<uuid:pk>/matter/", matters.open_matter, name="open_matter"),
]

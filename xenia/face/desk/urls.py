"""The addresses of the desk."""

from django.urls import path

from xenia.face.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("board/", views.board, name="board"),
    path("board/share/", views.share, name="board_share"),
    path("board/shared/<slug:day>/", views.shared, name="board_shared"),
    path("board/shared/<slug:day>.csv", views.shared_csv, name="board_shared_csv"),
    path("our-work/", views.our_work, name="our_work"),
    path("our-work/numbers/", views.our_numbers, name="our_numbers"),
    path("our-work/numbers.csv", views.our_numbers_csv, name="our_numbers_csv"),
    path("our-work/hand-in/", views.hand_in, name="hand_in"),
    path("statistics/", views.statistics, name="statistics"),
    path("statistics.csv", views.statistics_csv, name="statistics_csv"),
    path("settings/", views.checklist_page, name="settings"),
    path("settings/office/", views.office, name="settings_office"),
    path("settings/office/<slug:code>/", views.words, name="settings_words"),
    path("settings/look/", views.look, name="settings_look"),
    path("settings/look/preview.css", views.look_preview, name="settings_look_preview"),
    path("settings/languages/", views.languages, name="settings_languages"),
    path("settings/languages/add/", views.language_add, name="settings_language_add"),
    path(
        "settings/languages/<slug:code>/drop/", views.language_drop, name="settings_language_drop"
    ),
    path(
        "settings/languages/<slug:code>/move/", views.language_move, name="settings_language_move"
    ),
    path("settings/areas/", views.areas, name="settings_areas"),
    path("settings/areas/new/", views.area_new, name="settings_area_new"),
    path("settings/areas/<uuid:pk>/", views.area_edit, name="settings_area"),
    path("settings/areas/<uuid:pk>/remove/", views.area_remove, name="settings_area_remove"),
    path("settings/closures/", views.closures, name="settings_closures"),
    path("settings/closures/add/", views.closure_add, name="settings_closure_add"),
    path("settings/closures/seed/", views.closures_seed, name="settings_closures_seed"),
    path(
        "settings/closures/<uuid:pk>/take-back/",
        views.closure_take_back,
        name="settings_closure_take_back",
    ),
]

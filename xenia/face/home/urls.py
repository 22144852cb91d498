"""The public addresses, those without a language, and the desk's lists to hand over."""

from django.urls import path

from xenia.face.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("find/", views.find, name="find"),
    path("find/map/", views.find_map, name="find_map"),
    path("which/<str:code>/", views.which_one, name="which_one"),
    path("service/<uuid:pk>/", views.service, name="service"),
    path("service/<uuid:pk>/print/", views.service_print, name="service_print"),
    path("service/<uuid:pk>/suggest/", views.suggest, name="suggest"),
    path("suggest/", views.suggest_missing, name="suggest_missing"),
    path("saved/", views.saved, name="saved"),
    path("saved/print/", views.saved_print, name="saved_print"),
    path("directory.csv", views.directory_csv, name="directory_csv"),
    path("changes.atom", views.changes, name="changes"),
    path("embed/", views.embed, name="embed"),
    path("embed/services/", views.embed_services, name="embed_services"),
    path("check/", views.self_check, name="self_check"),
    path("i-speak/", views.i_speak, name="i_speak"),
    path("help/<slug:role>/", views.handbook, name="handbook"),
]
# Addresses that belong to no language: short ones, and the program a phone keeps a list with.
root_patterns = [
    path("s/<str:said>/", views.short_service, name="short_service"),
    path("l/<str:said>/", views.short_list, name="short_list"),
    path("sw.js", views.keep_worker, name="keep_worker"),
]
list_patterns = [
    path("", views.lists, name="all"),
    path("<uuid:pk>/", views.one_list, name="one"),
    path("<uuid:pk>/add/", views.add, name="add"),
    path("<uuid:pk>/move/", views.move, name="move"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
    path("<uuid:pk>/put-back/", views.put_back, name="put_back"),
    path("<uuid:pk>/note/", views.note, name="note"),
    path("<uuid:pk>/language/", views.language, name="language"),
    path("<uuid:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("<uuid:pk>/print/", views.print_list, name="print"),
]

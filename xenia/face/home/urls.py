"""The public addresses."""

from django.urls import path

from xenia.face.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("find/", views.find, name="find"),
    path("service/<uuid:pk>/", views.service, name="service"),
    path("service/<uuid:pk>/print/", views.service_print, name="service_print"),
    path("saved/", views.saved, name="saved"),
    path("saved/print/", views.saved_print, name="saved_print"),
    path("i-speak/", views.i_speak, name="i_speak"),
    path("help/<slug:role>/", views.handbook, name="handbook"),
]

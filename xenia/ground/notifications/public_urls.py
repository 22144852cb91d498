"""Addresses people open from an e-mail, and those the provider of text messages calls."""

from django.urls import path

from xenia.ground.notifications.views import hooks, stop

urlpatterns = [path("stop/<str:token>/", stop.stop, name="messages-stop")]

hook_patterns = [
    path("replies/", hooks.replies, name="hook-replies"),
    path("delivery/", hooks.delivery, name="hook-delivery"),
]

"""The addresses of the room of messages: for the staff, for who opens a link in an e-mail, for the provider of texts."""

from django.urls import path

from xenia.ground.notifications.views import by_hand, catalogue, hooks, outbox, replies, stop

app_name = "notifications"
urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("<uuid:pk>/try-again/", outbox.try_again, name="try_again"),
    path("by-hand/<uuid:pk>/", by_hand.by_hand, name="by_hand"),
    path("by-hand/<uuid:pk>/done/", by_hand.done, name="done_by_hand"),
    path("by-hand/<uuid:pk>/not-reached/", by_hand.not_reached, name="not_reached"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("no-more/", replies.oral_stop, name="oral_stop"),
    path("replies/", replies.replies, name="replies"),
    path("replies/<uuid:pk>/read/", replies.read, name="read_reply"),
    path("written/", outbox.written, name="written"),
]

public_patterns = [path("stop/<str:token>/", stop.stop, name="messages-stop")]

hook_patterns = [
    path("replies/", hooks.replies, name="hook-replies"),
    path("delivery/", hooks.delivery, name="hook-delivery"),
]

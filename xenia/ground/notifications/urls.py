"""The staff's addresses of the room of messages."""

from django.urls import path

from xenia.ground.notifications.views import by_hand, catalogue, outbox, replies

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

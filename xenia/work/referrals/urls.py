"""The addresses of referrals."""

from django.urls import path

from xenia.work.referrals.views import (
    agreements,
    by_link,
    choosing,
    desk,
    inbox,
    mine,
    slip,
    spreadsheet,
    whom,
)

app_name = "referrals"
urlpatterns = [
    path("", desk.every, name="every"),
    path("list.csv", spreadsheet.every, name="every_csv"),
    path("who/", choosing.who, name="who"),
    path("to/<uuid:service>/", whom.to, name="to"),
    path("for/<uuid:client>/", choosing.choose, name="choose"),
    path("for/<uuid:client>/<uuid:service>/", choosing.new, name="new"),
    path("hand-over/<uuid:service>/", slip.hand_off, name="hand_off"),
    path("agreements/", agreements.every, name="agreements"),
    path("agreements/new/", agreements.new, name="new_agreement"),
    path("agreements/<uuid:pk>/", agreements.change, name="agreement"),
    path("agreements/<uuid:pk>/end/", agreements.end, name="end_agreement"),
    path("<uuid:pk>/", desk.one, name="one"),
    path("<uuid:pk>/paper/", slip.slip, name="slip"),
    path("<uuid:pk>/answer/", desk.answer, name="answer"),
    path("<uuid:pk>/end/", desk.end, name="end"),
    path("<uuid:pk>/reopen/", desk.reopen, name="reopen"),
    path("<uuid:pk>/outcome/", desk.outcome, name="outcome"),
    path("<uuid:pk>/asked/", desk.asked, name="asked"),
    path("<uuid:pk>/settle/", desk.settle, name="settle"),
]
# What a partner organization opens, signed in.
inbox_patterns = [
    path("", inbox.every, name="every"),
    path("<uuid:pk>/", inbox.one, name="one"),
]
# What an organization without an account opens from an e-mail.
link_patterns = [path("<str:token>/", by_link.answer, name="answer")]
# What the person herself opens.
my_patterns = [
    path("", mine.code, name="code"),
    path("<str:token>/", mine.link, name="link"),
]

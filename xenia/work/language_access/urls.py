"""The addresses of the roster and of the plans."""

from django.urls import path

from xenia.work.language_access.views import (
    asked,
    asked_one,
    by_link,
    calendar_feed,
    calendars,
    interpreter,
    interpreter_apart,
    interpreter_hours,
    invoices,
    lines,
    looking,
    looking_acts,
    my_hours,
    my_week,
    numbers,
    plan_documents,
    plan_sections,
    plan_year,
    plans,
    plans_public,
    roster,
    text_office,
    text_own,
    texts,
    week_plan,
    worked,
)

app_name = "language_access"
urlpatterns = [
    # Hours, whom not to send where, lines, the month's hours.
    path("not-listed/", lines.not_listed, name="not_listed"),
    path("not-listed/begin/", lines.begin_together, name="begin_together"),
    path("lines/", lines.lines, name="lines"),
    path("hours/", worked.hours_worked, name="hours_worked"),
    path("hours.csv", worked.hours_worked_csv, name="hours_worked_csv"),
    path("<uuid:pk>/hours/", interpreter_hours.hours, name="hours"),
    path("<uuid:pk>/days/", interpreter_hours.days, name="days"),
    path("<uuid:pk>/days/drop/", interpreter_hours.drop, name="drop_days"),
    path("<uuid:pk>/apart/", interpreter_apart.apart, name="apart"),
    path("<uuid:pk>/apart/conflict/", interpreter_apart.add_conflict, name="add_conflict"),
    path("<uuid:pk>/apart/conflict/end/", interpreter_apart.end_conflict, name="end_conflict"),
    path("<uuid:pk>/apart/not-sent/", interpreter_apart.add_not_sent, name="add_not_sent"),
    path("<uuid:pk>/apart/not-sent/end/", interpreter_apart.send_again, name="send_again"),
    path("<uuid:pk>/line/", interpreter.add_line_languages, name="add_line_languages"),
    path("", roster.interpreters, name="interpreters"),
    path("print/", roster.interpreters_print, name="interpreters_print"),
    path("new/", interpreter.new_interpreter, name="new_interpreter"),
    path("<uuid:pk>/", interpreter.interpreter, name="interpreter"),
    path("<uuid:pk>/change/", interpreter.change_interpreter, name="change_interpreter"),
    path("<uuid:pk>/step/", interpreter.step, name="step"),
    path("<uuid:pk>/languages/", interpreter.add_pair, name="add_pair"),
    path("<uuid:pk>/credentials/", interpreter.add_credential, name="add_credential"),
    path("languages/<uuid:pk>/withdraw/", interpreter.withdraw_pair, name="withdraw_pair"),
    path("credentials/<uuid:pk>/check/", interpreter.check_credential, name="check_credential"),
    path(
        "credentials/<uuid:pk>/take-back/",
        interpreter.take_back_credential,
        name="take_back_credential",
    ),
    path("<uuid:pk>/calendar/", calendars.her_calendar, name="her_calendar"),
    path("<uuid:pk>/calendar/link/", calendars.her_feed, name="her_feed"),
    path("<uuid:pk>/calendar/bring/", calendars.her_bring, name="her_bring"),
    path("<uuid:pk>/calendar/keep/", calendars.her_keep, name="her_keep"),
]
# Asking for interpreters, and finding them.
interpreting_patterns = [
    path("", asked.requests, name="requests"),
    path("print/", asked.requests_print, name="requests_print"),
    path("ask/", asked.ask, name="ask"),
    path("now/", asked.ask_now, name="ask_now"),
    path("<uuid:pk>/", asked_one.one_request, name="request"),
    path("<uuid:pk>/change/", asked_one.change, name="change"),
    path("<uuid:pk>/cancel/", asked_one.cancel, name="cancel"),
    path("<uuid:pk>/outcome/", asked_one.outcome, name="outcome"),
    path("queue/", looking.open_requests, name="queue"),
    path("queue/<uuid:pk>/", looking.look_for, name="look_for"),
    path("queue/<uuid:pk>/ask/", looking_acts.ask_them, name="ask_them"),
    path("queue/<uuid:pk>/send/<uuid:who>/", looking_acts.send, name="send"),
    path("queue/<uuid:pk>/fill/", looking_acts.fill, name="fill"),
    path("queue/<uuid:pk>/unfilled/", looking_acts.unfilled, name="unfilled"),
    path("bookings/<uuid:pk>/substitute/", looking_acts.substitute, name="substitute"),
    path("plan/", week_plan.this_week, name="this_week"),
    path("plan/<str:day>/", week_plan.week_plan, name="week_plan"),
    path("gaps/", week_plan.gaps, name="gaps"),
]
# The desk's plans; each section has its own page.
plan_patterns = [
    path("", plans.plans, name="plans"),
    path("plans.csv", plans.plans_csv, name="plans_csv"),
    path("new/", plans.new_plan, name="new_plan"),
    path("<uuid:pk>/", plans.plan, name="plan"),
    path("<uuid:pk>/about/", plans.about, name="about"),
    path("<uuid:pk>/ask/", plans.ask_office, name="ask_office"),
    path("<uuid:pk>/sign/", plans.sign, name="sign"),
    path("<uuid:pk>/office/", plans.office_step, name="office_step"),
    path("<uuid:pk>/send-back/", plans.send_back, name="send_back"),
    *(
        path(f"<uuid:pk>/{code}/", plan_sections.section, {"code": code}, name=code)
        for code in plan_sections.SECTIONS
    ),
    path("<uuid:pk>/languages/owed/", plan_sections.promise_owed, name="promise_owed"),
    path("<uuid:pk>/take-off/", plan_sections.take_off, name="take_off"),
    path("<uuid:pk>/documents/", plan_documents.documents, name="documents"),
    path("<uuid:pk>/documents/translation/", plan_documents.translation, name="translation"),
    path("<uuid:pk>/documents/withdraw/", plan_documents.withdraw, name="withdraw"),
    path("<uuid:pk>/notice/", plan_documents.notice, name="notice"),
    path("<uuid:pk>/report/", plan_year.report, name="report"),
    path("<uuid:pk>/report/words/", plan_year.report_words, name="report_words"),
    path("<uuid:pk>/report/take-off/", plan_year.report_take_off, name="report_take_off"),
    path("<uuid:pk>/report/send/", plan_year.report_send, name="report_send"),
    path("<uuid:pk>/spot-checks/", plan_year.spot_checks, name="spot_checks"),
    path("<uuid:pk>/spot-checks/new/", plan_year.new_spot_check, name="new_spot_check"),
]
# What the ledger says of all this.
number_patterns = [
    path("", numbers.numbers, name="numbers"),
    path("print/", numbers.numbers_print, name="print"),
    path("numbers.csv", numbers.numbers_csv, name="csv"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<uuid:pk>/take-back/", invoices.take_back, name="take_back"),
]
# What everybody reads.
public_patterns = [
    path("", plans_public.all_plans, name="all"),
    path("<uuid:pk>/", plans_public.public_plan, name="plan"),
    path("<uuid:pk>/print/", plans_public.public_plan_print, name="plan_print"),
]
# What an interpreter sees of herself.
week_patterns = [
    path("", my_week.week, name="week"),
    path("hours/", my_hours.hours, name="hours"),
    path("hours/away/", my_hours.away, name="away"),
    path("hours/besides/", my_hours.besides, name="besides"),
    path("hours/<uuid:pk>/drop/", my_hours.drop, name="drop"),
    path("calendar/", calendars.my_calendar, name="calendar"),
    path("calendar/link/", calendars.my_feed, name="feed"),
    path("calendar/bring/", calendars.my_bring, name="bring"),
    path("calendar/keep/", calendars.my_keep, name="keep"),
    path("offers/<uuid:pk>/", my_week.answer, name="answer"),
    path("<uuid:pk>/", my_week.one, name="one"),
    path("<uuid:pk>/interpreting.ics", my_week.file, name="file"),
]
# Links of organizations to their calendars.
calendar_patterns = [
    path("", calendars.organization_calendars, name="all"),
    path("<uuid:pk>/", calendars.organization_calendar, name="calendar"),
    path("<uuid:pk>/link/", calendars.organization_feed, name="feed"),
]
# What opens from a message, without signing in.
link_patterns = [
    path("<str:token>/", by_link.offer, name="offer"),
    path("coming/<str:token>/", by_link.coming, name="coming"),
    path("coming/<str:token>/interpreting.ics", by_link.coming_file, name="coming_file"),
]
# What calendar programs read.
feed_patterns = [
    path("calendar/<str:token>.ics", calendar_feed.feed, name="interpreting-calendar"),
]
# Translations in writing: what was asked, what the office gives out, what a translator has.
text_patterns = [
    path("", texts.asked, name="asked"),
    path("new/", texts.new, name="new"),
    path("phrases/", texts.phrases, name="phrases"),
    path("office/", text_office.office, name="office"),
    *(
        path(f"office/{what}/<uuid:pk>/{end}", view, {"what": what}, name=name)
        for what in (text_office.DOCUMENT, text_office.MESSAGE)
        for end, view, name in (
            ("", text_office.give, f"give_{what}"),
            ("ask/", text_office.ask, f"ask_{what}"),
            ("take-back/", text_office.take_back, f"take_back_{what}"),
        )
    ),
    path("mine/", text_own.mine, name="mine"),
    path("mine/document/<uuid:pk>/", text_own.document, name="document"),
    path("mine/document/<uuid:pk>/answer/", text_own.answer_document, name="answer_document"),
    path("mine/message/<uuid:pk>/", text_own.message, name="message"),
    path("mine/message/<uuid:pk>/answer/", text_own.answer_message, name="answer_message"),
    path("mine/read/<uuid:pk>/", text_own.read, name="read"),
    path("<uuid:pk>/", texts.request_page, name="request"),
    path("<uuid:pk>/source/", texts.source, name="source"),
    path("<uuid:pk>/cancel/", texts.cancel, name="cancel"),
    path("<uuid:pk>/<slug:language>/", texts.side_by_side, name="beside"),
    path("<uuid:pk>/<slug:language>/text.txt", texts.text_file, name="text_file"),
    path("<uuid:pk>/<slug:language>/publish/", texts.publish, name="publish"),
]

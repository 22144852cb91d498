"""The addresses of complaints: for whoever complains, for colleagues, for departments, and for other software."""

from django.urls import path

from xenia.work.ombudsman.views import (
    acts,
    apps,
    asked,
    city,
    complaint,
    filing,
    held,
    hers,
    limits,
    looks,
    numbers,
    open311,
    patterns,
    pictures,
    queue,
    recommended,
    taking_in,
    words,
)

public_patterns = [
    path("", filing.complain, name="complain"),
    path("answer/", hers.answer, name="answer"),
]
number_patterns = [
    path("", numbers.numbers, name="numbers"),
    path("complaints.csv", numbers.numbers_csv, name="csv"),
]
desk_patterns = [
    path("", queue.complaints, name="every"),
    path("to-let-in/", held.held, name="held"),
    path("take-in/", taking_in.take_in, name="take_in"),
    path("take-in/code/", taking_in.code_sheet, name="code_sheet"),
    path("<uuid:pk>/", complaint.complaint_page, name="complaint"),
    path("<uuid:pk>/print/", complaint.complaint_print, name="print"),
    path("<uuid:pk>/who-looked/", looks.looks, name="looks"),
    path("<uuid:pk>/take/", acts.take, name="take"),
    path("<uuid:pk>/assign/", acts.assign, name="assign"),
    path("<uuid:pk>/review/", acts.review, name="review"),
    path("<uuid:pk>/do/<slug:what>/", acts.act, name="act"),
    path("<uuid:pk>/words/<int:number>/translate/", words.translate, name="translate_word"),
    path("<uuid:pk>/words/<int:number>/english/", words.english, name="note_english"),
    path("<uuid:pk>/words/<int:number>/send/", words.send, name="send_waiting"),
]
picture_patterns = [
    path("<uuid:pk>/pictures/", pictures.pictures, name="pictures"),
    path("pictures/<uuid:pk>/", pictures.picture, name="picture"),
    path("pictures/<uuid:pk>/picture.jpg", pictures.picture_itself, name="itself"),
    path("pictures/<uuid:pk>/cover/", pictures.cover, name="cover"),
    path("pictures/<uuid:pk>/covered/", pictures.bring_covered, name="bring_covered"),
    path("pictures/<uuid:pk>/destroy/", pictures.destroy, name="destroy"),
]
# What complaints show together.
pattern_patterns = [
    path("", patterns.patterns, name="patterns"),
    path("patterns.csv", patterns.patterns_csv, name="csv"),
    path("recommendations/", patterns.recommendations, name="recommendations"),
    path("recommendations/new/", patterns.recommend, name="recommend"),
]
# How long each step may take.
settings_patterns = [
    path("", limits.limits, name="limits"),
]
# What was passed on to the city, and who may file through Open311.
passed_on_patterns = [
    path("passed-on/", city.passed_on, name="passed_on"),
    path("passed-on/<uuid:pk>/again/", city.send_again, name="send_again"),
    path("passed-on/<uuid:pk>/arrived/", city.arrived, name="arrived"),
    path("<uuid:pk>/pass-on/", city.pass_on, name="pass_on"),
    path("open311/", apps.open311, name="open311"),
    path("open311/keys/", apps.make_key, name="make_key"),
    path("open311/keys/<uuid:pk>/end/", apps.end_key, name="end_key"),
    path("open311/server/", apps.name_server, name="name_server"),
    path("open311/server/forget/", apps.forget_server, name="forget_server"),
]
# What a department is asked.
asked_patterns = [
    path("", asked.asked, name="asked"),
    path("complaints.csv", asked.asked_csv, name="csv"),
    path("<uuid:pk>/", asked.asked_one, name="asked_one"),
    path("recommendations/<uuid:pk>/", recommended.recommendation, name="recommendation"),
    path("recommendations/<uuid:pk>/answer/", recommended.answer, name="answer"),
    path("recommendations/<uuid:pk>/done/", recommended.done, name="done"),
]
asked_picture_patterns = [
    path("<uuid:pk>/pictures/", pictures.asked_pictures, name="pictures"),
    path("pictures/<uuid:pk>/picture.jpg", pictures.asked_picture_itself, name="itself"),
]
# What other software reads and files.
open311_patterns = [
    path("discovery.<str:written_as>", open311.discovery, name="discovery"),
    path("v2/services.<str:written_as>", open311.services, name="services"),
    path("v2/services/<str:code>.<str:written_as>", open311.service, name="service"),
    path("v2/requests.<str:written_as>", open311.requests, name="requests"),
    path("v2/requests/<str:number>.<str:written_as>", open311.request, name="request"),
    path("v2/tokens/<str:token>.<str:written_as>", open311.number_of, name="token"),
]

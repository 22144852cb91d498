"""The addresses of questions: for whoever asks, for colleagues, for other organizations."""

from django.urls import path

from xenia.work.enquiries.views import (
    acts,
    contact_log,
    forwarded,
    public,
    queue,
    texts,
    translated,
)

app_name = "enquiries"
urlpatterns = [
    path("ask/", public.ask, name="ask"),
    path("ask/answer/", public.answer, name="answer"),
    path("answers/", public.answers, name="answers"),
    path("answers/<uuid:pk>/", public.answer_read, name="answer_read"),
    path("desk/questions/", queue.questions, name="questions"),
    path("desk/questions/by-code/", queue.by_code, name="by_code"),
    path("desk/questions/<uuid:pk>/", queue.enquiry_page, name="enquiry"),
    path("desk/questions/<uuid:pk>/take/", acts.take, name="take"),
    path("desk/questions/<uuid:pk>/release/", acts.release, name="release"),
    path("desk/questions/<uuid:pk>/hand-over/", acts.hand_over, name="hand_over"),
    path("desk/questions/<uuid:pk>/draft/", acts.draft, name="draft"),
    path("desk/questions/<uuid:pk>/translate/", acts.translate, name="translate"),
    path("desk/questions/<uuid:pk>/meaning/", acts.meaning, name="meaning"),
    path("desk/questions/<uuid:pk>/insert/", acts.insert, name="insert"),
    path("desk/questions/<uuid:pk>/word/", translated.word, name="have_word_translated"),
    path("desk/questions/<uuid:pk>/phrase/", translated.phrase, name="insert_phrase"),
    path("desk/questions/<uuid:pk>/forward/", acts.forward, name="forward"),
    path("desk/questions/<uuid:pk>/take-back/", acts.take_back, name="take_back"),
    path("desk/questions/<uuid:pk>/close/", acts.close, name="close"),
    path("desk/questions/<uuid:pk>/undo-close/", acts.undo_close, name="undo_close"),
    path("desk/questions/<uuid:pk>/reopen/", acts.reopen, name="reopen"),
    path("desk/questions/forwarded/", forwarded.forwarded, name="forwarded"),
    path("desk/questions/forwarded/<uuid:pk>/", forwarded.forwarded_one, name="forwarded_one"),
    path("desk/questions/answers/", texts.answer_texts, name="answer_texts"),
    path("desk/questions/answers/new/", texts.new_answer_text, name="new_answer_text"),
    path("desk/questions/answers/<uuid:pk>/", texts.answer_text, name="answer_text"),
    path(
        "desk/questions/answers/<uuid:pk>/change/",
        texts.change_answer_text,
        name="change_answer_text",
    ),
    path(
        "desk/questions/answers/<uuid:pk>/review/",
        texts.review_answer_text,
        name="review_answer_text",
    ),
    path(
        "desk/questions/answers/<uuid:pk>/in/<slug:language>/",
        texts.answer_text_in,
        name="answer_text_in",
    ),
    path("desk/contacts/log/", contact_log.log_contact, name="log_contact"),
    path("desk/contacts/undo/", contact_log.unlog_contact, name="unlog_contact"),
    path("desk/contacts/named/", contact_log.note_named, name="note_named"),
]

"""The addresses of the translations' pages."""

from django.urls import path

from xenia.ground.translations.views import exchange, glossary, grid, review

app_name = "translations"
urlpatterns = [
    path("", grid.grid, name="grid"),
    path("interface/<slug:language>.csv", grid.interface_sheet, name="interface_sheet"),
    path("review/<slug:language>/", review.review, name="review"),
    path("review/<slug:language>/<uuid:pk>/", review.review_text, name="review_text"),
    path("answers/<uuid:pk>/undo/", review.undo, name="undo"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/add/", glossary.add_term, name="add_term"),
    path("glossary/glossary.csv", glossary.glossary_sheet, name="glossary_sheet"),
    path("glossary/bring-in/", glossary.bring_in_glossary, name="bring_in_glossary"),
    path("glossary/<uuid:pk>/", glossary.edit_term, name="edit_term"),
    path("glossary/<uuid:pk>/remove/", glossary.drop_term, name="drop_term"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/file/", exchange.exported, name="exported"),
    path("exchange/machine/", exchange.ask_machine, name="ask_machine"),
    path("imports/<uuid:pk>/", exchange.text_import, name="text_import"),
    path("imports/<uuid:pk>/undo/", exchange.undo_text_import, name="undo_text_import"),
]

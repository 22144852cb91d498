"""The addresses of the laws: for everybody, and for those who keep their records."""

from django.urls import path

from xenia.ground.reference.views import law

app_name = "reference"
urlpatterns = [
    path("law/", law.law, name="law"),
    path("desk/law/", law.laws, name="laws"),
    path("desk/law/new/", law.new_law, name="new_law"),
    path("desk/law/first-ones/", law.seed_laws, name="seed_laws"),
    path("desk/law/<uuid:pk>/correct/", law.correct_law, name="correct_law"),
    path("desk/law/<uuid:pk>/replace/", law.replace_law, name="replace_law"),
    path("desk/law/<uuid:pk>/end/", law.end_law, name="end_law"),
]

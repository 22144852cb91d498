"""The pages of the desk."""

from .areas import area_edit, area_new, area_remove, areas
from .closures import closure_add, closure_take_back, closures, closures_seed
from .languages import language_add, language_drop, language_move, languages
from .look import look, look_preview
from .office import office, words
from .settings import checklist_page
from .today import today

__all__ = [
    "area_edit",
    "area_new",
    "area_remove",
    "areas",
    "checklist_page",
    "closure_add",
    "closure_take_back",
    "closures",
    "closures_seed",
    "language_add",
    "language_drop",
    "language_move",
    "languages",
    "look",
    "look_preview",
    "office",
    "today",
    "words",
]

"""The pages of the desk."""

from .areas import area_edit, area_new, area_remove, areas
from .board import board
from .board_share import share, shared, shared_csv
from .closures import closure_add, closure_take_back, closures, closures_seed
from .languages import language_add, language_drop, language_move, languages
from .look import look, look_preview
from .office import office, words
from .office_statistics import statistics, statistics_csv
from .partner_numbers import hand_in, our_numbers, our_numbers_csv
from .partner_work import our_work
from .settings import checklist_page
from .today import today

__all__ = [
    "area_edit",
    "area_new",
    "area_remove",
    "areas",
    "board",
    "checklist_page",
    "closure_add",
    "closure_take_back",
    "closures",
    "closures_seed",
    "hand_in",
    "language_add",
    "language_drop",
    "language_move",
    "languages",
    "look",
    "look_preview",
    "office",
    "our_numbers",
    "our_numbers_csv",
    "our_work",
    "share",
    "shared",
    "shared_csv",
    "statistics",
    "statistics_csv",
    "today",
    "words",
]

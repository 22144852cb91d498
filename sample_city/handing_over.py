"""Places that serve one neighbourhood only, and the lists colleagues have ready to hand over."""

from collections.abc import Mapping
from datetime import datetime

from xenia.face.home.models import PreparedItem
from xenia.face.home.operations import add_to_list, note_item, start_list
from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Service

SERVES_ONLY = {
    "millbrook-cupboard-shelves": ("Millbrook",),
    "saltmarsh-food-pantry": ("Saltmarsh", "Harborside"),
    "english-for-families-saltmarsh": ("Saltmarsh",),
    "no-heat-bad-apartment": ("Eastgate", "Old Quay"),
}
LISTS = {
    ("fabiola.mondesir@lindenport.example", "ht"): (
        ("english-class-level-1", PreparedItem.Phrase.CALL, ""),
        ("saltmarsh-food-pantry", PreparedItem.Phrase.FIRST, ""),
        ("clinic-without-insurance", PreparedItem.Phrase.INTERPRETER, "2nd floor, blue door"),
    ),
    ("djenifa.tavares@lindenport.example", "ar"): (
        ("english-for-women-jasmine-court", PreparedItem.Phrase.CHILDREN, ""),
        ("school-registration", PreparedItem.Phrase.BRING, ""),
    ),
}


def draw_service_areas(services: Mapping[str, Service]) -> None:
    """Say of some services that they are for some neighbourhoods only; their listings follow with all others."""
    for key, areas in SERVES_ONLY.items():
        for name in areas:
            services[key].service_areas.create(name=name)


def prepare_lists(*, at: datetime, services: Mapping[str, Service]) -> None:
    """Two drafts, each its colleague's own."""
    for (email, language), places in LISTS.items():
        by = User.objects.get(email=email)
        prepared = start_list(language=language, by=by, at=at)
        for key, phrase, note in places:
            add_to_list(prepared=prepared, service_id=services[key].pk, by=by, at=at)
            item = prepared.items.get(service=services[key])
            if phrase or note:
                note_item(item=item, phrase=phrase, note=note, by=by, at=at)

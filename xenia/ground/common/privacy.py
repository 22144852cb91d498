"""What each model says it knows about people.

Every model of ours carries a class `Privacy`:

    class Privacy:
        personal = {"name": "what the person wants to be called"}   # {} when there is nothing
        keep = timedelta(days=3 * 365)   # default, counted from `since`; None: as long as the record is needed
        since = "closed_at"              # only with a `keep`
        secrets = ("stop_token",)        # what acts for whoever holds it: given to nobody, not even to her

A test reads every model; a public page of a later room is made from the same declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import models

# What the office never holds: no field has one of these names, in any language it ships.
# Source: design, section 2, tier T0.
NEVER_HELD = (
    "immigration_status",
    "citizenship_status",
    "alien_number",
    "a_number",
    "anumber",
    "ssn",
    "social_security",
    "itin",
    "passport",
    "date_of_entry",
    "visa",
    "estatus_migratorio",
    "estado_migratorio",
    "numero_de_extranjero",
    "seguro_social",
    "pasaporte",
    "status_imigratorio",
    "passaporte",
    "estati_imigrasyon",
    "paspo",
    "statut_migratoire",
    "passeport",
    "ho_chieu",
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one model declares. `personal` maps a field to why the office holds it."""

    model: str
    personal: Mapping[str, str]
    keep: timedelta | None
    since: str
    secrets: frozenset[str]


class NothingDeclared(TypeError):
    """A model without a `Privacy` class."""


def declaration(model: type[models.Model]) -> Declaration:
    """Read a model's declaration. Raises NothingDeclared with the model's name."""
    privacy = getattr(model, "Privacy", None)
    if privacy is None or not hasattr(privacy, "personal") or not hasattr(privacy, "keep"):
        raise NothingDeclared(
            f"{model._meta.label} declares no Privacy: expected `personal` (a dict) and `keep`"
        )
    return Declaration(
        model=model._meta.label,
        personal=dict(privacy.personal),
        keep=privacy.keep,
        since=getattr(privacy, "since", ""),
        secrets=frozenset(getattr(privacy, "secrets", ())),
    )

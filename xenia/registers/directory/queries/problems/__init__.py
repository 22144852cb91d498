"""What can be wrong in the directory: one check for each kind, in the order in which it matters to residents."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from . import confirmed, places, services, twins, words
from .problem import Check, Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["KINDS", "Kind", "Problem"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. title: in the list of kinds. mend: the verb that leads to where it is mended."""

    code: str
    title: "_StrPromise"
    mend: "_StrPromise"
    check: Check


_LOOK, _CHANGE, _TRANSLATE = _("Look"), _("Change"), _("Translate")
KINDS: Final[dict[str, Kind]] = {
    one.code: one
    for one in (
        Kind("no_evidence", _("Legal help without evidence: hidden"), _LOOK, confirmed.no_evidence),
        Kind(
            "evidence_ending",
            _("Evidence of legal help ends soon"),
            _LOOK,
            confirmed.evidence_ending,
        ),
        Kind("dead_hours", _("All hours are past"), _CHANGE, services.dead_hours),
        Kind("no_hours", _("No hours"), _CHANGE, services.no_hours),
        Kind("no_phone", _("No phone number"), _CHANGE, services.no_phone),
        Kind("vital_words", _("Important words not reviewed"), _TRANSLATE, words.vital_words),
        Kind("stale_service", _("Services nobody confirmed"), _LOOK, confirmed.stale_services),
        Kind(
            "stale_organization",
            _("Organizations nobody confirmed"),
            _LOOK,
            confirmed.stale_organizations,
        ),
        Kind("stale_place", _("Places nobody confirmed"), _LOOK, confirmed.stale_places),
        Kind("dead_email", _("Letters that find nobody"), _CHANGE, confirmed.dead_email),
        Kind("no_email", _("No e-mail address to ask at"), _CHANGE, confirmed.no_email),
        Kind(
            "organization_twice",
            _("Organizations that may be one"),
            _LOOK,
            twins.organizations_twice,
        ),
        Kind("service_twice", _("Services that may be one"), _LOOK, twins.services_twice),
        Kind("place_twice", _("Places that may be one"), _LOOK, twins.places_twice),
        Kind("no_organization", _("Services of nobody"), _CHANGE, services.no_organization),
        Kind("no_place", _("Services given nowhere"), _CHANGE, services.no_place),
        Kind("no_service", _("Places without a service"), _LOOK, places.no_service),
        Kind("no_coordinates", _("Places on no map"), _CHANGE, places.no_coordinates),
        Kind("far_away", _("Places far from the city"), _CHANGE, places.far_away),
        Kind("no_languages", _("No spoken language named"), _CHANGE, services.no_languages),
        Kind("not_named", _("Names missing in some language"), _TRANSLATE, words.not_named),
    )
}

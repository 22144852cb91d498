"""Which services need evidence of who gives legal help there, and which have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import LegalEvidence, Organization, Service

Kind = LegalEvidence.Kind

# Everything under this tile is held for legal help until somebody says otherwise: a new term is closed by default.
LEGAL_HELP: Final = "legal-help"
# Filling in an application for a person is legal help too, wherever the taxonomy puts it.
# Source: 8 CFR 1001.1(i) and (k), "practice" and "preparation".
LEGAL_ELSEWHERE: Final = frozenset(
    {"citizenship.application", "citizenship.certificate", "citizenship.delay"}
)
# Before the immigration court only attorneys and fully accredited representatives appear.
# Source: 8 CFR 1292.1(a)(4): accreditation is for DHS alone, or for DHS and the courts.
IN_COURT: Final = frozenset({"legal-help.deportation", "legal-help.bond"})
# Recognition and accreditation are for immigration law; other law (this need of the taxonomy) is for attorneys.
OTHER_LAW: Final = "other-legal"
Rows = Iterable[LegalEvidence]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who gives legal help at a service: "attorney", "recognized" or "no_advice".

    It holds until the day before `until`.
    """

    by: str
    until: date
    checked_on: date
    jurisdiction: str = ""


@cache
def legal_terms() -> frozenset[str]:
    """The codes of Xenia's taxonomy that are legal help."""
    branch = set(load_taxonomy().branch(LEGAL_HELP)) | {LEGAL_HELP}
    return frozenset(branch | LEGAL_ELSEWHERE)


def needs_evidence(terms: Iterable[str]) -> bool:
    """Whether a service with these terms is shown only with evidence."""
    known = legal_terms()
    return any(code in known or code.startswith(f"{LEGAL_HELP}.") for code in terms)


def legal_services_of(organization: Organization) -> list[Service]:
    """An organisation's services that are shown only with evidence, each with its listing."""
    found = organization.services.filter(listing__needs_evidence=True).select_related("listing")
    return list(found.order_by("name", "pk"))


def standings(
    services: Iterable[Service], terms: Mapping[UUID, list[str]], *, on: date
) -> dict[UUID, Standing | None]:
    """For each service that needs evidence, what it has on a day; services that need none are left out."""
    legal = [one for one in services if needs_evidence(terms.get(one.pk, []))]
    if not legal:
        return {}
    known = _evidence_of({one.organization_id for one in legal if one.organization_id}, on)
    return {
        one.pk: standing_of(
            terms[one.pk],
            [
                row
                for row in known[one.organization_id]
                if row.service_id is None or row.service_id == one.pk
            ],
        )
        for one in legal
    }


def _evidence_of(organizations: set[UUID], on: date) -> dict[UUID | None, list[LegalEvidence]]:
    found: dict[UUID | None, list[LegalEvidence]] = defaultdict(list)
    rows = LegalEvidence.objects.filter(
        organization__in=organizations,
        withdrawn_at=None,
        checked_on__lte=on,
        expires_on__gt=on,
    )
    for row in rows:
        found[row.organization_id].append(row)
    return found


def standing_of(terms: Iterable[str], rows: Rows) -> Standing | None:
    """What evidence that holds says of a service: what was said of the service itself comes first."""
    codes, all_rows = frozenset(terms), list(rows)
    own = [row for row in all_rows if row.service_id]
    return _of(codes, own) or _of(codes, all_rows)


def _of(terms: frozenset[str], rows: list[LegalEvidence]) -> Standing | None:
    """An attorney's evidence comes first, then a recognised organisation's, then that no advice is given."""
    attorney, said = _last(rows, Kind.ATTORNEY), _last(rows, Kind.NO_ADVICE)
    if attorney:
        return _standing("attorney", attorney, attorney.expires_on)
    if recognized := _recognized(terms, rows):
        return recognized
    return _standing("no_advice", said, said.expires_on) if said else None


def _recognized(terms: frozenset[str], rows: list[LegalEvidence]) -> Standing | None:
    """A recognised organisation acts through an accredited representative: both must hold.

    Source: 8 CFR 1292.11(a) and 1292.12(a).
    """
    enough = (Kind.FULL,) if terms & IN_COURT else (Kind.FULL, Kind.PARTIAL)
    recognition, person = _last(rows, Kind.RECOGNITION), _last(rows, *enough)
    if recognition is None or person is None or _is_other_law(terms):
        return None
    return _standing("recognized", recognition, min(recognition.expires_on, person.expires_on))


def _is_other_law(terms: frozenset[str]) -> bool:
    known = load_taxonomy().terms
    return any(code in known and known[code].need == OTHER_LAW for code in terms)


def _last(rows: Rows, *kinds: str) -> LegalEvidence | None:
    fitting = [row for row in rows if row.kind in kinds]
    return max(fitting, key=lambda row: row.expires_on, default=None)


def _standing(by: str, row: LegalEvidence, until: date) -> Standing:
    return Standing(by, until, row.checked_on, row.jurisdiction)

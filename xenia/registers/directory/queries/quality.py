"""The queue of what is to mend: counted, chosen, and each row with the page where it is mended."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import joined, written_day
from xenia.registers.directory.models import Finding, VerificationRequest
from xenia.registers.directory.queries.organization import names_of
from xenia.registers.directory.queries.problems import KINDS
from xenia.registers.directory.queries.wording import language_name

_PAGES = {
    "service": "directory:service",
    "organization": "directory:organization",
    "location": "directory:location",
}
_FORMS = {
    "service": "directory:edit_service",
    "organization": "directory:edit_organization",
    "location": "directory:edit_location",
}
_ON_A_FORM = frozenset(
    {"no_hours", "dead_hours", "no_phone", "no_languages", "dead_email", "no_email"}
    | {"no_coordinates", "far_away"}
)
_ELSEWHERE = {"no_organization": "directory:move_service", "no_place": "directory:service_places"}
_IN_LANGUAGES = frozenset({"not_named", "vital_words"})
_TWICE = frozenset({"organization_twice", "service_twice", "place_twice"})
_EVIDENCE = frozenset({"no_evidence", "evidence_ending"})


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many findings of one kind wait."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the queue. url: where it is mended; mend: the verb that says so."""

    finding: Finding
    title: str
    name: str
    organization: str
    detail: str
    url: str
    mend: str


def findings_seen_by(user: User) -> QuerySet[Finding]:
    """All findings for the office's editors; those of her own organisations for a partner."""
    found = Finding.objects.all()
    if user.may("directory.edit"):
        return found
    own = [one for one in user.organizations() if user.may("directory.edit", organization=one)]
    return found.filter(organization__in=own)


def findings_wanted(
    user: User, *, kind: str = "", words: str = "", organization: UUID | None = None, aside: bool
) -> QuerySet[Finding]:
    """The findings a person looks for: those that wait, or those somebody set aside."""
    found = findings_seen_by(user).filter(set_aside_at__isnull=not aside)
    if kind:
        found = found.filter(kind=kind)
    if organization:
        found = found.filter(organization=organization)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(organization__name__icontains=words))
    return found.order_by("kind", "name", "pk")


def waiting_by_kind(found: QuerySet[Finding]) -> list[KindCount]:
    """How many of each kind wait, in the order of the kinds; kinds without any are left out."""
    rows = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    return [
        KindCount(code, str(kind.title), rows[code])
        for code, kind in KINDS.items()
        if rows.get(code)
    ]


def lines_of(findings: Sequence[Finding], reader: str, *, may_merge: bool) -> list[Line]:
    """Findings as rows, with the names of their organisations."""
    owners = names_of(one.organization_id for one in findings if one.organization_id)
    return [
        Line(
            finding=one,
            title=str(KINDS[one.kind].title),
            name=one.name or _("A place without a name"),
            organization=owners.get(one.organization_id, "") if one.organization_id else "",
            detail=detail_in_words(one, reader),
            url=address_of_finding(one, may_merge=may_merge),
            mend=str(KINDS[one.kind].mend),
        )
        for one in findings
    ]


def detail_in_words(finding: Finding, reader: str) -> str:
    """What more there is to say of a finding."""
    if not finding.detail:
        return ""
    for kinds, words in _DETAILS:
        if finding.kind in kinds:
            return words(finding.detail, reader)
    return ""


def _languages(detail: str, reader: str) -> str:
    return joined([language_name(code, reader) for code in detail.split(",")], reader)


def _twin(detail: str, _reader: str) -> str:
    why, _colon, name = detail.partition(":")
    shared = {
        "phone": _("Same phone as “%(name)s”"),
        "site": _("Same web site as “%(name)s”"),
        "email": _("Same e-mail as “%(name)s”"),
        "address": _("Same address as “%(name)s”"),
    }
    return shared.get(why, _("Nearly the same name as “%(name)s”")) % {"name": name}


def _ends(detail: str, reader: str) -> str:
    return _("Ends on %(day)s") % {"day": written_day(date.fromisoformat(detail), reader)}


def _status(detail: str, _reader: str) -> str:
    return str(VerificationRequest.Status(detail).label)


_DETAILS: tuple[tuple[Collection[str], Callable[[str, str], str]], ...] = (
    (_IN_LANGUAGES, _languages),
    (_TWICE, _twin),
    (("evidence_ending",), _ends),
    (("dead_email",), _status),
)


def address_of_finding(finding: Finding, *, may_merge: bool) -> str:
    """The page where it is mended. may_merge: the office's editors alone make two entries one."""
    kind, pk = finding.record_type, finding.record_id
    if finding.kind in _EVIDENCE and finding.organization_id and may_merge:
        return reverse("directory:evidence", args=[finding.organization_id])
    if finding.kind in _TWICE and may_merge:
        return reverse("directory:merge", args=[kind, pk, finding.other_id])
    if finding.kind in _IN_LANGUAGES:
        language = finding.detail.partition(",")[0]
        return reverse("directory:translate", args=[language, kind, pk])
    if finding.kind in _ELSEWHERE:
        return reverse(_ELSEWHERE[finding.kind], args=[pk])
    return reverse((_FORMS if finding.kind in _ON_A_FORM else _PAGES)[kind], args=[pk])


def owner_of_finding(pk: UUID, **_rest: object) -> UUID | None:
    """The organisation whose record a finding is about; None when it is nobody's."""
    return Finding.objects.filter(pk=pk).values_list("organization_id", flat=True).first()

"""Whose records a request is about."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models import record_models
from xenia.work.records.models import AskedPerson, RecordsRequest
from xenia.work.records.models.request import UNDECIDED


class NobodyKnown(Exception):
    """No record of the vault has this number."""


@transaction.atomic
def name_person(*, request: RecordsRequest, subject: UUID, by: User, at: datetime) -> AskedPerson:
    """Say that a request is about this person of the vault, before counsel decides. Nothing of hers is opened.

    Naming her twice changes nothing. Raises NobodyKnown, WrongState after the decision.
    """
    current = _undecided(request, by)
    if not _is_known(subject):
        raise NobodyKnown(f"no record of the vault belongs to {subject}")
    person, is_new = AskedPerson.objects.get_or_create(
        request=current, subject_id=subject, defaults={"named_by_id": by.pk, "named_at": at}
    )
    if is_new:
        audit.record(by, "records.person_named", current, at=at, fields=["people"])
    return person


@transaction.atomic
def unname_person(*, request: RecordsRequest, subject: UUID, by: User, at: datetime) -> None:
    """The request is not about this person after all. Raises WrongState after the decision."""
    current = _undecided(request, by)
    if AskedPerson.objects.filter(request=current, subject_id=subject).delete()[0]:
        audit.record(by, "records.person_unnamed", current, at=at, fields=["people"])


def _undecided(request: RecordsRequest, by: User) -> RecordsRequest:
    if not by.may("records.read"):
        raise PermissionDenied
    current: RecordsRequest = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    if current.status not in UNDECIDED:
        raise WrongState(current, current.status, current.status)
    return current


def _is_known(subject: UUID) -> bool:
    people = everybody_who_is([subject])
    return any(model.objects.filter(subject_id__in=people).exists() for model in record_models())

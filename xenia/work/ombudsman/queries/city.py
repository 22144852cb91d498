"""Whom a complaint may be about."""

from django.db.models import QuerySet

from xenia.registers.directory.models import Organization
from xenia.work.departments.queries.statements import CITY_KINDS


def departments() -> QuerySet[Organization]:
    """The city's departments and libraries, by name."""
    active = Organization.Status.ACTIVE
    return Organization.objects.filter(kind__in=CITY_KINDS, status=active).order_by("name")

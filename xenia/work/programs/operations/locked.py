"""Holding an offering while its places are counted. Always after the person, always before her enrolment."""

from xenia.work.programs.models import Offering


def locked_offering(offering: Offering) -> Offering:
    """The offering as it is now, held until the transaction ends."""
    rows = Offering.objects.select_for_update(of=("self",)).select_related("program")
    current: Offering = rows.get(pk=offering.pk)
    return current

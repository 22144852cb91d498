"""How a number was found. Numbers found in different ways stand beside each other and are never added together.

One vocabulary for the whole room: plans and reports choose from it, and every entry in the ledger names one of it.
"""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _


class CountMethod(models.TextChoices):
    """The way of counting, kept with every figure. Source of the first three: S.F. Admin. Code 91.11."""

    INTAKE = "intake", _("Asked of everybody at intake")
    SURVEY = "survey", _("Counted for two weeks or longer")
    PHONE_LINE = "phone_line", _("Total of the phone line")
    ESTIMATE = "estimate", _("Published estimate")
    RECORDS = "records", _("Counted from our own records")
    INVOICE = "invoice", _("Taken from a vendor’s invoice")


# What the office counted as it happened.
COUNTED_HERE = CountMethod.RECORDS
REPORTED = "reported."
UNKNOWN: Promise = _("Not said how")


def reported(method: str) -> str:
    """How the ledger names what a department counted itself: its records are not ours, so they are never added to ours."""
    return f"{REPORTED}{CountMethod(method).value}"


def method_words(code: str) -> str:
    """A way of counting in words."""
    method = code.removeprefix(REPORTED)
    words = str(CountMethod(method).label if method in CountMethod.values else UNKNOWN)
    if code.startswith(REPORTED):
        return said("Reported by departments: %(method)s") % {"method": words}
    return words

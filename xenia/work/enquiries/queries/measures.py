"""What the reports say of questions, from the ledger alone."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from xenia.ground.ledger.measures import MEASURES
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.ledger.queries.sealed import Figure
from xenia.work.enquiries.ledger_kinds import ANSWERED, CONTACT

SPLIT = ("reason", "outcome")
IN_TIME = "enquiries answered in time"


def answered_in_time(year: int) -> Iterator[Figure]:
    """Answers of a year by who asked and whether they came in time: one Figure per (reason, outcome), answers, 0 or more.

    In time: on or before the business day it was due, by the calendar in force when the question came.
    """
    for one in quantities(ANSWERED, year, by=SPLIT):
        yield Figure(dict(zip(SPLIT, one.cell, strict=True)), one.quantity, is_additive=True)


def register_measures() -> None:
    """Keep the measure when a year is sealed."""
    MEASURES[IN_TIME] = answered_in_time


def contacts_on(day: date) -> int:
    """Contacts without a name that were counted on a day."""
    counted = Entry.objects.filter(kind=CONTACT, on=day, grain=Entry.Grain.DAY)
    return int(counted.aggregate(sum=Sum("quantity"))["sum"] or 0)

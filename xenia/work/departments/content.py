"""Statements in other languages: people act on these words, so a second person reads each translation."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.kinds import ContentKind, register
from xenia.work.departments.models import AskedPaper, Statement
from xenia.work.departments.models.statement import SAID, Rule


def _laws() -> "QuerySet[Statement]":
    rows: QuerySet[Statement] = Statement.objects.said().filter(rule=Rule.LAW)
    return rows.order_by("service__name", "pk")


def _papers() -> "QuerySet[AskedPaper]":
    rows = AskedPaper.objects.filter(statement__status__in=SAID)
    return rows.order_by("statement__service__name", "position", "pk")


def register_content() -> None:
    """Tell the room of translations that statements have texts."""
    register(
        ContentKind(
            model=Statement,
            label=_("What a law restricts"),
            fields={
                "restricts": _("What the law says here"),
                "instead": _("Where somebody can go instead"),
            },
            records=_laws,
            vital=frozenset({"restricts", "instead"}),
            is_public=True,
            changed_at="changed_at",
        )
    )
    register(
        ContentKind(
            model=AskedPaper,
            label=_("A document a service asks for"),
            fields={
                "name": _("Which document"),
                "why": _("Why it is asked for"),
                "instead": _("What may be brought instead"),
            },
            records=_papers,
            vital=frozenset({"name", "why", "instead"}),
            is_public=True,
            changed_at="changed_at",
        )
    )

"""The documents of a report: made from its protected numbers and its words, or as two people signed them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.utils.translation import override

from xenia.ground.common.dates import local_day
from xenia.ground.reference.office import office_facts
from xenia.insight.reports import keeping
from xenia.insight.reports.document import (
    Beside,
    Document,
    Paragraph,
    Replaced,
    as_data,
    build,
    from_data,
)
from xenia.insight.reports.models import Report
from xenia.insight.reports.queries.beside import beside
from xenia.insight.reports.queries.words import words_of

# Of which the whole report is laid down as files; every other language of the office has it on the site.
WHOLE: Final = ("en", "es")
STATES: Final[dict[str, str]] = {
    Report.Status.POSTED: "posted",
    Report.Status.REPLACED: "posted",
    Report.Status.SIGNED: "signed",
}


def languages_of_report() -> tuple[str, ...]:
    """The languages of the office, English first: a report is kept in each of them."""
    codes = office_facts().codes
    return ("en", *(code for code in codes if code != "en"))


def documents_of(report: Report) -> dict[str, dict[str, Any]]:
    """{language: the document as data} of a draft as it stands, for whoever signs it."""
    return {
        one.language: as_data(one) for one in drafted(report, languages_of_report(), state="posted")
    }


def document_of(report: Report, language: str) -> Document:
    """The report in a language: as it was signed, else as the draft stands now; English where it was not made in it."""
    signed = report.content.get("documents")
    if signed:
        return from_data(signed.get(language) or signed["en"])
    return next(iter(drafted(report, [language], state=STATES.get(report.status, "draft"))))


def drafted(report: Report, languages: Iterable[str], *, state: str) -> Iterable[Document]:
    """The report made from its numbers and its words, in some languages."""
    kept = keeping.from_data(report.content["protected"])
    before = _version_before(report)
    shown_before = keeping.from_data(before.content["protected"]).shown if before else {}
    for language in languages:
        yield _made(
            report.year,
            kept,
            language,
            words=_paragraphs(report, language),
            state=state,
            version=report.version,
            computed_at=report.computed_at or report.made_at,
            changed=report.what_changed,
            replaces=Replaced(document_of(before, language), shown_before) if before else None,
        )


def _version_before(report: Report) -> Report | None:
    """The newest earlier version that everybody could read."""
    earlier = Report.objects.filter(year=report.year, version__lt=report.version)
    was_posted = earlier.filter(status__in=[Report.Status.POSTED, Report.Status.REPLACED])
    return was_posted.order_by("-version").first()


def documents_now(
    year: int, kept: keeping.Kept, languages: Iterable[str], *, at: datetime
) -> Iterable[Document]:
    """A year's report from numbers just made, with the words of its newest version, as a draft."""
    newest = Report.objects.filter(year=year).order_by("-version").first()
    for language in languages:
        yield _made(
            year,
            kept,
            language,
            words=_paragraphs(newest, language) if newest else {},
            state="draft",
            version=newest.version if newest else 1,
            computed_at=at,
        )


def _paragraphs(report: Report, language: str) -> dict[str, list[Paragraph]]:
    """{part: its words}, a paragraph where a line stays empty."""
    return {
        part: [
            Paragraph(text.strip(), one.language if one.language != language else "", one.review)
            for text in one.text.split("\n\n")
            if text.strip()
        ]
        for part, one in words_of(report, language).items()
    }


def _made(
    year: int,
    kept: keeping.Kept,
    language: str,
    *,
    words: dict[str, list[Paragraph]],
    state: str,
    version: int,
    computed_at: datetime,
    changed: str = "",
    replaces: Replaced | None = None,
) -> Document:
    """One document. changed: what this version corrects. replaces: the version before."""
    facts = office_facts()
    with override(language):
        stands_beside: Beside = beside(
            year,
            kept,
            language,
            on=local_day(computed_at),
            changed=changed,
            replaces=replaces,
        )
    return build(
        year,
        shown=kept.shown,
        texts=words,
        language=language,
        state=state,
        version=version,
        computed_at=computed_at,
        office=facts.text("name", language),
        is_invented=facts.is_sample,
        beside=stands_beside,
    )

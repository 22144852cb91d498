"""What stands in the report beside its own numbers: estimates, barriers' recommendations, what others reported."""

from collections.abc import Iterator
from datetime import date

from xenia.ground.reference.vocabularies import label_of, vocabulary
from xenia.insight.reports import keeping
from xenia.insight.reports.document import Advice, Barrier, Beside, Earlier, Paragraph, Replaced
from xenia.insight.reports.document import Reported as Told
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.models import Part, Report
from xenia.insight.reports.queries.barriers import (
    Recommended,
    Wording,
    all_recommendations_on,
)
from xenia.insight.reports.queries.call import Reported, reported
from xenia.insight.reports.queries.earlier import earlier_totals
from xenia.insight.reports.queries.residents import estimates, published


def beside(
    year: int,
    kept: keeping.Kept,
    language: str,
    *,
    on: date,
    changed: str = "",
    replaces: Replaced | None = None,
) -> Beside:
    """Everything beside the numbers, in the language that is active. on: the day recommendations are read on."""
    answers = reported(year)
    return Beside(
        estimates=estimates(language),
        published=published(language),
        barriers=tuple(_barriers(on, language)),
        reported=tuple(_told(answers, language)),
        silent=tuple(one.name for one in answers if not one.is_answered),
        earlier=tuple(
            Earlier(one.year, one.measure, one.value, one.citation, one.row)
            for one in earlier_totals()
            if one.year < year
        ),
        before=_year_before(year),
        expressions=kept.expressions,
        certificate=kept.certificate,
        changed=changed,
        replaces=replaces,
    )


def _barriers(on: date, language: str) -> Iterator[Barrier]:
    found = all_recommendations_on(on, language)
    for one in vocabulary("barriers"):
        advice = tuple(_advice(each, language) for each in found.get(one.code, ()))
        yield Barrier(one.code, label_of("barriers", one.code, language), advice)


def _advice(one: Recommended, language: str) -> Advice:
    text = _paragraph(one.text, language)
    return Advice(text, one.owner.text, one.status_words, one.made_on, one.due_on)


def _paragraph(said: Wording, language: str) -> Paragraph:
    review = "reviewed" if said.is_reviewed else "draft"
    return Paragraph(said.text, "" if said.language == language else said.language, review)


def _told(answers: list[Reported], language: str) -> Iterator[Told]:
    """By what is reported, then by who reports it."""
    for part in Part:
        for answer in answers:
            for (code, service_type, case_type), value in answer.shown.items():
                if code == part.value:
                    row = _row(service_type, case_type, language)
                    yield Told(answer.name, code, str(part.label), row, value, answer.method)


def _row(service_type: str, case_type: str, language: str) -> str:
    if case_type:
        return label_of("legal_case_types", case_type, language)
    return label_of("service_types", service_type, language) if service_type else ""


def _year_before(year: int) -> dict[str, Shown]:
    found = Report.objects.filter(year=year - 1, status=Report.Status.POSTED).first()
    return dict(keeping.from_data(found.content["protected"]).shown) if found else {}

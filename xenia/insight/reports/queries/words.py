"""What the parts of a report say, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries.texts import state_of, texts_of
from xenia.insight.reports.models import Narrative, Report

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class SaidIn:
    """Words of a part. language: the one they are in, English where nobody translated them. review: "reviewed" or "draft"."""

    text: str
    language: str
    review: str


def words_of(report: Report, language: str) -> Mapping[str, SaidIn]:
    """{part: its words}, in one language as far as they are there and not stale."""
    narratives = [one for one in report.narratives.all() if one.text.strip()]
    ids = [one.pk for one in narratives]
    found = texts_of(Narrative, ids, [language]) if language != ENGLISH else {}
    return {
        one.part: _said(one, found.get(one.pk, {}).get("text", {}).get(language), language)
        for one in narratives
    }


def _said(narrative: Narrative, row: TranslatedText | None, language: str) -> SaidIn:
    state = state_of(row, narrative.text)
    if row is not None and state in ("reviewed", "draft"):
        return SaidIn(row.text, language, state)
    return SaidIn(narrative.text, ENGLISH, "reviewed")

"""What is read to her before anything is shared: in her language where the office has its words, and in the reader's."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from xenia.ground.common.languages import language
from xenia.ground.reference.office import office_facts


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in two languages. hers: "" where it would say the same again, or has no words of hers."""

    ours: str
    hers: str
    code: str
    direction: str


def question_in(spoken: str, organization: str) -> Asked:
    """The question for her consent. spoken: what she speaks."""
    ours = _question(organization)
    if spoken not in office_facts().codes:
        return Asked(ours, "", "", "")
    with override(spoken):
        hers = _question(organization)
    return Asked(ours, "" if hers == ours else hers, spoken, language(spoken).direction)


def _question(organization: str) -> str:
    words = _(
        "“May we tell %(organization)s what is ticked here, so that they can help you? They see it until the day "
        "below, or until it is done. You can take your yes back at any time.”"
    )
    return words % {"organization": organization}

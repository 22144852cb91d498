"""What the values of a split are called, in the reader's language, and the splits that many measures share."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.languages import all_languages
from xenia.ground.reference.models import Area
from xenia.ground.reference.vocabularies import CATEGORIES, Vocabulary, label_of, vocabulary
from xenia.insight.reports.measures.measure import Split, Words
from xenia.insight.reports.measures.rows import UNSAID
from xenia.registers.directory.queries.wording import language_name

Values = dict[str, Words]
# The report's category of help with the law.
LEGAL: Final = "legal"
CATEGORY_WORDS: Final[dict[str, Words]] = {
    "social_services": _("Social services"),
    "legal": _("Legal help"),
    "housing": _("Housing"),
    "public_benefits": _("Public benefits"),
    "education": _("Education"),
    "workforce": _("Work and training"),
}


def _reader() -> str:
    return get_language() or "en"


_label: Any = lazy(lambda name, code: label_of(name, code, _reader()), str)
_language: Any = lazy(lambda code: language_name(code, _reader()), str)


def or_unsaid(values: Mapping[str, Any]) -> Values:
    """These values, and last what nobody said."""
    return {**values, UNSAID: _("Not said")}


def words_of(name: Vocabulary) -> Values:
    """A vocabulary of the office, in its order."""
    return {one.code: _label(name, one.code) for one in vocabulary(name)}


@cache
def languages() -> Values:
    """Every language the house knows."""
    return or_unsaid({one.code: _language(one.code) for one in all_languages()})


def areas() -> Values:
    """The parts of the city."""
    return or_unsaid(dict(Area.objects.order_by("position", "name").values_list("code", "name")))


def needs_in_categories() -> dict[str, tuple[Words, tuple[str, ...]]]:
    """The report's six categories, each with its needs."""
    found: dict[str, list[str]] = {one: [] for one in CATEGORIES}
    for need in vocabulary("needs"):
        found[need.category].append(need.code)
    return {f"category:{one}": (CATEGORY_WORDS[one], tuple(needs)) for one, needs in found.items()}


def split(
    name: str,
    title: Words,
    values: Mapping[str, Any],
    *,
    adds_up: bool = True,
    ranked: bool = False,
    parts: Callable[[Sequence[str]], dict[str, tuple[str, ...]]] = lambda _values: {},
) -> Split:
    """One way to tell apart, with values that stand in the code."""
    return Split(name, title, lambda: dict(values), adds_up, ranked, parts=parts)


NEED: Final = Split(
    "need",
    _("Need"),
    lambda: or_unsaid(words_of("needs")),
    groups=needs_in_categories,
)
CATEGORY: Final = Split("category", _("Kind of need"), lambda: or_unsaid(CATEGORY_WORDS))
SERVICE_TYPE: Final = Split(
    "service_type",
    _("Type of service"),
    lambda: or_unsaid(words_of("service_types")),
    adds_up=False,
)
CASE_TYPE: Final = Split(
    "case_type", _("Type of legal matter"), lambda: or_unsaid(words_of("legal_case_types"))
)
LANGUAGE: Final = Split("language", _("Language"), languages)
LANGUAGE_OF_PEOPLE: Final = Split("language", _("Language"), languages, adds_up=False)
# How somebody came to the office; the codes of the room of casework.
CHANNEL: Final = split(
    "mode",
    _("How people came"),
    or_unsaid(
        {
            "walk_in": _("Came in"),
            "phone": _("Phone"),
            "corner": _("At an information corner"),
            "online": _("Online"),
        }
    ),
)
# How a matter ended; the codes of the room of casework.
DECIDED: Final[Values] = {
    "favorable": _("Good for the person"),
    "partly": _("Partly good for the person"),
    "unfavorable": _("Not what the person wanted"),
}
OUTCOMES: Final[Values] = {
    **DECIDED,
    "advice": _("The person got advice or information"),
    "elsewhere": _("Somebody else took it on"),
    "her_wish": _("The person ended it"),
    "not_reached": _("We could not reach the person"),
    "pending": _("The decision comes later"),
}
# What a legal matter may bring, in the words of a report; the codes of the office's vocabulary.
BENEFITS: Final[Values] = {
    "citizenship": _("Became a citizen"),
    "permanent-residence": _("Became a permanent resident"),
    "protection": _("Was given protection"),
    "work-permit": _("May work"),
    "travel-papers": _("May travel"),
    "family-together": _("The family came together"),
    "stays-with-family": _("Stays with the family"),
    "out-of-detention": _("Came out of detention"),
    "case-ended": _("The case against the person ended"),
    "home-kept": _("Kept the home"),
    "money-received": _("Received money that was owed"),
    "benefits-kept": _("Got or kept benefits"),
    "safe-from-violence": _("Is safer from violence"),
}


def benefits() -> Values:
    """What a legal matter may bring, in the office's order."""
    return {**words_of("legal_benefits"), **BENEFITS}


WHO_HELPED: Final = split(
    "way",
    _("Who helped"),
    {
        "direct": pgettext_lazy("legal help", "Our office"),
        "referred": pgettext_lazy("legal help", "Another legal provider"),
    },
    ranked=True,
)

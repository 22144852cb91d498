"""What a person asks on the search page: her words, her filters, and how the page carries them on."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.face.home.branches import branch_at
from xenia.face.home.cards import own_language_name
from xenia.face.home.near import near_what
from xenia.ground.common.languages import is_known
from xenia.ground.reference.taxonomy import load_taxonomy

WHEN = ("now", "evening", "weekend")
GOOD = ("free", "no_status", "no_id", "remote", "accessible")
MOST_WORDS = 300
PAGE_SIZE = 20
_ZIP: Final = re.compile(r"(?<![\w-])\d{5}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Question:
    """Words, and the filters as the page names them."""

    words: str = ""
    need: str = ""
    languages: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    near: str = ""
    branch: str = ""
    anywhere: bool = False
    only: bool = False
    sort: Literal["best", "nearest"] = "best"
    page: int = 1
    saved: str = ""

    def fields(self, *, with_page: bool = False) -> list[tuple[str, str]]:
        """The question as form fields, words and page aside."""
        found = [("need", self.need), ("near", self.near), ("saved", self.saved)]
        found += [("lang", code) for code in self.languages]
        found += [("when", one) for one in self.when] + [("good", one) for one in self.good]
        found += [
            ("branch", self.branch),
            ("anywhere", "1" if self.anywhere else ""),
            ("only", "1" if self.only else ""),
            ("sort", "" if self.sort == "best" else "nearest"),
        ]
        if with_page and self.page > 1:
            found.append(("page", str(self.page)))
        return [(name, value) for name, value in found if value]

    def query(self) -> str:
        """The filters as an address to share; words are never in it."""
        return urlencode(self.fields(with_page=True))


def read_question(data: QueryDict, words: str) -> Question:
    """Understand a form or an address; what makes no sense is left out."""
    page, branch = data.get("page", ""), data.get("branch", "")
    words, near = _with_the_zip_apart(words, data.get("near", "").strip()[:60])
    question = Question(
        words=" ".join(words.split())[:MOST_WORDS],
        need=data.get("need", "") if data.get("need", "") in load_taxonomy() else "",
        languages=tuple(dict.fromkeys(code for code in data.getlist("lang") if is_known(code))),
        when=tuple(one for one in WHEN if one in data.getlist("when")),
        good=tuple(one for one in GOOD if one in data.getlist("good")),
        near=near,
        branch=branch if branch_at(branch) else "",
        anywhere=data.get("anywhere") == "1",
        only=data.get("only") == "1",
        sort="nearest" if data.get("sort") == "nearest" else "best",
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 5 else 1,
        saved=data.get("saved", "")[:1200],
    )
    return _without(question, data.get("drop", ""))


def what_is_wrong(data: QueryDict) -> str:
    """The first value of an address that means nothing here, in a sentence; "" when each means something.

    A person's page leaves such a value out and shows it; who takes a list along would not see that it is missing.
    """
    for place in (data.get("near", ""), data.get("area", "")):
        if problem := near_what(place.strip()[:60]).problem:
            return problem
    needs = [code for code in data.getlist("need") if code and code not in load_taxonomy()]
    unknown = needs + [code for code in data.getlist("lang") if code and not is_known(code)]
    unknown += [one for one in data.getlist("when") if one not in ("", *WHEN)]
    unknown += [one for one in data.getlist("good") if one not in ("", *GOOD)]
    sentence = _("We do not know “%(value)s”. Take the address from the search page.")
    return sentence % {"value": unknown[0][:60]} if unknown else ""


def _with_the_zip_apart(words: str, near: str) -> tuple[str, str]:
    """A ZIP code typed among the words says where, unless the field for it says something else."""
    found = _ZIP.search(words)
    if near or not found or near_what(found[0]).problem:
        return words, near
    return words[: found.start()] + words[found.end() :], found[0]


def _without(question: Question, dropped: str) -> Question:
    """The question without one filter, such as "lang:ht" or "near"."""
    name, _colon, value = dropped.partition(":")
    if name == "lang":
        return replace(
            question, languages=tuple(c for c in question.languages if c != value), page=1
        )
    if name == "when":
        return replace(question, when=tuple(one for one in question.when if one != value), page=1)
    if name == "good":
        return replace(question, good=tuple(one for one in question.good if one != value), page=1)
    return replace(question, **_WITHOUT[name]) if name in _WITHOUT else question


# What is left of a question without a filter that has one value.
_WITHOUT: dict[str, dict[str, Any]] = {
    "near": {"near": "", "anywhere": False, "sort": "best", "page": 1},
    "branch": {"branch": "", "sort": "best", "page": 1},
    "anywhere": {"anywhere": False, "page": 1},
    "need": {"need": "", "page": 1},
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and how to take it away."""

    drop: str
    words: str


def chips(question: Question) -> list[Chip]:
    """The filters in force, in words."""
    found = [Chip(f"lang:{code}", own_language_name(code)) for code in question.languages]
    found += [Chip(f"when:{one}", when_words(one)) for one in question.when]
    found += [Chip(f"good:{one}", good_words(one)) for one in question.good]
    if question.near and not near_what(question.near).problem:
        found.append(Chip("near", question.near))
    if branch := branch_at(question.branch) if question.branch else None:
        found.append(Chip("branch", branch.name(get_language() or "en")))
    return found


def when_words(code: str) -> str:
    """A time filter in words."""
    return {"now": _("Open now"), "evening": _("Evenings"), "weekend": _("Weekends")}[code]


def good_words(code: str) -> str:
    """A "good to know" filter in words."""
    return {
        "free": _("Free"),
        "no_status": _("Does not ask about immigration status"),
        "no_id": _("No ID needed"),
        "remote": _("By phone or video"),
        "accessible": _("Step-free"),
    }[code]

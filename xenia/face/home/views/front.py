"""The front door: one question, twelve languages, the needs."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.face.home.caching import same_for_everybody
from xenia.ground.accounts.access import public
from xenia.ground.common.languages import Language, all_languages, name_in
from xenia.ground.reference.i_speak import sentence_in
from xenia.ground.reference.office import office_facts
from xenia.ground.reference.taxonomy import load_taxonomy

# Spoken languages stand on the "I speak" page under the name their speakers use.
SIGNED = "ase"


@dataclass(frozen=True, slots=True)
class Tile:
    """One need on the front page."""

    code: str
    icon: str
    name: str
    hint: str
    lang: str

    @property
    def url(self) -> str:
        """Where the tile leads."""
        return f"{reverse('home:find')}?need={self.code}"


def tiles(reader: str) -> list[Tile]:
    """The needs of the front page in the reader's language, in English where it has no word yet."""
    found = []
    for term in load_taxonomy().tiles():
        own = term.wordings.get(reader)
        has_own = bool(own and own.label)
        wording = own if own and has_own else term.wordings["en"]
        found.append(
            Tile(term.code, term.icon, wording.label, wording.hint, "" if has_own else "en")
        )
    return found


@public
@same_for_everybody
def front(request: HttpRequest) -> HttpResponse:
    """Welcome: say it in your own words, choose a language, or point at what you need."""
    return render(
        request,
        "home/front.html",
        {"tiles": tiles(get_language() or "en"), "chosen": request.GET.get("chosen") == "1"},
    )


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language on the "I speak" page."""

    language: Language
    sentence: str
    name: str
    url: str


@public
@same_for_everybody
def i_speak(request: HttpRequest) -> HttpResponse:
    """Point to your language: the office calls an interpreter."""
    reader = get_language() or "en"
    facts = office_facts()
    spoken = [_spoken(one, reader, facts.codes) for one in all_languages() if one.code != SIGNED]
    read_here = {one.language.code: one for one in spoken if one.url}
    ordered = [read_here[code] for code in facts.codes if code in read_here]
    return render(
        request,
        "home/i_speak.html",
        {
            "ours": ordered + [one for one in read_here.values() if one not in ordered],
            "more": [one for one in spoken if not one.url],
        },
    )


def _spoken(one: Language, reader: str, codes: tuple[str, ...]) -> Spoken:
    written = one.code if one.code in codes else one.written_as
    return Spoken(
        language=one,
        sentence=sentence_in(one.code) or one.own_name,
        name=name_in(one.code, reader) if one.endonym else _("name in this language: being asked"),
        url=f"/{written}/" if written in codes else "",
    )

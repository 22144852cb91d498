"""Whether every message is fit to be seen by somebody else, in every language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xenia.ground.notifications.case_words import case_words_in
from xenia.ground.notifications.catalogue import CATALOGUE, Template
from xenia.ground.notifications.rendering import Text, written
from xenia.ground.notifications.sms_length import MOST_PARTS, parts
from xenia.ground.translations.flat_files import SHIPPED

LONGEST_SUBJECT = 78  # Source: RFC 5322, 2.1.1: a line should be no longer


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one message in one language."""

    template: str
    language: str
    channel: str
    what: str

    def __str__(self) -> str:
        return f"{self.template} ({self.channel}, {self.language}): {self.what}"


def faults_in_catalogue(
    languages: Iterable[str] = ("en", *SHIPPED), templates: Iterable[Template] | None = None
) -> list[Fault]:
    """Every fault of every message, on every channel, in every language."""
    chosen = list(CATALOGUE.values()) if templates is None else list(templates)
    return [
        Fault(template.code, language, channel, what)
        for template in chosen
        for language in languages
        for channel in template.texts
        for what in _faults(template, channel, language)
    ]


def _faults(template: Template, channel: str, language: str) -> Iterator[str]:
    try:
        text = written(template, channel, language, template.examples)
    except KeyError as hole:
        yield f"the hole {hole} has no example"
        return
    yield from faults_of(text, channel, language)


def faults_of(text: Text, channel: str, language: str) -> list[str]:
    """What is wrong with a message as it would leave."""
    found = [f"holds {word!r}" for word in case_words_in(text.body, language)]
    found += [f"its subject holds {word!r}" for word in case_words_in(text.subject, language)]
    if channel == "sms" and parts(text.body) > MOST_PARTS:
        found.append(f"takes {parts(text.body)} parts: at most {MOST_PARTS}")
    if len(text.subject) > LONGEST_SUBJECT:
        found.append(f"its subject has {len(text.subject)} letters: at most {LONGEST_SUBJECT}")
    return found

"""What a page shell shows around the page: links, languages, who is signed in.

`face` and `config` fill these in a context processor; the shells `<c-page>` and `<c-desk>` read them as `shell`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class ShellLink:
    """One link of the shell.

    label: a word or two, already in the page's language.
    icon: a name of `icons.ICONS`; only the staff rail shows it.
    count: how many wait there; None shows no number.
    key: the letter that opens it from every page, with the browser's own keys beside it.
    group: the heading it stands under, with its neighbors of the same group; "" for none.
    """

    label: str
    url: str
    current: bool = False
    icon: str = ""
    count: int | None = None
    key: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ShellLanguage:
    """One language of the switch: its name in itself, and this page's address in it.

    code: as in the address (`ht`, `zh-hans`); dir: `ltr` or `rtl`.
    english: its English name, shown to staff beside the endonym; "" leaves it out.
    """

    code: str
    endonym: str
    url: str
    current: bool = False
    dir: str = "ltr"
    english: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around a page; what stays empty is not shown.

    drafts_note: one sentence when the page's language is an unreviewed draft; it stands on top when the language
    is_incomplete, at the foot otherwise.
    footer_note: what this office promises about the page (cookies, records).
    search_url: where the phone's search icon of a staff page leads.
    colours_url: the stylesheet of an office with colours of its own (`colours.stylesheet`).
    person_name, person_role: who is signed in (staff pages).
    """

    home_url: str = "/"
    primary: tuple[ShellLink, ...] = ()
    languages: tuple[ShellLanguage, ...] = ()
    languages_url: str = ""
    footer: tuple[ShellLink, ...] = ()
    footer_note: str = ""
    drafts_note: str = ""
    is_incomplete: bool = False
    colours_url: str = ""
    rail: tuple[ShellLink, ...] = ()
    desk_url: str = ""
    search_url: str = ""
    help_url: str = ""
    sign_out_url: str = ""
    person_name: str = ""
    person_role: str = ""

    @property
    def language(self) -> ShellLanguage | None:
        """The language this page is in."""
        return next((language for language in self.languages if language.current), None)

    @property
    def near_languages(self) -> tuple[ShellLanguage, ...]:
        """The page's own language and English: what the low language step offers first."""
        return tuple(one for one in self.languages if one.current or one.code == "en")


class OfficeFace(Protocol):
    """What the shells read of the office; `reference` has the real one."""

    @property
    def name(self) -> str: ...
    @property
    def short_name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def hours(self) -> str: ...
    @property
    def is_sample(self) -> bool: ...
    @property
    def logo_url(self) -> str | None: ...
    @property
    def has_colours(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path (Sent, Accepted, Started, Outcome)."""

    label: str
    state: Literal["done", "here", "ahead"]

"""What stands around every page: the office's name, links, the language door, the staff rail."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.face.desk.rail import rail_for
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language
from xenia.ground.common.links import address_of
from xenia.ground.design.shell import Shell, ShellLanguage, ShellLink
from xenia.ground.reference.office import OfficeFacts, office_facts
from xenia.ground.translations.catalogues import drafts_note


@dataclass(frozen=True, slots=True)
class OfficeInLanguage:
    """The office as one page shows it, in the page's language."""

    name: str
    short_name: str
    tagline: str
    phone: str
    email: str
    address: str
    hours: str
    is_sample: bool
    logo_url: str | None
    has_colours: bool


def office_in(facts: OfficeFacts, reader: str) -> OfficeInLanguage:
    """The office's texts in one language."""
    return OfficeInLanguage(
        name=facts.text("name", reader),
        short_name=facts.text("short_name", reader),
        tagline=facts.text("tagline", reader),
        phone=facts.phone,
        email=facts.email,
        address=facts.text("address", reader),
        hours=facts.text("hours", reader),
        is_sample=facts.is_sample,
        logo_url=f"{address_of('office-logo')}?v={facts.version}" if facts.has_logo else None,
        has_colours=bool(facts.wall_colour or facts.go_colour),
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. The session is looked at on staff pages only: public ones set and need no cookie."""
    reader = get_language() or "en"
    facts = office_facts()
    return {
        "office": office_in(facts, reader),
        "shell": SimpleLazyObject(lambda: _shell(request, facts, reader)),
        "messages": messages.get_messages(request) if request.COOKIES else [],
    }


def _shell(request: HttpRequest, facts: OfficeFacts, reader: str) -> Shell:
    match = request.resolver_match
    access = getattr(match.func, "access", None) if match else None
    user = request.user if access and access.permission else None
    staff = user if isinstance(user, User) else None
    return Shell(
        home_url=address_of("home:front"),
        primary=_primary(request),
        languages=_languages(request, facts, reader),
        languages_url=address_of("home:i_speak"),
        footer=_footer(),
        footer_note=_promise(request),
        drafts_note=drafts_note(reader),
        is_incomplete=language(reader).is_incomplete,
        colours_url=_colours(facts),
        rail=rail_for(staff, request) if staff else (),
        desk_url=address_of("desk:today") if staff else "",
        search_url=address_of("directory:services") if _searches_often(staff) else "",
        help_url=_help_url(request) if staff else "",
        sign_out_url=address_of("account_logout") if staff else "",
        person_name=str(staff) if staff else "",
        person_role=_role_words(staff) if staff else "",
    )


def _searches_often(staff: User | None) -> bool:
    """Who changes the directory has its search at hand; for the others the rail's one link leads there."""
    return staff is not None and staff.may_somewhere("directory.edit")


def _promise(request: HttpRequest) -> str:
    """True of the pages residents read; a sign-in page does set a cookie."""
    match = request.resolver_match
    if match is None or match.namespace != "home":
        return ""
    return _("This site sets no cookies and keeps no record of who reads what.")


def _primary(request: HttpRequest) -> tuple[ShellLink, ...]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return (
        ShellLink(_("Find help"), address_of("home:find"), here == "home:find"),
        ShellLink(_("I speak…"), address_of("home:i_speak"), here == "home:i_speak"),
        ShellLink(_("Saved"), address_of("home:saved"), here == "home:saved"),
    )


def _footer() -> tuple[ShellLink, ...]:
    return (
        ShellLink(_("Find help"), address_of("home:find")),
        ShellLink(_("What may I ask for?"), address_of("home:self_check")),
        ShellLink(_("Ask us"), address_of("enquiries:ask")),
        ShellLink(_("Ask for help"), address_of("casework:ask_for_help")),
        ShellLink(_("All languages"), address_of("home:i_speak")),
        ShellLink(_("How to use this site"), address_of("home:handbook", "resident")),
        ShellLink(_("Who may use city services"), address_of("equal_access:all")),
        ShellLink(_("Complain about the city"), address_of("complaint:complain")),
        ShellLink(_("Our numbers"), address_of("public_report:years")),
        ShellLink(_("What we hold about you"), address_of("records:trust")),
        ShellLink(_("For staff and partners"), address_of("desk:today")),
        ShellLink(_("For developers"), address_of("developers:developers")),
    )


def _languages(request: HttpRequest, facts: OfficeFacts, reader: str) -> tuple[ShellLanguage, ...]:
    rest = request.path.lstrip("/").partition("/")[2]
    query = f"?{urlencode(list(request.GET.lists()), doseq=True)}" if request.GET else ""
    return tuple(
        ShellLanguage(
            code=one.code,
            endonym=one.own_name,
            url=f"/{one.code}/{rest}{query}",
            current=one.code == reader,
            dir=one.direction,
            english=one.english_name,
        )
        for one in facts.languages
    )


def _colours(facts: OfficeFacts) -> str:
    if not (facts.wall_colour or facts.go_colour):
        return ""
    return f"{address_of('office-colours')}?v={facts.version}"


def _help_url(request: HttpRequest) -> str:
    """The handbook page of the person's first role."""
    user = request.user
    roles = sorted(user.roles()) if isinstance(user, User) else []
    return address_of("home:handbook", roles[0] if roles else "resident")


def _role_words(user: User) -> str:
    return ", ".join(str(role.label) for role in sorted(user.roles()))

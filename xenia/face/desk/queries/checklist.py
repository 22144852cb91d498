"""What a new office settles first, and what is still open."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xenia.ground.accounts.models import RoleGrant
from xenia.ground.accounts.roles import Role
from xenia.ground.reference.models import Closure
from xenia.ground.reference.office import OfficeFacts, office_facts

State = Literal["done", "open", "optional"]
# From this month on, next year's closures are wanted too.
NEXT_YEAR_FROM = 10


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist. `said`: what is settled, or what is missing."""

    code: str
    title: str
    why: str
    said: str
    state: State
    url: str

    @property
    def is_open(self) -> bool:
        """Whether somebody must still decide."""
        return self.state == "open"


def checklist(today: date) -> list[Item]:
    """Every setting of the office, in the order a new office settles them."""
    facts = office_facts()
    return [
        _name(facts),
        _names(facts),
        _contact(facts),
        _look(facts),
        _languages(facts),
        _areas(facts),
        _closures(today),
        _people(),
    ]


def open_items(today: date) -> list[Item]:
    """What is not settled yet."""
    return [item for item in checklist(today) if item.is_open]


def _state(done: object) -> State:
    return "done" if done else "open"


def _name(facts: OfficeFacts) -> Item:
    name, place = facts.text("name", ""), facts.jurisdiction_name
    # Founding writes the office's name where no place was said.
    has_place = place not in ("", name[:120])
    is_named = facts.is_founded and name != settings.NEW_OFFICE_NAME and has_place
    return Item(
        "name",
        _("Name and place"),
        _("Every page, letter and print begins with them."),
        f"{name} · {place}" if is_named else _("The office has no name or no place yet."),
        _state(is_named),
        reverse("desk:settings_office"),
    )


def _names(facts: OfficeFacts) -> Item:
    names = facts.texts.get("name", {})
    missing = [
        one.own_name for one in facts.languages if one.code != "en" and not names.get(one.code)
    ]
    said = _("Every language has one.")
    if missing:
        said = _("Missing in: %(languages)s") % {"languages": ", ".join(missing)}
    return Item(
        "names",
        _("The name in each language"),
        _("People should read in their own language whose page this is."),
        said,
        _state(not missing),
        reverse("desk:settings_office") + "#languages",
    )


def _contact(facts: OfficeFacts) -> Item:
    there = [facts.phone, facts.text("address", ""), facts.text("hours", "")]
    is_done = all(there)
    return Item(
        "contact",
        _("Phone, address and hours"),
        _("Whoever finds nothing on the page calls, or comes."),
        " · ".join(there) if is_done else _("Phone, address or hours are missing."),
        _state(is_done),
        reverse("desk:settings_office") + "#contact",
    )


def _look(facts: OfficeFacts) -> Item:
    own = [
        words
        for has, words in (
            (facts.has_logo, _("a logo")),
            (facts.wall_colour or facts.go_colour, _("own colors")),
        )
        if has
    ]
    return Item(
        "look",
        _("Logo and colors"),
        _("People know the city by them. Without them, Xenia's own are shown."),
        ", ".join(own) or _("Xenia's own look"),
        "done" if own else "optional",
        reverse("desk:settings_look"),
    )


def _languages(facts: OfficeFacts) -> Item:
    return Item(
        "languages",
        _("Languages"),
        _("People choose their language before anything else."),
        ", ".join(one.own_name for one in facts.languages),
        _state(len(facts.languages) > 1),
        reverse("desk:settings_languages"),
    )


def _areas(facts: OfficeFacts) -> Item:
    areas = ngettext("%(count)s area", "%(count)s areas", len(facts.area_names)) % {
        "count": len(facts.area_names)
    }
    zips = ngettext("%(count)s ZIP code", "%(count)s ZIP codes", len(facts.zips)) % {
        "count": len(facts.zips)
    }
    return Item(
        "areas",
        _("Areas and ZIP codes"),
        _("They tell a person what is near, without asking for an address."),
        f"{areas} · {zips}",
        _state(facts.area_names and facts.zips),
        reverse("desk:settings_areas"),
    )


def _closures(today: date) -> Item:
    last = today.year + 1 if today.month >= NEXT_YEAR_FROM else today.year
    years = set(
        Closure.objects.filter(until_version=None, first_day__year__in=(today.year, last))
        .values_list("first_day__year", flat=True)
        .distinct()
    )
    missing = sorted({today.year, last} - years)
    said = _("Entered until the end of %(year)s.") % {"year": last}
    if missing:
        said = _("Nothing is entered for %(years)s.") % {"years": ", ".join(map(str, missing))}
    return Item(
        "closures",
        _("Days the office is closed"),
        _("Every deadline counts business days, so it must know the others."),
        said,
        _state(not missing),
        reverse("desk:settings_closures"),
    )


def _people() -> Item:
    living = RoleGrant.objects.filter(ended_at=None)
    people = living.values("user").distinct().count()
    directors = living.filter(role=Role.DIRECTOR).values("user").distinct().count()
    said = ngettext("%(count)s person has a role.", "%(count)s people have a role.", people) % {
        "count": people
    }
    return Item(
        "people",
        _("Roles and people"),
        _("A second person with the right to let people in helps when the first is away."),
        said,
        _state(directors and people > 1),
        reverse("accounts:people"),
    )

"""xenia new-city: a real city or county starts here."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import holidays
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email
from django_typer.management import TyperCommand
from rich.console import Console
from typer import Argument, Option

from xenia.config.founding import (
    MOST_NAME,
    MOST_PLACE,
    MOST_SHORT_NAME,
    Founded,
    FoundingFailed,
    Plan,
    UnfitFolder,
    UnfitKey,
    environment_of,
    found,
    proposed_key,
    time_zone_of,
)
from xenia.ground.common.languages import UnknownLanguage, language
from xenia.ground.reference.zip_points import zip_point, zips_of_city, zips_of_county

FOLDER = Argument(help="The new data folder: empty, or not there yet.", metavar="DIR")
NAME = Option(help="What the office is called, such as 'Office for New Neighbors'.")
SHORT = Option(help="A short name for narrow places; else the place's.")
PLACE = Option(help="The city or county, such as Boston or 'Somerset County'.")
COUNTY = Option("--county", help="It is a county's office, not a city's.")
STATE = Option(help="Two letters: for public holidays and to look up ZIP codes.")
ZIPS = Option(help="ZIP codes with commas between; else all of the place's.")
LANGUAGES = Option(help="Language tags with commas between, in the order of the door.")
DIRECTOR = Option(help="Invites the first director; the link is printed once.")
KEY_FILE = Option(help="A new file for the master key, outside DIR; else beside DIR.")
ADDRESS = Option(help="Where people will open it, such as https://immigrants.example.gov.")
AS_JSON = Option("--json", help="Print the result for a machine.")


class Unusable(CommandError):
    """An option makes no sense; exit status 2."""

    def __init__(self, option: str, sentence: str) -> None:
        super().__init__(f"{option}: {sentence}", returncode=2)


class Command(TyperCommand):
    """Found the office of a real city or county."""

    help = (
        "Found the office of a real city or county in a data folder of its own: databases, master key, languages, "
        "areas, public holidays, and a link for its director.\n\n"
        "Example: xenia new-city /srv/xenia --name 'Office for New Neighbors' --place 'Somerset County' --county "
        "--state MD --languages en,es,mh --director-email director@somerset.example"
    )

    def handle(
        self,
        folder: Annotated[Path, FOLDER],
        name: Annotated[str, NAME] = "",
        short_name: Annotated[str, SHORT] = "",
        place: Annotated[str, PLACE] = "",
        county: Annotated[bool, COUNTY] = False,
        state: Annotated[str, STATE] = "",
        zips: Annotated[str, ZIPS] = "",
        languages: Annotated[str, LANGUAGES] = "en",
        director_email: Annotated[str, DIRECTOR] = "",
        key_file: Annotated[Path | None, KEY_FILE] = None,
        address: Annotated[str, ADDRESS] = "http://localhost:8000",
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 2, and nothing made, when folder, key or an option cannot be used; 1 when founding fails."""
        home = folder.expanduser().resolve()
        key = (key_file.expanduser() if key_file else proposed_key(home)).resolve()
        region = known_state(state)
        plan = Plan(
            name=not_too_long("--name", name, MOST_NAME),
            short_name=not_too_long("--short-name", short_name, MOST_SHORT_NAME) or place.strip(),
            jurisdiction="county" if county else "city",
            place=not_too_long("--place", place, MOST_PLACE),
            state=region,
            languages=known_languages(languages),
            zips=known_zips(zips) or zips_of(place.strip(), region, is_county=county),
            director_email=good_email(director_email),
            address=good_address(address),
        )
        console = Console(stderr=True, quiet=as_json)
        try:
            with console.status(f"Founding the office in {home}"):
                made = found(folder=home, key=key, plan=plan)
        except (UnfitFolder, UnfitKey) as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        except FoundingFailed as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(
            as_machine(home, key, plan, made) if as_json else in_words(home, key, plan, made)
        )


def not_too_long(option: str, said: str, most: int) -> str:
    """A name without spaces around it. Raises Unusable."""
    name = said.strip()
    if len(name) > most:
        raise Unusable(option, f"{len(name)} letters are too many: {most} at most.")
    return name


def known_state(said: str) -> str:
    """Two capital letters, or empty. Raises Unusable."""
    state = said.strip().upper()
    if state and state not in holidays.list_supported_countries()["US"]:
        raise Unusable("--state", f"{said!r} is no state: give two letters, such as MA.")
    return state


def known_languages(said: str) -> tuple[str, ...]:
    """Tags of the registry, each once. Raises Unusable."""
    try:
        tags = [language(tag.strip()).code for tag in said.split(",") if tag.strip()]
    except UnknownLanguage as wrong:
        raise Unusable("--languages", str(wrong)) from None
    if not tags:
        raise Unusable("--languages", "Name at least one language, such as en.")
    return tuple(dict.fromkeys(tags))


def known_zips(said: str) -> tuple[str, ...]:
    """ZIP codes with a known place, each once, in order. Raises Unusable with those we do not know."""
    codes = sorted({code for code in re.split(r"[,\s]+", said) if code})
    unknown = [code for code in codes if zip_point(code) is None]
    if unknown:
        raise Unusable("--zips", f"No place is known for {', '.join(unknown)}.")
    return tuple(codes)


def zips_of(place: str, state: str, *, is_county: bool) -> tuple[str, ...]:
    """All ZIP codes of the place. Raises Unusable when it is not found, or the state is missing."""
    if not place:
        return ()
    if not state:
        raise Unusable("--state", "Name the state too, so that the place can be found.")
    found_there = zips_of_county(place, state) if is_county else zips_of_city(place, state)
    if not found_there:
        kind = "county" if is_county else "city"
        raise Unusable(
            "--place",
            f"No {kind} called {place!r} is known in {state}. Name its ZIP codes with --zips.",
        )
    return tuple(point.zip_code for point in found_there)


def good_email(said: str) -> str:
    """An e-mail address, or empty. Raises Unusable."""
    email = said.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Unusable("--director-email", f"{email!r} is no e-mail address.") from None
    return email


def good_address(said: str) -> str:
    """The beginning of every address of the office. Raises Unusable."""
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unusable("--address", f"{said!r} is no address: begin it with https://")
    return f"{parts.scheme}://{parts.netloc}"


def as_machine(home: Path, key: Path, plan: Plan, made: Founded) -> str:
    """One JSON object: the plan's outcome, and the variables that open this office."""
    said: dict[str, Any] = {"data": str(home), "key_file": str(key), "languages": plan.languages}
    return json.dumps(said | asdict(made) | {"environment": _environment(home, key, plan)})


def in_words(home: Path, key: Path, plan: Plan, made: Founded) -> str:
    """What there is now, and what to do next."""
    lines = [
        f"{plan.name or 'The office'} is founded in {home}.",
        f"  languages: {', '.join(plan.languages)}",
        f"  areas: {made.areas} with {made.zips} ZIP codes (check them on the desk)",
        f"  public holidays: {made.closures}, this year and next (check them on the desk)",
        f"  needs and services people look for: {made.terms} terms",
        "",
        f"The master key is {key}.",
        "  Copy it to a second safe place, never beside a copy of the data folder. Without it,",
        "  what is sealed stays sealed for ever.",
        "",
        "Next:",
        *(f"  export {name}={value}" for name, value in _environment(home, key, plan).items()),
        f"  ./run --data {home}",
    ]
    if made.invitation:
        lines += [
            "",
            f"Send this link to {made.invitation['email']}. It works once, until {made.invitation['until']}:",
            f"  {made.invitation['link']}",
        ]
    else:
        lines += ["", "Nobody is invited yet: ./run xenia invite-director EMAIL makes a link."]
    return "\n".join(lines)


def _environment(home: Path, key: Path, plan: Plan) -> dict[str, str]:
    """The variables of the data folder, and those that say where people open the office."""
    parts = urlsplit(plan.address)
    place = environment_of(home, key, time_zone_of(plan.zips))
    if parts.hostname != "localhost":
        place["XENIA_HOSTS"] = f"localhost,{parts.hostname}"
    if parts.scheme == "http":
        return place | {"XENIA_HTTPS": "off"}
    return place | {"XENIA_ORIGINS": plan.address}

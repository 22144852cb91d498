"""What legal work is coded by: problems, ways to close, and before whom somebody may speak for another."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import Final

from xenia.ground.reference.taxonomy import DATA

# Where a matter is: before whom somebody speaks for her. Only an attorney speaks before another court.
VENUES: Final = ("uscis", "immigration-court", "bia", "other-court")


@dataclass(frozen=True, slots=True)
class LegalCode:
    """One code of the Legal Services Corporation, as it prints it, in English."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CredentialKind:
    """What a credential allows: before whom; for how many years it is given; whether the organization must be recognized.

    Source: 8 CFR 1292.1 and 1292.11-1292.20. years: None where it does not end by itself.
    """

    code: str
    venues: frozenset[str]
    years: int | None
    needs_recognition: bool


@cache
def problem_codes() -> tuple[LegalCode, ...]:
    """Codes of legal problems. Source: LSC Case Service Reports, since 2008-01-01."""
    return _codes("lsc_problem_codes")


@cache
def closing_codes() -> tuple[LegalCode, ...]:
    """Codes of how a case was closed. Source: LSC Case Service Reports, since 2008-01-01."""
    return _codes("lsc_closing_codes")


@cache
def credential_kinds() -> dict[str, CredentialKind]:
    """The kinds of credential, by code."""
    return {
        row["kind"]: CredentialKind(
            row["kind"],
            frozenset(row["venues"].split("|")),
            int(row["years"]) if row["years"] else None,
            row["needs_recognition"] == "yes",
        )
        for row in _rows("legal_credentials")
    }


def _codes(name: str) -> tuple[LegalCode, ...]:
    return tuple(LegalCode(row["code"], row["label"]) for row in _rows(name))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""The laws Lindenport works by, and how many people there speak what. The ordinance and the numbers are invented."""

from datetime import date, datetime

from sample_city.data import DATA
from xenia.ground.reference.models import LegalBasis
from xenia.ground.reference.operations import enter_law, seed_laws, supersede_law
from xenia.registers.population.files import read_file
from xenia.registers.population.operations import Described, bring_in_dataset, lay_down_dataset

INVENTED = "Invented for the sample city. No such law exists."
LAST_YEAR = 2024


def enter_laws(*, at: datetime) -> None:
    """What comes with the house, and an invented ordinance with the one before it."""
    seed_laws(by=None, at=at)
    before = enter_law(
        by=None,
        at=at,
        code="lindenport-2011-6",
        title="Lindenport Ordinance 2011-6 (invented)",
        citation="Lindenport Ord. 2011-6",
        duty="Departments translate vital documents for each language of 1,000 people or more. Invented, to show a law that ended.",
        from_on=date(2011, 9, 1),
        rule=LegalBasis.Rule.COUNT,
        people=1000,
        **_invented(),
    )
    supersede_law(
        basis=before,
        fields={
            "code": "lindenport-2019-14",
            "title": "Lindenport Language Access Ordinance (invented)",
            "citation": "Lindenport Ord. 2019-14",
            "duty": "Each department has a language access plan. It translates vital documents for each language of 5% or 500"
            " of the people it serves, whichever is less. Below 50 people, a notice that spoken help is free is"
            " enough. Invented, to show how a local law looks.",
            "from_on": date(2019, 3, 1),
            "rule": LegalBasis.Rule.LESSER,
            "share_percent": "5",
            "people": 500,
            "notice_below": 50,
            **_invented(),
        },
        how="Replaced by Ordinance 2019-14 (invented).",
        by=None,
        at=at,
    )


def _invented() -> dict[str, str | bool]:
    return {
        "jurisdiction": LegalBasis.Jurisdiction.LOCAL,
        "place": "Lindenport, MA",
        "scope": LegalBasis.Scope.PROVIDERS,
        "source": INVENTED,
        "is_invented": True,
    }


def bring_in_estimates(*, at: datetime) -> None:
    """Invented numbers by language and neighborhood, with margins like those of a real survey."""
    path = DATA / "estimates.csv"
    reading = read_file(path.read_bytes(), last_year=LAST_YEAR)
    dataset = lay_down_dataset(
        described=Described(
            source="Lindenport sample survey",
            table="invented",
            first_year=LAST_YEAR - 4,
            last_year=LAST_YEAR,
            citation="Invented for the sample city. These people do not exist.",
            is_invented=True,
            file_name=path.name,
        ),
        reading=reading,
        by=None,
        at=at,
    )
    bring_in_dataset(dataset=dataset, by=None, at=at)

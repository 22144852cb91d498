"""Of one paper the sample city says the same everywhere: in its directory, its statements, and its rules of screening."""

import json
from pathlib import Path
from typing import Any

from xenia.ground.eligibility import all_rule_sets
from xenia.work.departments.models import AskedPaper

DATA = Path(__file__).resolve().parents[2] / "sample_city" / "data"
ASKED = json.loads((DATA / "equal_access.json").read_text(encoding="utf-8"))["papers"]
SERVICES = {
    row["key"]: row
    for row in json.loads((DATA / "services_named.json").read_text(encoding="utf-8"))
}
RULES = {one.id: one for one in all_rule_sets()}


def papers(service: str) -> list[str]:
    """The papers its statement names, as people read them."""
    return [str(AskedPaper.Kind(kind).label) for kind, *_rest in ASKED.get(service, [])]


def test_the_city_id_asks_for_the_same_papers_everywhere() -> None:
    rules, (who, address) = RULES["city-id"], papers("city-id-card")
    assert rules.leads.bring == (f"{who}.", f"{address}.")
    lower = address[0].lower() + address[1:]
    assert SERVICES["city-id-card"]["bring"] == f"{who}, and {lower}."
    (question,) = [one for one in rules.questions if one.id == "two_papers"]
    assert lower in question.text
    (fact,) = rules.always_ask
    instead: list[Any] = [row[2] for row in ASKED["city-id-card"]]
    for way in ("two people with a card who know you", "a letter from a school, a clinic or"):
        assert way in fact.reason
        assert any(way in one or way in one[0].lower() + one[1:] for one in instead)


def test_the_library_card_asks_for_no_paper() -> None:
    assert papers("library-card") == []
    assert SERVICES["library-card"]["needs_id"] == "no"
    assert RULES["library-card"].questions == ()

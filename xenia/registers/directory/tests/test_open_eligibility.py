"""Services stand under Open Eligibility too, where its term is as true; its terms lead to ours when they come in."""

from pathlib import Path

import pytest
from django.test import Client

from xenia.ground.reference.open_eligibility import counterparts, said_of
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.hsds.open_eligibility import TAXONOMY_ID, term_id
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.models import Listing, ServiceRecord, Taxonomy
from xenia.registers.directory.tests.importing import a_folder
from xenia.registers.directory.tests.makers import MONDAY, a_service

pytestmark = pytest.mark.django_db


def test_every_counterpart_is_of_a_term_of_ours() -> None:
    assert [code for code in counterparts() if code not in load_taxonomy()] == []
    assert {row.fit for row in counterparts().values()} == {"exact", "broader", "narrower", "near"}


def test_a_service_stands_under_their_term_too() -> None:
    service = a_service(terms=["learn-english.english-class"])
    record = ServiceRecord.objects.get(pk=service.pk).record
    theirs = [
        one
        for one in record["attributes"]
        if one["taxonomy_term"]["taxonomy_id"] == str(TAXONOMY_ID)
    ]
    assert [one["taxonomy_term"]["name"] for one in theirs] == [
        "English as a Second Language (ESL)"
    ]
    assert theirs[0]["link_id"] == str(service.pk)
    assert "CC BY-SA 3.0" in Taxonomy.objects.get(pk=TAXONOMY_ID).description


def test_what_only_overlaps_is_not_said() -> None:
    near = next(row.code for row in counterparts().values() if row.fit == "near")
    narrower = next(row.code for row in counterparts().values() if row.fit == "narrower")
    assert said_of(near) is None
    assert said_of(narrower) is None


def test_the_api_finds_services_by_their_terms(client: Client) -> None:
    service = a_service(terms=["learn-english.english-class"])
    a_service(name="Without")
    for query in (f"taxonomy_term_id={term_id('1326')}", f"taxonomy_id={TAXONOMY_ID}"):
        found = client.get(f"/hsds/services?{query}").json()["contents"]
        assert [one["id"] for one in found] == [str(service.pk)]


def test_their_names_lead_to_ours_when_they_come_in(tmp_path: Path) -> None:
    files = {
        "organizations.csv": "id,name,description\n1,Saltmarsh House,Help\n",
        "services.csv": "id,organization_id,name,status,taxonomy_ids\n10,1,Classes,active,110-05\n",
        "taxonomy_terms.csv": "id,name,taxonomy\n110-05,English as a Second Language (ESL),Open Eligibility\n",
    }
    import_directory(path=a_folder(tmp_path, files), by=None, at=MONDAY, source="county")
    assert Listing.objects.get().document["terms"] == ["learn-english.english-class"]


def test_one_of_their_ids_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for row in counterparts().values():
        names.setdefault(row.id, set()).add(row.name)
    assert {theirs: said for theirs, said in names.items() if len(said) > 1} == {}

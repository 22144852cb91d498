"""The directory for other software: HSDS 3.1 under `/hsds/`, from the public records alone."""

import json
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import path

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.hsds import finding, writing
from xenia.registers.directory.hsds.answers import answers, many, merged, one, problem
from xenia.registers.directory.hsds.asking import (
    AskOne,
    AskOrganization,
    AskOrganizations,
    AskPlaces,
    AskServices,
    AskTaxonomies,
    AskTerms,
    asked,
)
from xenia.registers.directory.hsds.openapi import openapi
from xenia.registers.directory.hsds.profile import patch_of, profile
from xenia.registers.directory.hsds.tables import VERSION
from xenia.registers.directory.hsds.writing import Writer
from xenia.registers.directory.models import (
    OrganizationRecord,
    PlaceRecord,
    ServiceRecord,
    Taxonomy,
    TaxonomyTerm,
)
from xenia.registers.directory.queries.merges import kept_instead

LISTS: Final = frozenset(
    {"services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"}
)
DESCRIPTION = "Services for immigrants, with where, when, in which languages, and at what cost."


@public
@answers()
def about(request: HttpRequest) -> HttpResponseBase:
    """Which standard this follows, and where its profile and its description lie."""
    asked(request, AskOne)
    said = {
        "version": VERSION,
        "profile": request.build_absolute_uri("/hsds/profile/"),
        "openapi_url": request.build_absolute_uri("/hsds/openapi.json"),
        "description": DESCRIPTION,
        "publisher": office_facts().text("name", "en"),
    }
    return one(request, json.dumps(said))


@public
@answers("POST")
def services(request: HttpRequest) -> HttpResponseBase:
    """Services, page by page or line by line."""
    ask = asked(request, AskServices)
    return many(request, ask, finding.services(ask, at=now()), writing.services_as(ask))


@public
@answers()
def service(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One service with everything; of one that left, that it left, or which one it became part of."""
    asked(request, AskOne)
    if kept := _kept_instead("service", ServiceRecord.objects, pk):
        return _led_to(request, kept)
    return _one(request, ServiceRecord.objects.all(), pk, writing.WHOLE_SERVICE)


@public
@answers("POST")
def organizations(request: HttpRequest) -> HttpResponseBase:
    """Organisations, page by page or line by line."""
    ask = asked(request, AskOrganizations)
    return many(request, ask, finding.organizations(ask, at=now()), writing.organizations_as(ask))


@public
@answers()
def organization(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One organisation with its services; of one that was merged, into which."""
    ask = asked(request, AskOrganization)
    if kept := _kept_instead("organization", OrganizationRecord.objects, pk):
        return _led_to(request, kept)
    writer = (
        writing.WHOLE_ORGANIZATION_AND_SERVICES if ask.full_service else writing.WHOLE_ORGANIZATION
    )
    return _one(request, OrganizationRecord.objects.all(), pk, writer)


@public
@answers("POST")
def places(request: HttpRequest) -> HttpResponseBase:
    """Services at their places, page by page or line by line."""
    ask = asked(request, AskPlaces)
    return many(request, ask, finding.places(ask, at=now()), writing.places_as(ask))


@public
@answers()
def place(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One service at one place."""
    asked(request, AskOne)
    return _one(request, PlaceRecord.objects.all(), pk, writing.WHOLE_PLACE)


@public
@answers("POST")
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    """The lists of terms services are classed by."""
    ask = asked(request, AskTaxonomies)
    return many(request, ask, finding.taxonomies(ask), writing.TAXONOMIES)


@public
@answers()
def taxonomy(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One list of terms."""
    asked(request, AskOne)
    return _one(request, Taxonomy.objects.all(), pk, writing.TAXONOMIES)


@public
@answers("POST")
def terms(request: HttpRequest) -> HttpResponseBase:
    """Terms of all lists, or of one."""
    ask = asked(request, AskTerms)
    return many(request, ask, finding.terms(ask), writing.TERMS)


@public
@answers()
def term(request: HttpRequest, pk: str) -> HttpResponseBase:
    """One term."""
    asked(request, AskOne)
    return _one(request, TaxonomyTerm.objects.all(), pk, writing.TERMS)


@public
@answers()
def our_profile(request: HttpRequest) -> HttpResponseBase:
    """What we add to the standard: every merge patch in one document."""
    return one(request, json.dumps(profile(request.build_absolute_uri("/hsds/profile/")), indent=1))


@public
@answers()
def our_patch(request: HttpRequest, name: str) -> HttpResponseBase:
    """What we add to one schema of the standard, as an RFC 7386 merge patch."""
    patch = patch_of(name)
    if patch is None:
        raise Http404(f"We add nothing to a schema named {name[:60]!r}. /hsds/profile/ lists all.")
    return one(request, json.dumps(patch, indent=1))


@public
@answers()
def described(request: HttpRequest) -> HttpResponseBase:
    """What is served here, as an OpenAPI 3.1 document."""
    office = office_facts().text("name", "en")
    return one(request, json.dumps(openapi(request.build_absolute_uri("/hsds"), office), indent=1))


@public
@answers("POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """No address of ours. A slash too many leads to the one that was meant."""
    meant = rest.rstrip("/")
    if meant != rest and meant.partition("/")[0] in LISTS:
        address = request.path.rstrip("/")
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        response.status_code = 308  # With 301, a question asked by POST would lose its body.
        return response
    return problem(404, "There is no such address. /hsds/openapi.json lists all there are.")


def _kept_instead(kind: str, records: Any, pk: str) -> str:
    """The public record that one which left became part of; "" when there is none. What never was public leads nowhere."""
    try:
        left = records.filter(pk=UUID(pk), is_public=False)
    except ValueError:
        return ""
    kept = kept_instead(kind, UUID(pk)) if left.exists() else None
    return str(kept) if kept and records.filter(pk=kept, is_public=True).exists() else ""


def _led_to(request: HttpRequest, kept: str) -> HttpResponseBase:
    """To the record that was kept, asked the same."""
    asked_too = f"?{query}" if (query := request.META.get("QUERY_STRING", "")) else ""
    address = f"{request.path.rpartition('/')[0]}/{kept}{asked_too}"
    return merged(kept, request.build_absolute_uri(address))


def _one(request: HttpRequest, records: QuerySet[Any], pk: str, writer: Writer) -> HttpResponseBase:
    try:
        wanted = records.filter(pk=UUID(pk))
    except ValueError:
        raise Http404(
            f"{pk[:60]!r} is no id. Ids look like 8c5b2a06-9f0e-4f0a-9d56-0c7b6b8f1c55."
        ) from None
    found = writer.write(list(writer.fetch(wanted)))
    if not found:
        raise Http404(f"There is no record {pk[:60]} here.")
    return one(request, found[0])


urlpatterns = [
    path("", about, name="about"),
    path("services", services, name="services"),
    path("services/<str:pk>", service, name="service"),
    path("organizations", organizations, name="organizations"),
    path("organizations/<str:pk>", organization, name="organization"),
    path("service_at_locations", places, name="places"),
    path("service_at_locations/<str:pk>", place, name="place"),
    path("taxonomies", taxonomies, name="taxonomies"),
    path("taxonomies/<str:pk>", taxonomy, name="taxonomy"),
    path("taxonomy_terms", terms, name="terms"),
    path("taxonomy_terms/<str:pk>", term, name="term"),
    path("profile/", our_profile, name="profile"),
    path("profile/<str:name>", our_patch, name="patch"),
    path("openapi.json", described, name="openapi"),
    path("<path:rest>", nothing, name="nothing"),
]

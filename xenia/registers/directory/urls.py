"""The directory's staff addresses."""

from django.urls import path

from xenia.registers.directory.views import (
    history,
    imports,
    location,
    organization,
    owner,
    service,
    services,
    status,
    translation,
)

app_name = "directory"
urlpatterns = [
    path("", services.services, name="services"),
    path("services.csv", services.export_services, name="export_services"),
    path("services/add/", owner.new_service, name="new_service"),
    path("services/<uuid:pk>/", service.service, name="service"),
    path("services/<uuid:pk>/edit/", service.edit_service, name="edit_service"),
    path("services/<uuid:pk>/confirm/", service.confirm_service, name="confirm_service"),
    path("services/<uuid:pk>/places/", service.service_places, name="service_places"),
    path("services/<uuid:pk>/move/", owner.move_service, name="move_service"),
    path("services/<uuid:pk>/status/<slug:code>/", status.service_status, name="service_status"),
    path("organizations/", organization.organizations, name="organizations"),
    path("organizations/add/", organization.add_organization, name="add_organization"),
    path("organizations/<uuid:pk>/", organization.organization, name="organization"),
    path("organizations/<uuid:pk>/edit/", organization.edit_organization, name="edit_organization"),
    path("organizations/<uuid:pk>/part-of/", owner.part_of, name="part_of"),
    path(
        "organizations/<uuid:pk>/status/<slug:code>/",
        status.organization_status,
        name="organization_status",
    ),
    path("organizations/<uuid:pk>/services/add/", service.add_service, name="add_service"),
    path("organizations/<uuid:pk>/places/add/", location.add_location, name="add_location"),
    path("places/", location.locations, name="locations"),
    path("places/<uuid:pk>/", location.location, name="location"),
    path("places/<uuid:pk>/edit/", location.edit_location, name="edit_location"),
    path("places/<uuid:pk>/move/", owner.move_location, name="move_location"),
    path("history/<slug:kind>/<uuid:pk>/", history.history, name="history"),
    path("history/<uuid:pk>/put-back/", history.put_back, name="put_back"),
    path("languages/", translation.translations, name="translations"),
    path(
        "languages/<slug:language>/<slug:kind>/<uuid:pk>/", translation.translate, name="translate"
    ),
    path("imports/", imports.import_runs, name="imports"),
    path("imports/new/", imports.import_file, name="import_file"),
    path("imports/<uuid:pk>/", imports.import_run, name="import_run"),
    path("imports/<uuid:pk>/bring-in/", imports.bring_in, name="bring_in"),
    path("imports/<uuid:pk>/report.<slug:kind>", imports.import_report, name="import_report"),
]

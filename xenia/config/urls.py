"""Every address of the house. Each begins with its language, but for files and machines."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils import translation
from django.views.decorators.cache import cache_control

from xenia.config import health, office_files
from xenia.config.account_urls import urlpatterns as account_urls
from xenia.face.api.urls import page_patterns as api_pages
from xenia.face.home.urls import list_patterns, root_patterns
from xenia.ground.accounts.access import public
from xenia.ground.design.views import tokens
from xenia.ground.notifications.urls import hook_patterns, public_patterns
from xenia.ground.reference.office import office_facts
from xenia.insight.reports.urls import call_patterns
from xenia.insight.reports.urls import draft_patterns as report_drafts
from xenia.insight.reports.urls import public_patterns as public_reports
from xenia.registers.directory.urls import public_patterns as verify_patterns
from xenia.work.casework.urls import legal_patterns
from xenia.work.departments.urls import public_patterns as equal_access
from xenia.work.language_access.urls import (
    calendar_patterns,
    feed_patterns,
    interpreting_patterns,
    link_patterns,
    plan_patterns,
    text_patterns,
    week_patterns,
)
from xenia.work.language_access.urls import number_patterns as language_numbers
from xenia.work.language_access.urls import public_patterns as public_plans
from xenia.work.ombudsman.urls import asked_patterns as complaints_asked
from xenia.work.ombudsman.urls import (
    asked_picture_patterns,
    open311_patterns,
    passed_on_patterns,
    picture_patterns,
)
from xenia.work.ombudsman.urls import desk_patterns as complaints_desk
from xenia.work.ombudsman.urls import number_patterns as complaint_numbers
from xenia.work.ombudsman.urls import pattern_patterns as complaint_patterns
from xenia.work.ombudsman.urls import public_patterns as public_complaint
from xenia.work.ombudsman.urls import settings_patterns as complaint_settings
from xenia.work.referrals.urls import inbox_patterns, my_patterns
from xenia.work.referrals.urls import link_patterns as referral_links

handler403 = "xenia.config.errors.permission_denied"
handler404 = "xenia.config.errors.page_not_found"
handler500 = "xenia.config.errors.server_error"


@public
@cache_control(max_age=300)
def to_first_language(request: HttpRequest) -> HttpResponse:
    """An address without a language leads to the office's first one; its door offers the others."""
    return redirect("home:front")


@public
def to_design(request: HttpRequest) -> HttpResponse:
    """`/design/`, as documents name it, in the office's first language."""
    return redirect("design")


@public
def to_desk(request: HttpRequest) -> HttpResponse:
    """`/desk/`, as colleagues remember it, in the language of whoever signed in, or in the office's first one."""
    codes = office_facts().codes
    own = getattr(request.user, "language", "")
    with translation.override(own if own in codes else codes[0]):
        return redirect("desk:today")


@public
def to_handbook(request: HttpRequest) -> HttpResponse:
    """`/help/`, as documents name it, in the office's first language."""
    return redirect("home:handbook", role="resident")


urlpatterns = [
    path("", to_first_language),
    path("design/", to_design),
    path("help/", to_handbook),
    path("desk/", to_desk),
    path("health/", health.health, name="health"),
    path("office.css", office_files.colours, name="office-colours"),
    path("office-logo", office_files.logo, name="office-logo"),
    path("robots.txt", office_files.robots),
    path("", include(root_patterns)),
    path("hooks/messages/", include(hook_patterns)),
    path("", include(feed_patterns)),
    path("", include("xenia.face.api.urls")),
    path("open311/", include((open311_patterns, "open311"))),
    *i18n_patterns(
        path("", include("xenia.face.home.urls")),
        path("", include((api_pages, "developers"))),
        path("desk/", include("xenia.face.desk.urls")),
        path("", include("xenia.work.records.urls")),
        path("", include("xenia.work.enquiries.urls")),
        path("desk/programs/", include("xenia.work.programs.urls")),
        path("desk/referrals/", include("xenia.work.referrals.urls")),
        path("desk/inbox/", include((inbox_patterns, "inbox"))),
        path("referral/", include((referral_links, "referral_link"))),
        path("my-referral/", include((my_patterns, "my_referral"))),
        path("", include("xenia.work.casework.urls")),
        path("desk/matters/", include((legal_patterns, "legal"))),
        path("desk/interpreters/", include("xenia.work.language_access.urls")),
        path("desk/interpreting/", include((interpreting_patterns, "interpreting"))),
        path("desk/my-week/", include((week_patterns, "my_week"))),
        path("desk/calendars/", include((calendar_patterns, "calendars"))),
        path("interpreting/", include((link_patterns, "links"))),
        path("desk/plans/", include((plan_patterns, "plans"))),
        path("desk/language-numbers/", include((language_numbers, "language_numbers"))),
        path("plans/", include((public_plans, "public_plans"))),
        path("desk/reports/", include((report_drafts, "reports"))),
        path("report/", include((public_reports, "public_report"))),
        path("desk/departments/", include("xenia.work.departments.urls")),
        path("equal-access/", include((equal_access, "equal_access"))),
        path("desk/complaints/", include((complaints_desk, "complaints"))),
        path("desk/complaints/", include((picture_patterns, "complaint_pictures"))),
        path("desk/complaints/", include((passed_on_patterns, "passed_on"))),
        path("desk/complaints/settings/", include((complaint_settings, "complaint_settings"))),
        path("desk/complaints/patterns/", include((complaint_patterns, "complaint_patterns"))),
        path("desk/complaints-asked/", include((complaints_asked, "complaints_asked"))),
        path("desk/complaints-asked/", include((asked_picture_patterns, "asked_pictures"))),
        path("complaint/", include((public_complaint, "complaint"))),
        path("complaint/numbers/", include((complaint_numbers, "complaint_numbers"))),
        path("desk/", include((call_patterns, "counts"))),
        path("desk/lists/", include((list_patterns, "lists"))),
        path("", include("xenia.ground.reference.urls")),
        path("desk/population/", include("xenia.registers.population.urls")),
        path("desk/directory/", include("xenia.registers.directory.urls")),
        path("", include("xenia.registers.clients.urls")),
        path("verify/", include(verify_patterns)),
        path("desk/translations/requests/", include((text_patterns, "texts"))),
        path("desk/translations/", include("xenia.ground.translations.urls")),
        path("desk/imports/", include("xenia.ground.imports.urls")),
        path("desk/messages/", include("xenia.ground.notifications.urls")),
        path("messages/", include(public_patterns)),
        path("desk/ledger/", include("xenia.ground.ledger.urls")),
        path("account/", include(account_urls)),
        path("design/", public(tokens), name="design"),
        prefix_default_language=True,
    ),
]

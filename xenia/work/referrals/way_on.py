"""From a service of the directory to a referral: the way stands on its page, and in the list of services."""

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Service
from xenia.registers.directory.ways_on import WayOn


def send_somebody_here(service: Service, user: User) -> WayOn | None:
    """For whoever may send people, where somebody stands behind the service and it is given."""
    is_given = service.status == Service.Status.ACTIVE and service.organization_id is not None
    if not is_given or not user.may("referrals.send"):
        return None
    return WayOn(reverse("referrals:to", args=[service.pk]), _("Send somebody here"), "send")

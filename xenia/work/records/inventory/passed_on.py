"""What requests passed on to the city, and keys of apps, are called, and why each field is held."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from xenia.work.records.inventory.worded import Words

PASSED_ON: dict[str, Words] = {
    "ombudsman.servicerequest": Words(
        _("Requests passed on to the city"),
        _(
            "What was no complaint but a request, in our words, and what the city’s server says of it."
        ),
        {"description": _("what the city is asked to do"), "address": _("where")},
        _("the day it was passed on"),
    ),
    "ombudsman.appkey": Words(
        _("Keys of apps"),
        _(
            "Which app may file complaints, and which colleague gave it a key. The key itself is not kept."
        ),
    ),
}
PASSED_ON_WHY = (gettext_noop("what the city is asked to do"), gettext_noop("where"))

"""What the provider of text messages tells us."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.ground.notifications.addresses import NotAnAddress, own_phone
from xenia.ground.notifications.channels.hooks import Call, NotTheProvider, NotUnderstood, values_of
from xenia.ground.notifications.channels.providers import SmsProvider, sms_provider
from xenia.ground.notifications.operations.outbox import hear_delivery
from xenia.ground.notifications.operations.replies import hear_reply


@csrf_exempt
@public
@never_cache
@require_POST
def replies(request: HttpRequest) -> HttpResponse:
    """Somebody answered a text message."""
    provider = sms_provider()
    said = _said(request, provider, provider.reply) if provider else None
    if said is None:
        return HttpResponse(status=403)
    try:
        sender = own_phone(said["from"])
    except NotAnAddress:
        return HttpResponse(status=400)
    if not said["id"]:
        return HttpResponse(status=400)
    hear_reply(sender=sender, text=said["text"], number=said["id"], at=now())
    return HttpResponse(status=200, content_type="text/plain")


@csrf_exempt
@public
@never_cache
@require_POST
def delivery(request: HttpRequest) -> HttpResponse:
    """What became of a text message. 404 for one we do not know (yet): the provider then asks again."""
    provider = sms_provider()
    said = _said(request, provider, provider.delivery) if provider else None
    if said is None or provider is None:
        return HttpResponse(status=403)
    state = provider.states.get(said["state"])
    if state is None:  # on its way; nothing to note
        return HttpResponse(status=200, content_type="text/plain")
    is_known = hear_delivery(
        reference=said["reference"],
        is_delivered=state == "delivered",
        reason=provider.errors.get(said["error"], "refused"),
        at=now(),
    )
    return HttpResponse(status=200 if is_known else 404, content_type="text/plain")


def _said(
    request: HttpRequest, provider: SmsProvider, names: Mapping[str, str]
) -> dict[str, str] | None:
    """What the provider says; None when it is not the provider, or speaks otherwise than agreed."""
    call = Call(
        url=f"{settings.SITE_ADDRESS}{request.get_full_path()}",
        body=request.body,
        content_type=request.content_type or "",
        signature=request.headers.get(provider.signature_header, ""),
    )
    try:
        return values_of(provider, call, names)
    except (NotTheProvider, NotUnderstood):
        return None

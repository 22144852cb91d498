"""Second steps follow the master key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from xenia.ground.accounts.sealing import is_sealed_now, seal, unseal

SEALED = ("secret", "seed")
SEALED_LISTS = ("migrated_codes",)


def seal_second_steps_anew() -> int:
    """Seal every app's secret and every list of recovery codes under the newest master key. How many changed.

    Runs before an old version is destroyed. Raises BadMasterKey when one lies under a version that is gone.
    """
    changed = 0
    for pk in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            step = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if step is not None and _seal_anew(step.data):
                step.save(update_fields=["data"])
                changed += 1
    return changed


def _seal_anew(data: dict[str, Any]) -> bool:
    old = {name: data[name] for name in SEALED if name in data and not is_sealed_now(data[name])}
    data |= {name: seal(unseal(sealed)) for name, sealed in old.items()}
    lists = [
        name for name in SEALED_LISTS if any(not is_sealed_now(one) for one in data.get(name, ()))
    ]
    data |= {name: [seal(unseal(one)) for one in data[name]] for name in lists}
    return bool(old or lists)

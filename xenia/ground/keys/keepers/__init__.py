"""Who keeps the master key: a file, or a key management service that opens the file.

`settings.MASTER_KEY_KEEPER` names one of KEEPERS.
"""

from collections.abc import Callable

from django.conf import settings

from xenia.ground.common.master_key import MasterKeys
from xenia.ground.keys.keepers.file import FileKeeper
from xenia.ground.keys.keepers.kinds import Keeper
from xenia.ground.keys.keepers.transit import transit_from_settings

KEEPERS: dict[str, Callable[[], Keeper]] = {
    "file": lambda: FileKeeper(settings.MASTER_KEY_FILE, make=settings.SAMPLE_CITY),
    "transit": transit_from_settings,
}


def keeper() -> Keeper:
    """The office's keeper. Raises ValueError for a name that is none."""
    name: str = settings.MASTER_KEY_KEEPER
    if name not in KEEPERS:
        raise ValueError(f"unknown keeper {name!r}: expected one of {sorted(KEEPERS)}")
    return KEEPERS[name]()


def master_keys() -> MasterKeys:
    """The master key's living versions. Raises BadMasterKey."""
    return keeper().read()

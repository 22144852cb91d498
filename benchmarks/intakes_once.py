"""One colleague who takes people in, one after the other: `python -m benchmarks.intakes_once SECONDS NUMBER`.

It says "ready" when it is set up, begins when a line comes in, and prints how many milliseconds each intake took. Each is one
commit: somebody nobody knew, with a name, a phone, two needs, a barrier, her yes to a record, and the visit.
"""

import json
import os
import random
import sys
import time

SETTINGS = "xenia.config.settings.sample"
CALLED = ("Marisol", "Wilfrid", "Thảo", "Samira", "Ludmila", "Dona Zeza", "Hodan", "Jean-Rony")
FAMILIES = ("Quintana", "Desravines", "Phạm", "Haddad", "Orlova", "Tavares", "Warsame", "Alcindor")
NEEDS = ("housing", "work", "health", "adult-education", "public-benefits")
LANGUAGES = ("es", "ht", "vi", "ar", "ru", "kea", "so", "fr")


def main() -> int:
    """Take people in until the time is over."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from xenia.ground.accounts.models import RoleGrant
    from xenia.ground.reference.vocabularies import vocabulary

    seconds, number = float(sys.argv[1]), int(sys.argv[2])
    desks = list(RoleGrant.objects.filter(role="front_desk", ended_at=None).select_related("user"))
    by = desks[number % len(desks)].user
    known = {
        "needs": [one.code for one in vocabulary("needs")],
        "barriers": [one.code for one in vocabulary("barriers")],
    }
    chance = random.Random(number)
    _take_in(chance, known, by)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    took, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        begun = time.perf_counter()
        _take_in(chance, known, by)
        took.append((time.perf_counter() - begun) * 1000)
    json.dump(took, sys.stdout)
    return 0


def _take_in(chance: random.Random, known: dict[str, list[str]], by: object) -> None:
    from xenia.ground.common.dates import now
    from xenia.work.casework.operations import Said, Told, Way, submit_intake

    language = chance.choice(LANGUAGES)
    said = Said(
        called=f"{chance.choice(CALLED)} {chance.choice(FAMILIES)}",
        spoken_language=language,
        written_language=language,
        birth_year=str(chance.randrange(1940, 2006)),
    )
    told = Told(
        needs=tuple(chance.sample(known["needs"], 2)),
        barriers=(chance.choice(known["barriers"]),),
        said=said,
        ways=(Way("phone", f"+1617555{chance.randrange(100, 200):04}"),),
        agrees=True,
        note="She came with a letter and asks what it says.",
    )
    submit_intake(told=told, by=by, at=now())  # type: ignore[arg-type]


if __name__ == "__main__":
    raise SystemExit(main())

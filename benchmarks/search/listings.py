"""The public listings of an office, one JSON document a line: `python -m benchmarks.search.listings`."""

import json
import os
import sys


def main() -> int:
    """Print the listings of the data folder named by XENIA_DATA."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.registers.directory.models import Listing

    public = Listing.objects.filter(is_public=True).order_by("pk")
    for document in public.values_list("document", flat=True).iterator():
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

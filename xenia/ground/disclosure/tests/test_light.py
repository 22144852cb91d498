"""Every room asks this one what it may show; the solver is loaded only where a table is protected."""

import subprocess
import sys

from xenia.ground.disclosure import Policy


def test_what_every_room_needs_loads_no_solver() -> None:
    asked = (
        "import sys, xenia.ground.disclosure;"
        "sys.exit(any(name.partition('.')[0] in {'numpy', 'highspy', 'django'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_a_file_is_looked_at_without_the_packages_for_reports() -> None:
    """So that what is wrong with it is said at once, and in an office that does not have them."""
    asked = (
        "import sys, xenia.ground.disclosure.people;"
        "sys.exit(any(name.partition('.')[0] in {'numpy', 'highspy', 'django'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_house_hides_one_to_ten() -> None:
    assert [number for number in range(20) if Policy().need(number)] == list(range(1, 11))

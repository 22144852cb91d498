"""The browser of the journeys: Debian's Chromium, or one that XENIA_CHROMIUM names."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Letters of every language the interface speaks; without them screenshots show boxes.
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")
HOW_TO_GET_IT = "apt-get install chromium"


def chromium() -> Path | None:
    """The browser's program, if there is one."""
    named = os.environ.get("XENIA_CHROMIUM")
    found = next(filter(None, (shutil.which(name) for name in (named, *NAMES) if name)), None)
    return Path(found) if found else None


def may_install() -> bool:
    """Whether this machine lets us install Debian's packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> Path | None:
    """Install Chromium where that is allowed; the program, or None when it cannot be had."""
    if may_install():
        print("Installing Chromium for the journeys ...", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(
                ["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
            )
    return chromium()

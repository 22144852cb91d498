"""A mail server of its own process: `python -m …mail_server FOLDER`. It prints its port and keeps each e-mail as a file.

Addresses that begin with "unknown" are refused for good, those with "busy" for now.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Keeper:
    """Writes what it is given into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(  # noqa: N802 - the name the library calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take an address, or not."""
        if address.startswith("unknown"):
            return "550 5.1.1 No such user here"
        if address.startswith("busy"):
            return "451 4.7.1 Please come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep an e-mail."""
        number = len(list(self.folder.iterdir()))
        (self.folder / f"{number:04d}.eml").write_bytes(envelope.content)
        return "250 Kept"


async def serve(folder: Path) -> None:
    """Listen on a free port of this machine until the process ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(folder)), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))

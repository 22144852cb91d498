"""Files that are never laid on a disk as they came: what somebody sends under one of these names stays in memory.

Django lays larger files into the folder for passing things, in the clear. A picture somebody sends with a complaint is
not to lie there, not for a second. Its name is not kept either: people's names stand in it.
"""

import io
from typing import Any, Final

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

# Names of the fields in forms, filled by rooms.
KEPT_IN_MEMORY: set[str] = set()
# Of one form, all files together. What comes beyond is read and let go; the form says that it was too much.
MOST_TOGETHER: Final = 52 * 1024 * 1024


class KeptInMemory(FileUploadHandler):
    """Takes the files of fields named in KEPT_IN_MEMORY, and leaves all others to the handlers behind it."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.file: io.BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Ours, or another handler's."""
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO() if self.field_name in KEPT_IN_MEMORY else None
        if self.file is not None:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Kept while there is room."""
        if self.file is None:
            return raw_data
        self.taken += len(raw_data)
        if self.taken <= MOST_TOGETHER:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """The file, of the size it came with."""
        if self.file is None:
            return None
        self.file.seek(0)
        assert self.field_name
        return InMemoryUploadedFile(
            self.file, self.field_name, "picture", self.content_type or "", file_size, self.charset
        )

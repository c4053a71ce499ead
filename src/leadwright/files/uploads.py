"""Files on their way in: written to the disk as they come, and cut off where one is larger than may be."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from leadwright.files.store import Incoming

# So much one request may carry, or one file and what comes with it, if that is more.
TOGETHER = 32 * 2**20
BESIDE = 2**20


def most_together() -> int:
    """Return how many bytes a request with files may have."""
    return max(TOGETHER, int(settings.FILE_LIMIT) + BESIDE)


class Bounded(FileUploadHandler):
    """Stands before the handlers that store: passes by each file that is too large, and notes that it did."""

    @staticmethod
    def limit() -> int:
        """Return how many bytes a file may have."""
        return int(settings.FILE_LIMIT)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a part of a file on, unless the file is too large with it."""
        if start + len(raw_data) > self.limit():
            vars(self.request).setdefault("skipped_files", []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that stored it."""


def skipped_in(request: HttpRequest) -> list[str]:
    """Return the names of the files of a request that were too large."""
    return list(getattr(request, "skipped_files", ()))


def incoming_of(file: "UploadedFile[bytes]") -> Incoming:
    """Return a file that came with a form, as the store takes it."""
    return Incoming(name=file.name or "", media_type=file.content_type or "", content=file)

"""Files that come with a form: what is larger than a page takes is stopped before any of it is stored."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from leadwright.foundation.numbers import integer_in

LARGEST = 20 * 2**20


class Limited(FileUploadHandler):
    """The first of the handlers: stops the files of a request that is too large; its fields are read."""

    is_too_large = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note how large the request is."""
        self.is_too_large = content_length > LARGEST

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop at the first file of a request that is too large."""
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand everything on to the handlers that store it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that stored it."""


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether the files of a request were stopped."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    return request.method == "POST" and integer_in(sent, least=LARGEST + 1) is not None

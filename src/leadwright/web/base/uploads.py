"""Files that come with a form: what is larger than a page takes is stopped before any of it is stored."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload
from django.http import HttpRequest

from leadwright.files.uploads import Bounded, most_together
from leadwright.foundation.numbers import integer_in

LARGEST = 20 * 2**20
# The pages on which files are attached: they take as much as the store does.
WITH_FILES = frozenset(("lead-attach", "contact-attach", "activity-attach"))


class ManyFiles(forms.FileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none included unless it is required."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the files, each checked."""
        return [super(FilesField, self).clean(item, initial) for item in (data or [])]


class Limited(Bounded):
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
        self.is_too_large = content_length > _largest(self.request)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Stop at the first file of a request that is too large."""
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand everything on to the handlers that store it; of what is attached, no file that is too large."""
        return super().receive_data_chunk(raw_data, start) if _takes_files(self.request) else raw_data


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether the files of a request were stopped."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    return request.method == "POST" and integer_in(sent, least=_largest(request) + 1) is not None


def _largest(request: HttpRequest | None) -> int:
    return most_together() if _takes_files(request) else LARGEST


def _takes_files(request: HttpRequest | None) -> bool:
    match = request.resolver_match if request is not None else None
    return match is not None and match.view_name in WITH_FILES

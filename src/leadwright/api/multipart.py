"""Bodies that carry a file: written to the disk as they come, with the few fields beside it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from leadwright.files.quotas import words_of
from leadwright.files.store import Incoming
from leadwright.files.uploads import Bounded, incoming_of, most_together, skipped_in
from leadwright.foundation.numbers import integer_in
from leadwright.foundation.refusals import FieldError, field_error, refuse, refuse_fields

MULTIPART = "multipart/form-data"
FILE, SHARED = "file", "shared"
SWITCH: Mapping[str, bool] = {"true": True, "false": False}
# What may stand in such a body: where nobody is asked whether to share, the file alone.
FILE_ALONE, FILE_AND_SHARED = (FILE,), (FILE, SHARED)
PROPERTIES: Mapping[str, dict[str, Any]] = {
    FILE: {"type": "string", "format": "binary"},
    SHARED: {
        "type": "string",
        "enum": ["true", "false"],
        "description": "whether the other company reads it",
    },
}


@dataclass(frozen=True, kw_only=True)
class FileSent:
    """A file as it was sent, and whether the other company is to read it."""

    incoming: Incoming
    shared: bool


def body_of(fields: Collection[str]) -> dict[str, Any]:
    """Return what the document tells of a body with these fields."""
    schema = {
        "title": "FileBody" if SHARED in fields else "FileAloneBody",
        "type": "object",
        "properties": {name: PROPERTIES[name] for name in fields},
        "required": [FILE],
    }
    return {"requestBody": {"required": True, "content": {MULTIPART: {"schema": schema}}}}


def is_multipart(request: HttpRequest) -> bool:
    """Tell whether a body is called one with parts."""
    return request.content_type == MULTIPART


def file_sent(request: HttpRequest, fields: Collection[str] = FILE_AND_SHARED) -> FileSent:
    """Return the one file of a request with its fields; what is too large is refused before it is read."""
    if not is_multipart(request):
        refuse("NOT_MULTIPART")
    read_parts(request)
    if skipped_in(request):
        refuse("TOO_LARGE", field=FILE, limit=words_of(Bounded.limit()))
    faults: list[FieldError] = []
    strange = sorted({*request.POST, *request.FILES} - set(fields))
    faults += [field_error(name, "FIELD_UNKNOWN") for name in strange]
    files, switches = request.FILES.getlist(FILE), request.POST.getlist(SHARED)
    if not files and FILE not in request.POST:
        faults.append(field_error(FILE, "FIELD_REQUIRED"))
    elif len(files) != 1 or FILE in request.POST:
        faults.append(field_error(FILE, "FIELD_INVALID", reason=_("send one file in it, with a name")))
    if len(switches) > 1 or any(text not in SWITCH for text in switches) or SHARED in request.FILES:
        faults.append(field_error(SHARED, "FIELD_INVALID", reason=_("write true or false")))
    refuse_fields(faults)
    return FileSent(incoming=incoming_of(files[0]), shared=any(SWITCH[text] for text in switches))


def read_parts(request: HttpRequest) -> None:
    """Read a body with parts, once; its files go to the disk."""
    if hasattr(request, "_files"):
        return
    length = integer_in(request.META.get("CONTENT_LENGTH") or "")
    if length is None or length > most_together():
        refuse("TOO_LARGE", limit=words_of(Bounded.limit()))
    request.upload_handlers = [Bounded(request), TemporaryFileUploadHandler(request)]
    try:
        request.POST  # noqa: B018 - Django reads the body when it is asked for
    except RequestDataTooBig:
        refuse("TOO_LARGE", limit=words_of(Bounded.limit()))
    except (MultiPartParserError, SuspiciousOperation):
        refuse("MALFORMED", reason=_("its parts cannot be told apart, or are too many"))


def digest_of_parts(request: HttpRequest) -> bytes:
    """Return what tells one body with parts from another, whatever stands between its parts."""
    read_parts(request)
    digest = sha256(repr(sorted(request.POST.lists())).encode("utf-8", "replace"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode("utf-8", "replace"))
            for chunk in file.chunks():
                digest.update(chunk)
    return digest.digest()

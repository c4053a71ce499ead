"""Hand out a file: its bytes to be kept, or its small picture to be looked at."""

from django.http import HttpRequest, StreamingHttpResponse

from leadwright.files.models import File, Preview
from leadwright.files.naming import UNKNOWN, disposition
from leadwright.files.store import opened
from leadwright.foundation.downloads import sealed
from leadwright.foundation.refusals import NotFound


def content_of(file: File, request: HttpRequest) -> StreamingHttpResponse:
    """Return the bytes as they came, under a type that no browser shows."""
    content = opened(file.key)
    return sealed(request, content, size=file.size, disposition=disposition(file.name), media_type=UNKNOWN)


def preview_of(file: File, request: HttpRequest) -> StreamingHttpResponse:
    """Return the picture that we drew of a file; the file itself is never shown."""
    if file.preview != Preview.MADE:
        raise NotFound
    content = opened(file.preview_key)
    return sealed(request, content, size=content.size, disposition="inline", media_type="image/jpeg")

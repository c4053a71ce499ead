"""Hand an export out to who asked for it."""

from django.http import HttpRequest, StreamingHttpResponse

from leadwright.exports.models import Export, State
from leadwright.files.store import opened
from leadwright.foundation.downloads import sealed
from leadwright.foundation.refusals import refuse

MEDIA_TYPE = "application/zip"


def file_of(row: Export, request: HttpRequest) -> StreamingHttpResponse:
    """Return the bytes of an export that is ready."""
    if row.state != State.READY:
        refuse("EXPORT_NOT_READY")
    name = f"leadwright-{row.asked_at.date().isoformat()}-{row.pk}.zip"
    content = opened(row.key)
    disposition = f'attachment; filename="{name}"'
    return sealed(request, content, size=row.size, disposition=disposition, media_type=MEDIA_TYPE)

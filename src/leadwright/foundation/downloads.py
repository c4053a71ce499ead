"""Bytes of strangers on their way to a browser: kept as a file, and never shown as a page of ours."""

from collections.abc import Iterator

from django.core.files import File
from django.http import HttpRequest, StreamingHttpResponse

SEALED = "default-src 'none'; sandbox"


class Chunks:
    """The parts of a file, which is closed with the answer that sends them."""

    def __init__(self, content: "File[bytes]") -> None:
        self.content = content

    def __iter__(self) -> Iterator[bytes]:
        """Read it, part by part."""
        return self.content.chunks()

    def close(self) -> None:
        """Close it."""
        self.content.close()


def sealed(
    request: HttpRequest, content: "File[bytes]", *, size: int, disposition: str, media_type: str
) -> StreamingHttpResponse:
    """Return bytes that nothing may run or guess at; what is packed already is not packed again on the way."""
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"
    answer = StreamingHttpResponse(Chunks(content), content_type=media_type)
    answer.headers["Content-Length"] = str(size)
    answer.headers["Content-Disposition"] = disposition
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SEALED
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

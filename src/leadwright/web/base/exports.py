"""How pages hand out a list as a file: in the reader's words, in the format that was chosen."""

from collections.abc import Mapping

from leadwright.foundation.attempts import attempt_of
from leadwright.foundation.pages import address
from leadwright.foundation.sheets import Format, Wanted
from leadwright.web.base.requests import WebRequest


def wanted_by(request: WebRequest, file_format: Format) -> Wanted:
    """Return that a list is taken along from its page."""
    asked = attempt_of(request, face="page")
    return Wanted(format=file_format, in_words=True, has_mark=True, asked=asked, at=request.now)


def export_addresses(page: str, query: str) -> Mapping[str, str]:
    """Return where a list is handed out as it is narrowed, by format."""
    return {form.value: f"{address(f'{page}-{form}')}?{query}" for form in Format}

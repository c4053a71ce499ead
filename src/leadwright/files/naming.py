"""What a file is called and what it is: pure functions over what a stranger sent."""

import re
from urllib.parse import quote

from django.utils.translation import gettext as _

from leadwright.files.models import LONGEST_NAME
from leadwright.foundation.refusals import refuse
from leadwright.foundation.text import composed, fault_in_line, trimmed

UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
HEAD = 64
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,70}")
_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")
_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# What a browser or a program might run: kept, and called by no type that says so.
_ACTIVE = re.compile(r"html|xml|svg|script|flash|java|mhtml|multipart")


def name_in_package(key: int, name: str) -> str:
    """Return what a file is called in a package: by its number, so that no two are alike and none leads elsewhere."""
    return f"files/{key}-{_PLAIN.sub('_', name).strip('. ') or 'file'}"


def clean_name(name: str, *, field: str = "file") -> str:
    """Return the name of a file without folders; one that cannot be kept is refused by the field it came in."""
    plain = trimmed(composed(re.split(r"[/\\]", name)[-1]))
    if not plain.strip(". "):
        refuse("FIELD_INVALID", field=field, reason=_("a file needs a name"))
    if fault := fault_in_line(plain):
        refuse("FIELD_INVALID", field=field, reason=fault)
    if len(plain) > LONGEST_NAME:
        reason = _("the name of a file has at most {number} characters").format(number=LONGEST_NAME)
        refuse("FIELD_INVALID", field=field, reason=reason)
    return plain


def media_type_of(head: bytes, said: str) -> str:
    """Return what a file begins as; of what is not recognised what was said of it, unless that could be run."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    kind = said.partition(";")[0].strip().lower()
    is_claim = kind in (PDF, *IMAGES)
    is_known = _MEDIA_TYPE.fullmatch(kind) is not None and not _ACTIVE.search(kind)
    return kind if is_known and not is_claim else UNKNOWN


def has_preview(media_type: str) -> bool:
    """Tell whether a picture can be made of files of this type."""
    return media_type in (PDF, *IMAGES)


def proven_type(media_type: str) -> str:
    """Return the type under which a file leaves with a mail: one that its bytes bear out, or that of any bytes."""
    return media_type if has_preview(media_type) else UNKNOWN


def disposition(name: str) -> str:
    """Return the header that lets a browser keep a file under its name (RFC 6266), whatever signs it has."""
    plain = _PLAIN.sub("_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

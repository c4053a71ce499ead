"""Addresses of pages."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from leadwright.values.assumptions import assume
from leadwright.values.context import NOTHING_KNOWN, Context, Read, Unreadable
from leadwright.values.texts import visible

LONGEST = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:mailto|javascript|data|tel):", re.IGNORECASE)
_GAP = re.compile(r"[\s\x00-\x1f\x7f]")
_HOST = re.compile(r"(?:[\w](?:[\w-]*[\w])?\.)+[\w-]*[^\W\d_][\w-]*", re.UNICODE)


def read_url(text: str, context: Context = NOTHING_KNOWN) -> Read[str]:
    """Return a web address; one without http:// or https:// gets https://, which is told."""
    del context
    bare = visible(text[: LONGEST + 1])
    bare = bare[1:-1] if bare.startswith("<") and bare.endswith(">") else bare
    has_scheme = _SCHEME.match(bare) is not None
    address = bare if has_scheme else f"https://{bare.removeprefix('//')}"
    if len(text) > LONGEST or not is_address(address) or not (has_scheme or _is_like_a_host(address)):
        raise Unreadable(_("write a web address such as https://example.com/page"))
    return Read(address, () if has_scheme else (assume("scheme"),))


def is_address(text: str) -> bool:
    """Tell whether a text is the whole address of a page: of http or https, with a host, and without a user in it."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    is_plain = len(text) <= LONGEST and not _GAP.search(text) and "@" not in parts.netloc
    return parts.scheme.lower() in ("http", "https") and bool(host) and is_plain


def _is_like_a_host(address: str) -> bool:
    return _HOST.fullmatch(urlsplit(address).hostname or "") is not None

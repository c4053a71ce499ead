"""Pages by keyset: a marker says where the last page ended, and counts stop at a bound."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from leadwright.foundation import markers
from leadwright.leads.orders import KINDS

PAGE = 50
COUNTED = 1000
BY_NAME: dict[str, type] = KINDS | {"at": datetime, "name": str, "id": int}
marker = markers.marker


def page_links(request: HttpRequest, name: str, after: str, **kept: str) -> dict[str, str]:
    """Return where a list of that name goes on, and back to its beginning, as its template asks for them."""
    return {
        f"{name}_next": f"?{urlencode(kept | {'cursor': after})}" if after else "",
        f"{name}_first": request.path if request.GET.get("cursor") else "",
    }


def place_of(text: str, columns: Sequence[str]) -> tuple[Any, ...]:
    """Read the place of a row in an order by these columns; anything else is CURSOR_INVALID."""
    return markers.place_of(text, [BY_NAME[column] for column in columns])

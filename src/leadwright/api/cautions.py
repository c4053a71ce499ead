"""What an answer says beside what it did: a stored text that holds somebody's national number."""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from leadwright.contacts.national import holds_number

View = Callable[..., HttpResponse]
HEADER = "Leadwright-Caution"


def without_cautions(view: View) -> View:
    """Mark an operation that stores no text, or only what it keeps encrypted."""
    view.__dict__["has_no_cautions"] = True
    return view


def may_caution(view: View) -> bool:
    """Tell whether an operation warns of what the texts that it stores hold."""
    return not getattr(view, "has_no_cautions", False)


def with_cautions(view: View) -> View:
    """Name the fields whose text holds what is a national number by its check digits, where it was stored."""

    @wraps(view)
    def cautioned(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        sent = getattr(request, "given", None)
        if may_caution(view) and isinstance(sent, Mapping) and response.status_code < 300:
            fields = sorted(name for name in sent if any(map(holds_number, _texts(sent[name]))))
            if fields:
                response[HEADER] = f"national-number; fields={','.join(fields)}"
        return response

    return cautioned


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)

"""The parameters of an operation: its document names them, and no other is taken."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI

from leadwright.api.answers import LIMIT, MOST
from leadwright.fields.filtering import is_own
from leadwright.foundation.parameters import known_once, refuse_parameter, refuse_parameters
from leadwright.leads.filters import reader_of
from leadwright.people.filtering import ORDERING, Chosen, Filter, FilterTable
from leadwright.people.models import User

View = Callable[..., HttpResponse]
SEVERAL = gettext_lazy("one or more, with commas between them")
SWITCHES = {"true": True, "1": True, "false": False, "0": False, "": False}
EMPTY = {"type": "string", "maxLength": 0}
PAGING: tuple[dict[str, Any], ...] = (
    {
        "name": "limit",
        "in": "query",
        "schema": {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST}, EMPTY], "default": LIMIT},
    },
    {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "`next` of the last page"},
)
OWN_FIELDS = "field"
# Each organisation has its own: they are told by their shape alone.
BY_OWN_FIELDS: dict[str, Any] = {
    "name": OWN_FIELDS,
    "in": "query",
    "style": "form",
    "explode": True,
    "description": gettext_lazy(
        "own fields that are filterable, as field.KEY; of numbers, amounts and dates also field.KEY.from and"
        " field.KEY.to; ordering takes field.KEY too"
    ),
    "schema": {
        "type": "object",
        "maxProperties": 0,
        "additionalProperties": {"type": "string"},
    },
}
SWITCH: dict[str, Any] = {"anyOf": [{"type": "boolean"}, EMPTY], "default": False}
COUNT: dict[str, Any] = {"name": "count", "in": "query", "schema": SWITCH}
BOM: dict[str, Any] = {
    "name": "bom",
    "in": "query",
    "description": gettext_lazy("begin with a byte order mark, by which spreadsheets know UTF-8"),
    "schema": SWITCH,
}


class DocumentedOnly:
    """Refuses each parameter that the document of the API does not name for the operation, and one given twice."""

    def __init__(self, api: NinjaAPI) -> None:
        self.api = api

    @cached_property
    def known(self) -> dict[tuple[str, str], frozenset[str]]:
        """The names of the parameters in the document, by method and route."""
        paths: Mapping[str, Any] = self.api.get_openapi_schema()["paths"]
        return {
            (method.upper(), path): frozenset(_queried(operation.get("parameters", ())))
            for path, methods in paths.items()
            for method, operation in methods.items()
        }

    def __call__(self, view: View) -> View:
        """Check the address before the operation; who asks was found out already."""

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            known = self.known[(request.method or "", _path(request))]
            own = {name for name in request.GET if is_own(name)} if OWN_FIELDS in known else set()
            known_once(request.GET, (known - {OWN_FIELDS}) | own)
            return view(request, *args, **kwargs)

        return checked


def _queried(parameters: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (str(row["name"]) for row in parameters if row["in"] == "query")


def _path(request: HttpRequest) -> str:
    """Return the path of the operation as the document writes it, with {places}."""
    match = request.resolver_match
    route = match.route if match is not None else ""
    return "/" + route.replace("<", "{").replace(">", "}")


def parameters_of(
    table: FilterTable[Any], *more: dict[str, Any], in_pages: bool = True
) -> list[dict[str, Any]]:
    """Return the parameters of a list as its document tells them: filters, order, page."""
    filters = [_documented(row) for row in table.filters]
    former = [
        _documented(row) | {"name": name, "deprecated": True}
        for row in table.filters
        for name in row.other_names
    ]
    return [*filters, *former, _ordering(table), *(PAGING if in_pages else ()), *more]


def filter_schema(row: Filter[Any]) -> dict[str, Any]:
    """Return what fits a filter; several values are a list."""
    schema = dict(row.kind.schema)
    return {"type": "array", "items": schema} if row.many else schema


def _documented(row: Filter[Any]) -> dict[str, Any]:
    parameter: dict[str, Any] = {"name": row.name, "in": "query", "description": _description(row)}
    by_comma = {"style": "form", "explode": False} if row.many else {}
    # An empty one counts as none, as a form sends it.
    return parameter | {"schema": {"anyOf": [filter_schema(row), EMPTY]}} | by_comma


def _description(row: Filter[Any]) -> Any:
    sentences = [words for words in (row.words, row.hint, SEVERAL if row.many else "") if words]
    return format_lazy("; ".join("{}" for _words in sentences), *sentences)


def _ordering(table: FilterTable[Any]) -> dict[str, Any]:
    names = [direction.name for direction in table.directions()]
    names += [f"{sign}{name}" for order in table.orders for name in order.other_names for sign in ("", "-")]
    schema = {"type": "string", "enum": [*names, ""], "default": table.usual_order}
    return {"name": ORDERING, "in": "query", "schema": schema}


def chosen(request: HttpRequest, table: FilterTable[Any], *, by: User, at: datetime) -> Chosen:
    """Return what the address narrows a list to; whatever does not fit is refused by its name."""
    names = {ORDERING, *(name for row in table.filters for name in (row.name, *row.other_names))}
    data = {name: str(request.GET[name]) for name in request.GET if name in names or is_own(name)}
    narrowed = table.read(data, reader_of(by, at))
    refuse_parameters(narrowed.faults)
    return narrowed


def switch(request: HttpRequest, name: str) -> bool:
    """Return whether something is wanted: true or false."""
    text = request.GET.get(name, "").lower()
    if text not in SWITCHES:
        refuse_parameter(name, _("write true or false"))
    return SWITCHES[text]

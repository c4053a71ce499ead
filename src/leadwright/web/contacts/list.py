"""The list of contacts: filters from the address, pages by keyset."""

from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadwright.accounts.filters import CONTACTS, contacts_for
from leadwright.contacts import finding, listing
from leadwright.contacts.card_exporting import CardFile, export_cards
from leadwright.contacts.exporting import export
from leadwright.contacts.models import ContactQuerySet
from leadwright.fields.definitions import Fields
from leadwright.fields.filtering import is_own
from leadwright.fields.subjects import Subject
from leadwright.foundation import markers
from leadwright.foundation.pages import address as page_address
from leadwright.foundation.parameters import refuse_parameters
from leadwright.foundation.sheets import Format, Sheet
from leadwright.leads.customers import customers_among
from leadwright.leads.features import Features
from leadwright.leads.filters import reader_of
from leadwright.leads.states import Feature
from leadwright.people.access import may
from leadwright.people.filtering import ORDERING, Chosen
from leadwright.people.models import User
from leadwright.web.base.exports import export_addresses, wanted_by
from leadwright.web.base.filters import FilterForm, parameters
from leadwright.web.base.paging import COUNTED, PAGE, marker
from leadwright.web.base.requests import WebRequest
from leadwright.web.base.shapes import Link
from leadwright.web.parts.columns import columns_of
from leadwright.web.parts.contact_lines import contact_lines

NEAREST = 50
VIEWS: tuple[tuple[Any, dict[str, str], str], ...] = (
    (gettext_lazy("All"), {}, ""),
    (gettext_lazy("Companies"), {"kind": "company"}, ""),
    (gettext_lazy("People"), {"kind": "person"}, ""),
    (gettext_lazy("Customers"), {"customer": "yes"}, Feature.CONVERSION),
    (gettext_lazy("Blocked"), {"blocked": "yes"}, ""),
)
IN_VIEWS = ("kind", "blocked", "customer")


def form_of(request: WebRequest) -> FilterForm:
    """Return the filters of the address as a form; a strange parameter is refused."""
    table = contacts_for(request.user)
    data = parameters(request.GET, table, "cursor")
    return FilterForm(data, table=table, reader=reader_of(request.user, request.now))


def list_context(request: WebRequest) -> dict[str, Any]:
    """Return what the page of contacts is drawn from; with a wrong filter it holds nothing."""
    form, directions = form_of(request), list(contacts_for(request.user).directions())
    columns = columns_of(request, Subject.CONTACT, form.chosen, directions, address=page_address("contacts"))
    chosen = form.chosen
    rows, after, counted = _rows(request, chosen, columns.fields) if not form.is_wrong else ([], "", "")
    return {
        "filters": form,
        "filters_open": bool(form.is_wrong or form.texts.keys() - {"q", ORDERING}),
        "columns": columns,
        "rows": contact_lines(rows, request.user, columns.fields),
        "counted": counted,
        "next": _address(request, cursor=after) if after else "",
        "first": _address(request) if request.GET.get("cursor") else "",
        "views": _views(form.texts, request.features),
        "may_create": may(request.user, "contact.create"),
        "may_export": may(request.user, "contact.export"),
        "export_addresses": export_addresses("contacts", _query(request)),
        "cards_address": _address(request, at="contact-cards"),
    }


def exported(request: WebRequest, file_format: Format) -> Sheet:
    """Return the contacts of the list as it is narrowed, all pages of it, to be kept as a file for spreadsheets."""
    chosen = form_of(request).chosen
    refuse_parameters(chosen.faults)
    return export(
        chosen,
        narrow=_narrow(chosen),
        customers=customers_among,
        wanted=wanted_by(request, file_format),
    )


def exported_cards(request: WebRequest) -> CardFile:
    """Return the contacts of the list as it is narrowed, all pages of it, as vCards."""
    chosen = form_of(request).chosen
    refuse_parameters(chosen.faults)
    return export_cards(chosen, narrow=_narrow(chosen), wanted=wanted_by(request, Format.CSV))


def _narrow(chosen: Chosen) -> listing.Narrow:
    def narrow(rows: ContactQuerySet) -> ContactQuerySet:
        return contacts_for(chosen.reader.user).narrow(rows, chosen)

    return narrow


def _rows(request: WebRequest, chosen: Chosen, columns: Fields) -> tuple[list[listing.ContactLine], str, str]:
    user, order, narrow = request.user, chosen.order, _narrow(chosen)
    if q := chosen.values.get("q"):
        nearest = finding.find_contacts(q, by=user, limit=NEAREST, narrow=narrow)
        words = ngettext(
            "%(n)d contact, the nearest first", "%(n)d contacts, the nearest first", len(nearest)
        )
        return [listing.line_of(row) for row in nearest], "", words % {"n": len(nearest)}
    cursor = request.GET.get("cursor")
    place, shape = markers.place_of(cursor, listing.kinds(order)) if cursor else None, _shape(chosen)
    rows = listing.lines(
        user,
        narrow=narrow,
        shape=shape,
        size=PAGE + 1,
        order=order,
        after=place,
        with_own=bool(columns),
    )
    after = marker(rows[PAGE - 1][1]) if len(rows) > PAGE else ""
    return [line for line, _place in rows[:PAGE]], after, _counted(user, narrow, shape)


def _shape(chosen: Chosen) -> Hashable | None:
    """Return all that the SQL of the list follows from, but for who reads it; None if it is another each time."""
    is_steady = CONTACTS.is_steady(chosen) and not any(map(is_own, chosen.values))
    return tuple(sorted(chosen.values.items())) if is_steady else None


def _counted(user: User, narrow: listing.Narrow, shape: Hashable | None) -> str:
    number = listing.counts(user, narrow=narrow, shape=shape, bound=COUNTED + 1)
    if number > COUNTED:
        return _("more than %(number)d contacts") % {"number": COUNTED}
    return ngettext("%(n)d contact", "%(n)d contacts", number) % {"n": number}


def _address(request: WebRequest, *, at: str = "contacts", **more: str) -> str:
    return f"{page_address(at)}?{_query(request, **more)}"


def _query(request: WebRequest, **more: str) -> str:
    query = request.GET.copy()
    query.pop("cursor", None)
    query.update(more)
    return query.urlencode()


def _views(texts: Mapping[str, str], features: Features) -> list[Link]:
    now = {name: texts[name] for name in IN_VIEWS if name in texts}
    return [
        Link(label=str(label), address=f"{page_address('contacts')}?{urlencode(view)}", current=now == view)
        for label, view, part in VIEWS
        if not part or features.has(part)
    ]

"""The list of contacts: filters from the address, pages by keyset."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadwright.accounts.models import Account
from leadwright.contacts import finding, listing
from leadwright.contacts.models import Contact, ContactGroup
from leadwright.foundation.refusals import refuse
from leadwright.leads.features import Features
from leadwright.leads.states import Feature
from leadwright.people.access import may
from leadwright.people.models import User
from leadwright.web.base.choices import named_countries
from leadwright.web.base.forms import blank, let_choose
from leadwright.web.base.paging import COUNTED, PAGE, marker, place_of
from leadwright.web.base.requests import WebRequest
from leadwright.web.base.shapes import Link
from leadwright.web.parts.contact_lines import contact_rows

FOUND = 50
PLACES = {listing.NAME: ("name", "id"), listing.NEWEST: ("at", "id"), listing.CHANGED: ("at", "id")}
ORDERS = [
    (listing.NAME, gettext_lazy("Name")),
    (listing.NEWEST, gettext_lazy("Newest first")),
    (listing.CHANGED, gettext_lazy("Last changed first")),
]


class ContactFilters(forms.Form):
    """What the list is narrowed to."""

    use_required_attribute = False
    q = forms.CharField(label=gettext_lazy("Name, e-mail, phone or number"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", "—"), ("person", gettext_lazy("Person")), ("company", gettext_lazy("Company"))],
    )
    group = forms.ChoiceField(label=gettext_lazy("Contact group"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    blocked = forms.ChoiceField(
        label=gettext_lazy("Blocked"),
        required=False,
        choices=[("", "—"), ("yes", gettext_lazy("only blocked"))],
    )
    customer = forms.ChoiceField(
        label=gettext_lazy("Customer"),
        required=False,
        choices=[("", "—"), ("yes", gettext_lazy("only customers"))],
    )
    ordering = forms.ChoiceField(label=gettext_lazy("Sort by"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, features: Features, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if not features.has(Feature.CONVERSION):
            del self.fields["customer"]
        let_choose(self, "group", blank([(one.code, one.label) for one in ContactGroup.objects.all()]))
        let_choose(self, "country", blank(named_countries()))

    def chosen(self) -> dict[str, str]:
        """Return the filters that are set; an unknown one or a strange value is refused."""
        strange = self.data.keys() - self.fields.keys() - {"cursor"}
        if strange or not self.is_valid():
            name = min(strange) if strange else next(iter(self.errors))
            refuse("FILTER_UNKNOWN", name=name, field=name)
        return {name: value for name, value in self.cleaned_data.items() if value}


def list_context(request: WebRequest) -> dict[str, Any]:
    """Return what the page of contacts is drawn from."""
    form = ContactFilters(request.GET, features=request.features)
    chosen = form.chosen()
    wanted = wanted_of(chosen)
    order = chosen.get("ordering") or listing.NAME
    rows, after, counted = _rows(request, chosen, wanted, order)
    return {
        "filters": form,
        "filters_open": bool(set(chosen) - {"q", "ordering"}),
        "rows": contact_rows(rows, request.user),
        "counted": counted,
        "next": _address(request, cursor=after) if after else "",
        "first": _address(request) if request.GET.get("cursor") else "",
        "views": _views(chosen, request.features),
        "may_create": may(request.user, "contact.create"),
        "may_export": may(request.user, "contact.export"),
        "export_address": _address(request, at="contact-cards"),
    }


def wanted_of(chosen: dict[str, str]) -> listing.Wanted:
    """Return the filters as the list takes them."""
    return listing.Wanted(
        kind=chosen.get("kind", ""),
        group=chosen.get("group", ""),
        country=chosen.get("country", ""),
        blocked=bool(chosen.get("blocked")),
        among=Account.objects.values("contact") if chosen.get("customer") else None,
    )


def chosen_contacts(request: WebRequest, *, most: int) -> list[Contact]:
    """Return the contacts of the list as it is narrowed, up to a number."""
    chosen = ContactFilters(request.GET, features=request.features).chosen()
    wanted = wanted_of(chosen)
    if chosen.get("q"):
        return finding.found(chosen["q"], by=request.user, limit=most, narrow=wanted.narrow)
    order = chosen.get("ordering") or listing.NAME
    return listing.page(request.user, wanted=wanted, size=most, order=order)


def _rows(
    request: WebRequest, chosen: dict[str, str], wanted: listing.Wanted, order: str
) -> tuple[list[Contact], str, str]:
    user = request.user
    if chosen.get("q"):
        found = finding.found(chosen["q"], by=user, limit=FOUND, narrow=wanted.narrow)
        told = ngettext("%(n)d contact, the nearest first", "%(n)d contacts, the nearest first", len(found))
        return found, "", told % {"n": len(found)}
    place = _place(request.GET.get("cursor"), order)
    page = listing.page(user, wanted=wanted, size=PAGE + 1, order=order, after=place)
    after = marker(listing.place(page[PAGE - 1], order)) if len(page) > PAGE else ""
    return page[:PAGE], after, _counted(user, wanted)


def _place(cursor: str | None, order: str) -> tuple[str | datetime, int] | None:
    if not cursor:
        return None
    value, pk = place_of(cursor, PLACES[order])
    return value, pk


def _counted(user: User, wanted: listing.Wanted) -> str:
    number = listing.counts(user, wanted=wanted, bound=COUNTED + 1)
    if number > COUNTED:
        return _("more than %(number)d contacts") % {"number": COUNTED}
    return ngettext("%(n)d contact", "%(n)d contacts", number) % {"n": number}


def _address(request: WebRequest, *, at: str = "contacts", **more: str) -> str:
    query = request.GET.copy()
    query.pop("cursor", None)
    query.update(more)
    return f"{reverse(at)}?{query.urlencode()}"


def _views(chosen: dict[str, str], features: Features) -> list[Link]:
    offered = [
        (_("All"), {}),
        (_("Companies"), {"kind": "company"}),
        (_("People"), {"kind": "person"}),
        *([(_("Customers"), {"customer": "yes"})] if features.has(Feature.CONVERSION) else []),
        (_("Blocked"), {"blocked": "yes"}),
    ]
    now = {name: chosen[name] for name in ("kind", "blocked", "customer") if name in chosen}
    return [
        Link(label=label, address=f"{reverse('contacts')}?{urlencode(view)}", current=now == view)
        for label, view in offered
    ]

"""The search of the top box: leads, open and closed, and contacts on one page; a number leads to its lead."""

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadwright.contacts.finding import find_contacts
from leadwright.foundation.pages import render
from leadwright.foundation.parameters import known_once, without_trackers
from leadwright.leads.finding import MOST, LeadHits, find_leads, lead_named
from leadwright.leads.models import Lead
from leadwright.people.access import may
from leadwright.web.base.requests import WebRequest, go
from leadwright.web.parts.contact_lines import contact_rows
from leadwright.web.parts.lead_lines import COLUMNS, lead_rows
from leadwright.web.parts.lead_links import address_with
from leadwright.web.parts.shapes import LeadRow


@require_safe
def search(request: WebRequest) -> HttpResponse:
    """Show which leads and contacts a text means, or go to the lead whose number it is."""
    text = known_once(without_trackers(request.GET), {"q"}).get("q", "").strip()
    number = lead_named(text, by=request.user)
    if number is not None:
        return go(request, reverse("lead", args=[number]))
    hits = find_leads(text, by=request.user)
    knows_contacts = may(request.user, "contact.view")
    contacts = find_contacts(text, by=request.user, limit=MOST) if knows_contacts and text else []
    context = {
        "text": text,
        "heading": _("Found for “%(text)s”") % {"text": text} if text else _("Search"),
        "exact": hits.exact,
        "open_rows": _lines(request, hits.open),
        "closed_rows": _lines(request, hits.closed),
        "more_leads": _list_of_all(text, hits),
        "knows_contacts": knows_contacts,
        "back_here": quote(request.get_full_path()),
        "contacts": contact_rows(contacts, request.user),
    }
    return render(request, "leads/search.html", context)


def _lines(request: WebRequest, numbers: tuple[int, ...]) -> list[LeadRow]:
    """Return leads as lines, in the order of their numbers here."""
    if not numbers:
        return []
    rows = Lead.objects.within_reach(request.user, "lead.view").filter(pk__in=numbers)
    known = {row[0]: row for row in rows.values_list(*COLUMNS)}
    return lead_rows([known[pk] for pk in numbers if pk in known], request.now, by=request.user)


def _list_of_all(text: str, hits: LeadHits) -> str:
    """Return the address of the list with all leads that fit, where there may be more than stand here."""
    is_full = MOST in (len(hits.open), len(hits.closed))
    return address_with(q=text, owner="any", state="any") if hits.exact and is_full else ""

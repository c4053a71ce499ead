"""The way to a new lead: find or enter the contact, give roles, look at its leads, say what is wanted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.contacts.finding import find_contacts
from leadwright.contacts.likeness import likenesses
from leadwright.contacts.models import Contact
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import sentence_of
from leadwright.leads import actions
from leadwright.leads.existing import leads_around, nearest_first, own_leads
from leadwright.leads.parties import names_of
from leadwright.leads.states import Feature
from leadwright.people.access import may, require
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.leads.existing import existing_rows
from leadwright.web.leads.new_lead_forms import NewLeadForm, RolesForm, SourceForm
from leadwright.web.leads.new_lead_steps import MOST_OTHERS, NewLeadSteps, reached, steps, steps_of
from leadwright.web.parts.likely_contacts import HINT, STOP, likely_contacts
from leadwright.web.parts.matching_contacts import ContactMatch, contact_matches, people_of
from leadwright.web.parts.new_contact_form import NewContactForm

MOST = 20
BESIDE = 8
page_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def search(request: WebRequest) -> HttpResponse:
    """Look whether the contact is known already; while somebody types, the list alone."""
    require(request.user, "lead.create")
    text = request.GET.get("q", "")[:200]
    context = {
        "steps": steps(1),
        "q": text,
        "found": contact_matches(find_contacts(text, by=request.user, limit=MOST), by=request.user)
        if text.strip()
        else [],
        "may_enter": may(request.user, "contact.create"),
    }
    return render(request, f"leads/new/search.html{_part(request, 'found')}", context)


def _part(request: WebRequest, name: str) -> str:
    """Return the block that htmx asks for, if it asks for this one."""
    return f"#{name}" if request.headers.get("HX-Target", "").endswith(name) else ""


@page_methods
def contact(request: WebRequest) -> HttpResponse:
    """Enter the contact; before it is stored, those that it is likely to be are shown."""
    require(request.user, "lead.create")
    require(request.user, "contact.create")
    path = _joined_by(request)
    main = path.contact if path else None
    form = NewContactForm(
        typed(request),
        by=request.user,
        has_opt_ins=request.features.has(Feature.CONSENTS),
        initial=_begun(request, main),
    )
    rows: list[ContactMatch] = []
    if request.method == "POST" and form.is_valid():
        rows = (
            [] if request.POST.get("another") else likely_contacts(form.draft(), by=request.user, least=STOP)
        )
        if not rows:
            entered = form.tried(lambda: _entered(request, form))
            if entered is not None:
                return go(request, f"{_address_with(path)}{entered.pk}")
    context = {
        "steps": steps(1),
        "form": form,
        "likely": rows,
        "asked": bool(rows),
        "main": main,
        "address": request.get_full_path(),
        "query": request.GET.urlencode(),
        "way_on": _address_with(path),
    }
    return render(request, "leads/new/contact.html", context, status=form.status)


def _entered(request: WebRequest, form: NewContactForm) -> Contact:
    consents = form.opt_ins()
    return actions.contact_for(form.draft(), by=request.user, at=request.now, consents=consents)


def _begun(request: WebRequest, main: Contact | None) -> dict[str, Any]:
    """Return what is known of a new contact: the name that was searched for, or the company of the first one."""
    if main is None:
        name = request.GET.get("name", "")[:200]
        return {"name": name, "family_name": name}
    company = names_of(main)["company"]
    known = (
        {"title": "person", "company": f"{company.name} · {company.pk}"} if company else {"title": "person"}
    )
    return known | {"country": main.country} if main.country else known


def _joined_by(request: WebRequest) -> NewLeadSteps | None:
    """Return the lead so far that a new contact joins, if it is not the first one of it."""
    joins = reached(request.GET.get("for", ""), by=request.user)
    return steps_of(request, contact=joins) if joins else None


def _address_with(path: NewLeadSteps | None) -> str:
    """Return the address that the id of the chosen contact is put behind."""
    return f"{path.to('lead-new-role')}&add=" if path else f"{reverse('lead-new-role')}?contact="


@require_POST
def alike(request: WebRequest) -> HttpResponse:
    """Tell while somebody types which contacts the new one is likely to be; nothing is stored."""
    require(request.user, "lead.create")
    form = NewContactForm(request.POST, by=request.user)
    path = _joined_by(request)
    items = likely_contacts(form.draft(), by=request.user, least=HINT) if form.is_valid() else []
    return render(
        request, "leads/new/likely.html", {"likely": items, "asked": False, "way_on": _address_with(path)}
    )


@require_safe
def role(request: WebRequest) -> HttpResponse:
    """Say what the contact is in this lead, and name those who take part beside it."""
    require(request.user, "lead.create")
    path = steps_of(request)
    text = request.GET.get("others_q", "")[:200]
    offered = find_contacts(text, by=request.user, limit=BESIDE) if text.strip() else []
    offered = offered or people_of(path.contact, by=request.user, most=BESIDE)
    present = {path.contact.pk, *(row.pk for row in path.others)}
    context = {
        "steps": steps(2),
        "way": path,
        "who": contact_matches([path.contact], by=request.user)[0],
        "names": names_of(path.contact),
        "form": RolesForm(initial=dict(path.chosen), others=path.others),
        "q": text,
        "others": contact_matches([row for row in offered if row.pk not in present], by=request.user),
        "joined": contact_matches(path.others, by=request.user),
        "is_full": len(path.others) >= MOST_OTHERS,
        "may_enter": may(request.user, "contact.create"),
        "caution": _caution(path.contact, by=request.user),
    }
    return render(request, f"leads/new/role.html{_part(request, 'others')}", context)


def _caution(contact: Contact, *, by: User) -> str:
    if any(likeness.is_sure for likeness in likenesses(contact, by=by)):
        return sentence_of("EQUALS_BLOCKED", {"name": contact.name})
    company = contact.company
    if company is None or not company.is_blocked:
        return ""
    return _("%(name)s is blocked, and %(person)s works there.") % {
        "name": company.name,
        "person": contact.name,
    }


@require_safe
def existing(request: WebRequest) -> HttpResponse:
    """Show the leads that the contact has already; without any, the way goes on."""
    require(request.user, "lead.create")
    path = steps_of(request)
    own = nearest_first(own_leads(path.contact, by=request.user), path.source)
    around = nearest_first(leads_around(path.contact, by=request.user), path.source)
    if not own and not around:
        return go(request, path.to("lead-new-details"))
    context = {
        "steps": steps(3),
        "way": path,
        "who": contact_matches([path.contact], by=request.user)[0],
        "own": existing_rows(own, path.source, by=request.user),
        "around": existing_rows(around, path.source, by=request.user),
        "form": SourceForm(initial=dict(path.chosen)),
    }
    return render(request, "leads/new/existing.html", context)


@page_methods
def details(request: WebRequest) -> HttpResponse:
    """Say what the customer wants; saved, the new lead's page follows."""
    require(request.user, "lead.create")
    path, may_offer = steps_of(request), may(request.user, "lead.offer")
    form = NewLeadForm(typed(request), by=request.user, may_offer=may_offer, initial=dict(path.chosen))
    if request.method == "POST":
        lead = form.tried(lambda: actions.create(_data(request, path, form), by=request.user, at=request.now))
        if lead is not None:
            messages.success(request, _("The lead is saved."))
            return go(request, reverse("lead", args=[lead.pk]))
    confirm = form.refusal is not None and form.refusal.code == "CONFIRM_NEW_REQUIRED"
    own = nearest_first(own_leads(path.contact, by=request.user), path.source) if confirm else []
    context = {
        "steps": steps(4),
        "way": path,
        "who": contact_matches([path.contact], by=request.user)[0],
        "others": path.others,
        "form": form,
        "own": existing_rows(own, path.source, by=request.user),
        "address": request.get_full_path(),
    }
    return render(request, "leads/new/details.html", context, status=form.status)


def _data(request: WebRequest, path: NewLeadSteps, form: NewLeadForm) -> dict[str, Any]:
    chosen = path.chosen
    roles = {name: chosen[name] for name in ("role", "person_role") if chosen.get(name)}
    lines = [{"contact": other.pk, **path.roles_of(other)} for other in path.others]
    confirmed = path.is_confirmed or request.POST.get("confirm") == "1"
    data = {"contact": {"id": path.contact.pk}, "parties": lines, "confirm_new": confirmed}
    return form.data_for_action() | roles | data

"""People and companies: their list, their pages, and the forms that enter and change them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.contacts import actions, listing
from leadwright.contacts.field_words import kind_in_words
from leadwright.contacts.lifecycle import Verb, allowed_actions, check
from leadwright.contacts.likeness import likenesses
from leadwright.contacts.models import Contact, Kind
from leadwright.contacts.own import in_sections, own_fields_of
from leadwright.contacts.telling import hidden_from
from leadwright.foundation.pages import render
from leadwright.foundation.sheets import Format
from leadwright.leads.customers import customers_among
from leadwright.leads.lifecycle import can_begin
from leadwright.leads.states import Feature
from leadwright.people.access import require
from leadwright.people.moves import open_verbs
from leadwright.web.base.merging import latest_change
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.contacts import page as contact_page
from leadwright.web.contacts.history import history_of
from leadwright.web.contacts.list import exported, list_context
from leadwright.web.contacts.mergers import mergers_of
from leadwright.web.contacts.national_number import number_area
from leadwright.web.parts.consent_matrix import consent_matrix
from leadwright.web.parts.contact_activities import contact_activities
from leadwright.web.parts.contact_form import ContactForm, as_typed, rows_for
from leadwright.web.parts.files import OF_CONTACTS
from leadwright.web.parts.likely_contacts import HINT, STOP, likely_contacts, twins_of
from leadwright.web.parts.matching_contacts import ContactMatch

PEOPLE = 50
CONTINUE_AT = "/contacts/"


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the contacts within reach, with filters and search."""
    require(request.user, "contact.view")
    name = "contacts/list.html"
    if request.htmx and request.headers.get("HX-Target") == "list":
        name += "#panel"
    context = list_context(request)
    return render(request, name, context, status=context["filters"].status)


@require_POST
def export(request: WebRequest, file_format: Format) -> HttpResponseBase:
    """Hand out the contacts of the list, as it is narrowed, as a file for spreadsheets."""
    return exported(request, file_format).answer(request)


@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show a contact with its leads, people and history."""
    user = request.user
    rows = Contact.objects.within_reach(user, "contact.view").select_related("company", "access_group")
    standing = rows.survivor_of(pk)
    if standing is not None and standing.pk != pk:
        return go(request, reverse("contact", args=[standing.pk]))
    contact = rows.with_channels().fetch(pk)
    own = contact.organisation_id == user.organisation_id
    verbs, alike = open_verbs(allowed_actions(contact, user)), likenesses(contact, by=user)
    context = {
        "contact": contact,
        "account": customers_among([pk]).get(pk),
        "kind": kind_in_words(contact.kind),
        "facts": contact_page.facts_of(contact, by=user, at=request.now),
        "remarks": "" if "remarks" in hidden_from(user, contact) else contact.remarks,
        "address": contact_page.address_of(contact),
        "channels": contact_page.channels_of(contact, by=user),
        "warnings": contact_page.notices_of(contact),
        **_around(request, contact, may_add_files=Verb.ATTACH in verbs),
        "consents": consent_matrix(contact, by=user, at=request.now, now=request.now)
        if request.features.has(Feature.CONSENTS)
        else None,
        "history": history_of(contact, by=user, at=request.now, cursor=request.GET.get("cursor", "")),
        "own": own,
        "own_sections": in_sections(own_fields_of(user, contact), contact.own_fields, by=user),
        "likenesses": alike,
        "twins": twins_of(contact, by=user) if Verb.MERGE in verbs else [],
        "number": number_area(contact, user),
        "mergers": mergers_of(contact) if own else [],
        "open": verbs,
        "may_create_lead": can_begin(contact, by=user) and not any(row.is_sure for row in alike),
    }
    return render(request, "contacts/show.html", context)


def _around(request: WebRequest, contact: Contact, *, may_add_files: bool) -> dict[str, Any]:
    """Return what hangs on a contact: leads, activities, people and files."""
    user = request.user
    people = listing.of_company(contact, user, size=PEOPLE) if contact.kind == Kind.COMPANY else []
    return {
        "tiles": contact_page.lead_tiles(contact, user),
        "leads": contact_page.latest_leads(contact, user, request.now),
        "acts": contact_activities(request, contact),
        "people": people,
        "person_forms": contact_page.forms_for(people, by=user),
        "files": OF_CONTACTS.panel(
            contact, by=user, may_add=may_add_files, cursor=request.GET.get("files", "")
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """Enter a contact, and land on its page."""
    require(request.user, "contact.create")
    form = ContactForm(typed(request), by=request.user)
    alike: list[ContactMatch] = []
    if request.method == "POST" and form.is_valid():
        alike = _asked_about(request, form)
        contact = None if alike else form.tried(lambda: _entered(request, form))
        if contact is not None:
            return _saved(request, contact)
    return _form_page(request, form, title=_("New contact"), back=reverse("contacts"), likely=alike)


def _asked_about(request: WebRequest, form: ContactForm) -> list[ContactMatch]:
    """Return the contacts that the new one is likely to be, unless somebody said that it is another one."""
    if request.POST.get("another"):
        return []
    return likely_contacts(form.payload(), by=request.user, least=STOP)


def _entered(request: WebRequest, form: ContactForm) -> Contact:
    return actions.enter(form.payload(), by=request.user, at=request.now)


@require_POST
def alike(request: WebRequest) -> HttpResponse:
    """Tell while somebody types which contacts the new one is likely to be; nothing is stored."""
    require(request.user, "contact.view")
    form = ContactForm(request.POST, by=request.user)
    items = likely_contacts(form.payload(), by=request.user, least=HINT) if form.is_valid() else []
    return render(request, "leads/new/likely.html", {"likely": items, "asked": False, "way_on": CONTINUE_AT})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, pk: int) -> HttpResponse:
    """Change a contact; when somebody was faster, nothing typed is lost."""
    rows = Contact.objects.within_reach(request.user, "contact.view").select_related("company")
    contact = rows.with_channels().fetch(pk)
    check(contact, Verb.EDIT, by=request.user)
    form = ContactForm(
        typed(request),
        by=request.user,
        initial=as_typed(contact),
        rows=rows_for(contact),
        contact=contact,
    )
    form.merges, page = True, reverse("contact", args=[pk])
    form.changed_by = partial(latest_change, "contact", pk, organisation_id=request.user.organisation_id)
    saved = form.tried(lambda: _edited(request, pk, form)) if request.method == "POST" else None
    if saved is not None:
        return _saved(request, saved)
    return _form_page(request, form, title=contact.name, back=page, contact=contact)


def _saved(request: WebRequest, contact: Contact) -> HttpResponse:
    """Go to the page of a contact, or to the list when only another group sees it from now on."""
    if Contact.objects.within_reach(request.user, "contact.view").filter(pk=contact.pk).exists():
        messages.success(request, _("The contact is saved."))
        return go(request, reverse("contact", args=[contact.pk]))
    group = contact.access_group.name if contact.access_group else ""
    text = _("The contact is saved; from now on %(group)s sees it, and you do not.") % {"group": group}
    messages.success(request, text)
    return go(request, reverse("contacts"))


def _edited(request: WebRequest, pk: int, form: ContactForm) -> Contact:
    version = form.cleaned_data["version"]
    return actions.edit(pk, by=request.user, at=request.now, version=version, **form.payload())


def _form_page(request: WebRequest, form: ContactForm, **context: Any) -> HttpResponse:
    data = {
        "form": form,
        "address": request.path,
        "asked": bool(context.get("likely")),
        "way_on": CONTINUE_AT,
    }
    return render(request, "contacts/form.html", data | context, status=form.status)


@require_POST
def block(request: WebRequest, pk: int) -> HttpResponse:
    """Block a contact, or release it again."""
    contact = Contact.objects.within_reach(request.user, "contact.view").fetch(pk)
    blocked = request.POST.get("blocked") == "yes"
    actions.edit(pk, by=request.user, at=request.now, version=contact.version, blocked=blocked)
    messages.success(request, _("The contact is blocked.") if blocked else _("The contact is released."))
    return go(request, reverse("contact", args=[pk]))


@require_POST
def distinguish(request: WebRequest, pk: int) -> HttpResponse:
    """Say that a contact is another than a blocked one that it equals."""
    actions.distinguish(pk, other=request.POST.get("other"), by=request.user, at=request.now)
    messages.success(request, _("The two are not the same: leads can be made with this contact."))
    return go(request, reverse("contact", args=[pk]))


@require_safe
def companies(request: WebRequest) -> HttpResponse:
    """Suggest companies whose name begins as typed, as the options of a list."""
    require(request.user, "contact.view")
    rows = Contact.objects.within_reach(request.user, "contact.view").filter(kind=Kind.COMPANY)
    result = rows.beginning(request.GET.get("company", "")).order_by("sort_name", "pk")[:20]
    options = [f"{name} · {pk}" for name, pk in result.values_list("name", "pk")]
    return render(request, "contacts/form.html#options", {"options": options})

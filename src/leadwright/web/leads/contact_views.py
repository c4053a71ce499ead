"""The company and the contact of a lead, changed over its page: whoever does so stays with the lead."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leadwright.contacts import actions
from leadwright.contacts.lifecycle import Verb, check
from leadwright.contacts.models import Contact
from leadwright.foundation.refusals import NotFound
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.models import Lead
from leadwright.leads.parties import everybody, lines_of
from leadwright.leads.telling import visible_lines
from leadwright.people.access import require
from leadwright.people.models import User
from leadwright.web.base.requests import WebRequest, typed
from leadwright.web.leads.act_views import dialog_methods
from leadwright.web.leads.dialogs import Dialog, run
from leadwright.web.parts.contact_form import ContactForm, as_typed, rows_for


@dialog_methods
def edit(request: WebRequest, number: int, pk: int) -> HttpResponse:
    """Change a contact that a lead names; when somebody was faster, nothing typed is lost."""
    lead = fetch_lead(number, by=request.user)
    require(request.user, "contact.edit")
    contact = _named(lead, pk, by=request.user)
    check(contact, Verb.EDIT, by=request.user)
    form = ContactForm(
        typed(request), by=request.user, initial=as_typed(contact), rows=rows_for(contact), contact=contact
    )
    form.merges = True
    return run(
        request,
        lead,
        form,
        lambda: _edited(request, pk, form),
        dialog=Dialog(
            title=_("Edit %(name)s") % {"name": contact.name},
            submit=_("Save"),
            done=_("The contact is saved."),
            file="leads/dialogs/contact.html",
        ),
        changed=("contact", pk),
    )


def _edited(request: WebRequest, pk: int, form: ContactForm) -> Contact:
    version = form.cleaned_data["version"]
    return actions.edit(pk, by=request.user, at=request.now, version=version, **form.payload())


def _named(lead: Lead, pk: int, *, by: User) -> Contact:
    """Return a contact that a lead names, or a company that one of its people works for, if the reader knows it."""
    people = everybody(visible_lines(by, lead, lines_of(lead)))
    if pk not in {key for contact in people for key in (contact.pk, contact.company_id)}:
        raise NotFound
    rows = Contact.objects.within_reach(by, "contact.view").select_related("company")
    return rows.with_channels().fetch(pk)

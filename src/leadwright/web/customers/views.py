"""Customers: their list, the page of an account, and the form that changes one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadwright.accounts import actions, exporting, listing
from leadwright.accounts.filters import accounts_for
from leadwright.accounts.lifecycle import Verb, allowed_actions, check
from leadwright.accounts.models import Account
from leadwright.accounts.own import own_fields_of
from leadwright.contacts.own import in_sections
from leadwright.fields.subjects import Subject
from leadwright.foundation.pages import render
from leadwright.foundation.parameters import refuse_parameters
from leadwright.foundation.sheets import Format
from leadwright.leads.features import part_of
from leadwright.leads.filters import reader_of
from leadwright.leads.models import Lead
from leadwright.leads.states import Feature
from leadwright.people.access import may, require
from leadwright.people.filtering import ORDERING, Chosen
from leadwright.people.moves import open_verbs
from leadwright.web.base.exports import export_addresses, wanted_by
from leadwright.web.base.filters import FilterForm, parameters, read_typed
from leadwright.web.base.merging import latest_change
from leadwright.web.base.paging import PAGE
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.customers.forms import AccountForm
from leadwright.web.customers.history import history_of
from leadwright.web.customers.page import account_rows, facts_of
from leadwright.web.parts.columns import columns_of
from leadwright.web.parts.contact_activities import contact_activities
from leadwright.web.parts.lead_lines import COLUMNS, lead_rows
from leadwright.web.parts.lead_links import address_with

LEADS = 20


@part_of(Feature.CONVERSION)
@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the customers within reach by name, and find one by the beginning of its name or by its number."""
    require(request.user, "contact.view")
    table = accounts_for(request.user)
    data = parameters(request.GET, table, "cursor")
    form = FilterForm(data, table=table, reader=reader_of(request.user, request.now))
    chosen, cursor = form.chosen, data.get("cursor")
    columns = columns_of(request, Subject.ACCOUNT, chosen, list(table.directions()), address=request.path)
    rows, after = listing.page(chosen, cursor=cursor, size=PAGE) if not form.is_wrong else ([], "")
    query = request.GET.copy()
    query.pop("cursor", None)
    addresses = export_addresses("accounts", query.urlencode())
    first = f"{request.path}?{query.urlencode()}"
    query["cursor"] = after
    context = {
        "filters": form,
        "filters_open": bool(form.is_wrong or form.texts.keys() - {"q", ORDERING}),
        "columns": columns,
        "rows": account_rows(rows, columns.fields, by=request.user),
        "rows_next": f"{request.path}?{query.urlencode()}" if after else "",
        "rows_first": first if cursor else "",
        "may_export": may(request.user, "contact.export") and bool(rows),
        "export_addresses": addresses,
    }
    return render(request, "customers/list.html", context, status=form.status)


def _chosen(request: WebRequest) -> Chosen:
    """Return what the address narrows the list of customers to; whatever does not fit is refused by its name."""
    table = accounts_for(request.user)
    data = parameters(request.GET, table, "cursor")
    chosen, _texts = read_typed(data, table, reader_of(request.user, request.now))
    refuse_parameters(chosen.faults)
    return chosen


@part_of(Feature.CONVERSION)
@require_POST
def export(request: WebRequest, file_format: Format) -> HttpResponseBase:
    """Hand out the customers of the list as a file for spreadsheets."""
    sheet = exporting.export(_chosen(request), wanted=wanted_by(request, file_format))
    return sheet.answer(request)


@part_of(Feature.CONVERSION)
@require_safe
def show(request: WebRequest, number: int) -> HttpResponse:
    """Show an account with its leads and its history."""
    user = request.user
    account = Account.objects.within_reach(user, "contact.view").fetch(number)
    rows = Lead.objects.within_reach(user, "lead.view").filter(account=account).order_by("-number")
    leads = list(rows.values_list(*COLUMNS)[: LEADS + 1])
    everything = address_with(account=str(number), owner="any", state="any", ordering="-created")
    context = {
        "account": account,
        "facts": facts_of(account),
        "own_sections": in_sections(own_fields_of(user), account.own_fields, by=user),
        "is_erased": account.contact.erased_at is not None,
        "leads": lead_rows(leads[:LEADS], request.now, by=user),
        "acts": contact_activities(request, account.contact, account=account.pk),
        "more_leads": everything if len(leads) > LEADS else "",
        "history": history_of(account, by=user, at=request.now, cursor=request.GET.get("cursor", "")),
        "open": open_verbs(allowed_actions(account, user)),
    }
    return render(request, "customers/show.html", context)


@part_of(Feature.CONVERSION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebRequest, number: int) -> HttpResponse:
    """Change an account; when somebody was faster, nothing typed is lost."""
    account = Account.objects.within_reach(request.user, "contact.view").fetch(number)
    check(account, Verb.EDIT, by=request.user)
    form = AccountForm(typed(request), account=account, by=request.user)
    page = reverse("account", args=[number])
    form.changed_by = partial(
        latest_change, "account", account.pk, organisation_id=request.user.organisation_id
    )
    if request.method == "POST" and form.done(lambda: _edited(request, number, form)):
        messages.success(request, _("The account is saved."))
        return go(request, page)
    context = {"form": form, "account": account, "address": request.path, "back": page}
    return render(request, "customers/form.html", context, status=form.status)


def _edited(request: WebRequest, number: int, form: AccountForm) -> Account:
    version = form.cleaned_data["version"]
    return actions.edit(number, form.changes(), by=request.user, at=request.now, version=version)

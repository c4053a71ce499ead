"""Activities: their list, the page of one, and the form that enters or changes one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadwright.activities import actions
from leadwright.activities.filters import KINDS, activities_for, page
from leadwright.activities.lifecycle import Verb, allowed_actions, check
from leadwright.activities.locking import fetch
from leadwright.activities.models import Activity
from leadwright.activities.reading import entries_of
from leadwright.activities.telling import may_name
from leadwright.contacts.models import Contact
from leadwright.foundation.markers import marker, place_of
from leadwright.foundation.numbers import number_in
from leadwright.foundation.pages import render
from leadwright.leads.fetching import fetch_lead
from leadwright.leads.filters import reader_of
from leadwright.leads.lifecycle import Verb as LeadVerb
from leadwright.leads.lifecycle import check as check_lead
from leadwright.leads.models import Lead
from leadwright.people.access import may, require
from leadwright.people.filtering import ORDERING
from leadwright.people.models import User
from leadwright.people.moves import open_verbs
from leadwright.web.activities.history import history_of
from leadwright.web.activities.page import activity_page, chain_of, first_contact_on
from leadwright.web.base.fields import moment_written
from leadwright.web.base.filters import FilterForm, parameters
from leadwright.web.base.merging import latest_among
from leadwright.web.base.paging import PAGE
from leadwright.web.base.requests import WebRequest, go, is_own_address, typed
from leadwright.web.parts.activity_form import ASKING, COMPOSER, DONE, PLANNED, QUICK, ActivityForm
from leadwright.web.parts.activity_lines import activity_lines
from leadwright.web.parts.files import OF_ACTIVITIES

form_methods = require_http_methods(["GET", "HEAD", "POST"])
PLACE = tuple(KINDS.values())


@require_safe
def index(request: WebRequest) -> HttpResponse:
    """List the business interactions within reach, the latest first."""
    table = activities_for(request.user)
    data = parameters(request.GET, table, "cursor")
    form = FilterForm(data, table=table, reader=reader_of(request.user, request.now))
    chosen, cursor = form.chosen, data.get("cursor")
    after = place_of(cursor, PLACE, order=f"activities {chosen.order}") if cursor else None
    rows = [] if form.is_wrong else page(chosen, size=PAGE + 1, after=after)
    query = request.GET.copy()
    query.pop("cursor", None)
    first = f"{request.path}?{query.urlencode()}"
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        query["cursor"] = marker((last.starts_at, last.pk), order=f"activities {chosen.order}")
    context = {
        "filters": form,
        "filters_open": bool(form.is_wrong or form.texts.keys() - {"q", ORDERING}),
        "rows": activity_lines(rows[:PAGE], by=request.user, at=request.now),
        "rows_next": f"{request.path}?{query.urlencode()}" if len(rows) > PAGE else "",
        "rows_first": first if cursor else "",
        "may_enter": may(request.user, "activity.edit"),
    }
    return render(request, "activities/list.html", context, status=form.status)


@form_methods
def new(request: WebRequest) -> HttpResponse:
    """Enter an activity; the address says of which kind, with whom, and whether it is planned or done."""
    lead = _lead_named(request)
    if lead is None:
        require(request.user, "activity.edit")
    return _entering(request, lead)


@form_methods
def schedule(request: WebRequest, number: int) -> HttpResponse:
    """Plan an activity through a lead, or log one: contact and number are carried over."""
    lead = fetch_lead(number, by=request.user)
    check_lead(lead, LeadVerb.SCHEDULE, by=request.user)
    return _entering(request, lead)


@form_methods
def follow_up(request: WebRequest, pk: int) -> HttpResponse:
    """Enter an activity that is based on another."""
    base = fetch(pk, by=request.user)
    check(base, Verb.FOLLOW_UP, by=request.user)
    return _entering(request, base.lead, base=base)


def _lead_named(request: WebRequest) -> Lead | None:
    number = number_in(request.GET.get("lead", "").upper().removeprefix("L-"))
    if number is None:
        return None
    lead = fetch_lead(number, by=request.user)
    check_lead(lead, LeadVerb.SCHEDULE, by=request.user)
    return lead


def _contact_named(request: WebRequest) -> list[Contact]:
    rows: Any = Contact.objects.within_reach(request.user, "contact.view").select_related("company")
    return list(rows.filter(pk=number_in(request.GET.get("contact")) or 0))


def _begun(
    request: WebRequest, lead: Lead | None, base: Activity | None, known: list[Contact]
) -> dict[str, Any]:
    """Return what the form begins with: what the address says, and what is carried over."""
    lines = list(base.participants.all()) if base else []
    contacts = [str(row.pk) for row in known]
    if not contacts and lead is not None and lead.contact_id:
        contacts = [str(lead.contact_id)]
    state = request.GET.get("state", "")
    return {
        "kind": request.GET.get("kind", ""),
        "state": state if state in (PLANNED, DONE) else PLANNED,
        "begins": moment_written(request.now) if state == DONE else "",
        "direction": request.GET.get("direction", ""),
        "subject": base.subject if base else "",
        "contacts": contacts,
        "colleagues": [line.user.email for line in lines if line.user],
    }


def _entering(request: WebRequest, lead: Lead | None, *, base: Activity | None = None) -> HttpResponse:
    known = _contact_named(request)
    if base is not None:
        known = _people_of(base, by=request.user) or known
    initial = _begun(request, lead, base, known)
    form = ActivityForm(
        typed(request), lead=lead, by=request.user, known=known, initial=initial, auto_id=_auto_id(request)
    )
    back = _back(request, lead, base)
    if request.method == "POST" and not form.is_preparing:
        made = form.tried(lambda: _enter(request, form, lead, base))
        if made is not None:
            messages.success(request, _entered_words(made))
            return go(
                request, back if lead is not None or base is None else reverse("activity", args=[made.pk])
            )
    return _form_page(request, form, back=back, lead=lead, base=base)


def _auto_id(request: WebRequest) -> str:
    """Return how the controls are marked: the composer of a lead takes the own fields of a kind out of the form."""
    return QUICK if request.POST.get(ASKING) == COMPOSER else "id_%s"


def _people_of(base: Activity, *, by: User) -> list[Contact]:
    """Return the contacts of an activity that come along to what follows on it."""
    lines = base.participants.select_related("contact__company")
    return [line.contact for line in lines if line.contact and may_name(by, line.contact, base.lead)]


def _form_page(request: WebRequest, form: ActivityForm, **context: Any) -> HttpResponse:
    """Draw the form, over the page or as a page of its own."""
    over_the_page = request.headers.get("HX-Target", "").endswith("dialog")
    page_of_it = "activities/form_dialog.html" if over_the_page else "activities/form.html"
    data = {"form": form, "address": request.get_full_path(), "heading": _heading(**context)}
    return render(request, page_of_it, data | context, status=200 if form.is_preparing else form.status)


def _heading(
    *, lead: Lead | None = None, base: Activity | None = None, activity: Activity | None = None, **_rest: Any
) -> str:
    if activity is not None:
        return _("Change the activity")
    if base is not None:
        return _("Follow-up")
    return _("Activity of %(lead)s") % {"lead": lead} if lead is not None else _("New activity")


def _enter(request: WebRequest, form: ActivityForm, lead: Lead | None, base: Activity | None) -> Activity:
    data = form.payload()
    if base is not None:
        return actions.follow_up(base.pk, data, by=request.user, at=request.now)
    return actions.enter(data | {"lead": lead.pk if lead else None}, by=request.user, at=request.now)


def _entered_words(activity: Activity) -> str:
    words = _("%(kind)s is planned.") if activity.is_open else _("%(kind)s is kept.")
    return words % {"kind": activity.kind.label}


def _back(request: WebRequest, lead: Lead | None, base: Activity | None = None) -> str:
    wanted = request.GET.get("back", "")
    if wanted and is_own_address(request, wanted):
        return wanted
    if lead is not None:
        return reverse("lead", args=[lead.pk])
    return reverse("activity", args=[base.pk]) if base else reverse("activities")


@require_safe
def show(request: WebRequest, pk: int) -> HttpResponse:
    """Show one activity with what can be done with it, what it is based on and what followed."""
    activity = fetch(pk, by=request.user)
    verbs = open_verbs(allowed_actions(activity, request.user))
    files_from = request.GET.get("files", "")
    context = {
        "activity": activity_page(activity, by=request.user, at=request.now),
        "open": verbs,
        "may_enter_somebody": Verb.ADD_PARTICIPANT in verbs and may(request.user, "contact.create"),
        "files": OF_ACTIVITIES.panel(
            activity, by=request.user, may_add=Verb.ATTACH in verbs, cursor=files_from
        ),
        "chain": chain_of(activity, by=request.user, at=request.now),
        **first_contact_on(activity, by=request.user),
        "history": history_of(
            activity, by=request.user, at=request.now, cursor=request.GET.get("cursor", "")
        ),
    }
    return render(request, "activities/show.html", context)


@form_methods
def edit(request: WebRequest, pk: int) -> HttpResponse:
    """Change an activity while it is open."""
    activity = fetch(pk, by=request.user)
    check(activity, Verb.EDIT, by=request.user)
    known = [
        line.contact for line in activity.participants.select_related("contact__company") if line.contact
    ]
    form = ActivityForm(typed(request), lead=activity.lead, by=request.user, activity=activity, known=known)
    del form.fields["state"]
    form.merges = True
    form.changed_by = lambda: latest_among(entries_of(activity, by=request.user))
    page_of_it = reverse("activity", args=[pk])
    if request.method == "POST" and not form.is_preparing:
        saved = form.tried(
            lambda: actions.edit(
                pk,
                form.payload(),
                by=request.user,
                at=request.now,
                version=fetch(pk, by=request.user).version,
            )
        )
        if saved is not None:
            messages.success(request, _("The activity is saved."))
            return go(request, page_of_it)
    return _form_page(request, form, back=page_of_it, lead=activity.lead, activity=activity)

"""The acts on an activity, each a dialog or a press."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.activities import actions
from leadwright.activities.lifecycle import Verb, check
from leadwright.activities.locking import fetch
from leadwright.activities.models import Activity
from leadwright.web.activities.forms import (
    CancelActivityForm,
    CompleteForm,
    PutOffForm,
    moments_to_put_off_to,
)
from leadwright.web.base.forms import ActForm
from leadwright.web.base.requests import WebRequest, go, typed
from leadwright.web.parts.dialogs import Dialog, Surroundings, run_dialog

dialog_methods = require_http_methods(["GET", "HEAD", "POST"])


def _for(request: WebRequest, pk: int, verb: Verb) -> Activity:
    activity = fetch(pk, by=request.user)
    check(activity, verb, by=request.user)
    return activity


def _around(activity: Activity) -> Surroundings:
    if activity.lead_id is not None:
        back = reverse("lead", args=[activity.lead_id])
        crumbs = [(_("Leads"), reverse("leads")), (f"L-{activity.lead_id}", back)]
        return Surroundings(place="leads", crumbs=crumbs, back=back)
    back = reverse("activity", args=[activity.pk])
    crumbs = [(_("Business interactions"), reverse("activities")), (activity.title, back)]
    return Surroundings(place="activities", crumbs=crumbs, back=back)


@require_POST
def start(request: WebRequest, pk: int) -> HttpResponse:
    """Begin what was planned."""
    activity = actions.start(pk, by=request.user, at=request.now)
    messages.success(request, _("%(title)s is begun.") % {"title": activity.title})
    return go(request, _around(activity).back)


@dialog_methods
def complete(request: WebRequest, pk: int) -> HttpResponse:
    """Say what came of it, and plan what comes next in the same breath."""
    activity = _for(request, pk, Verb.COMPLETE)
    form = CompleteForm(typed(request), activity=activity, by=request.user)

    def act() -> object:
        said, following = form.said(), form.following(request.now)
        return actions.complete(pk, said, by=request.user, at=request.now, following=following)

    dialog = Dialog(
        title=_("Done: %(title)s") % {"title": activity.title},
        submit=_("Save as done"),
        done=_("It is done, and kept for good."),
        file="activities/complete.html",
    )
    more = {"kind_label": activity.kind.label}
    return run_dialog(request, form, act, dialog=dialog, around=_around(activity), more=more)


@dialog_methods
def put_off(request: WebRequest, pk: int) -> HttpResponse:
    """Move an activity to a later moment: by one press, or to any that is typed."""
    activity = _for(request, pk, Verb.EDIT)
    form = PutOffForm(typed(request))

    def act() -> object:
        to = form.cleaned_data["to"]
        length = activity.ends_at - activity.starts_at if activity.ends_at else None
        change = (
            {"at": to} if not to or length is None else {"at": to, "end": datetime.fromisoformat(to) + length}
        )
        return actions.edit(pk, change, by=request.user, at=request.now, version=activity.version)

    dialog = Dialog(
        title=_("Put off: %(title)s") % {"title": activity.title},
        submit=_("Put off"),
        done=_("It is put off."),
        file="activities/put_off.html",
    )
    more = {"moments": moments_to_put_off_to(request.now), "when": activity.starts_at}
    return run_dialog(request, form, act, dialog=dialog, around=_around(activity), more=more)


@dialog_methods
def cancel(request: WebRequest, pk: int) -> HttpResponse:
    """Say that an activity will not be done, and why."""
    activity = _for(request, pk, Verb.CANCEL)
    form = CancelActivityForm(typed(request))
    dialog = Dialog(
        title=_("Cancel: %(title)s") % {"title": activity.title},
        submit=_("Cancel the activity"),
        kind="danger",
        lede=_("It stays in history with your reason."),
        done=_("The activity is cancelled."),
    )

    def act() -> object:
        return actions.cancel(pk, by=request.user, at=request.now, reason=form.cleaned_data["reason"])

    return run_dialog(request, form, act, dialog=dialog, around=_around(activity))


@dialog_methods
def delete(request: WebRequest, pk: int) -> HttpResponse:
    """Take an open activity out of all lists."""
    activity = _for(request, pk, Verb.DELETE)
    around = _around(activity)
    dialog = Dialog(
        title=_("Delete: %(title)s") % {"title": activity.title},
        submit=_("Delete"),
        kind="danger",
        lede=_("It leaves all lists; its history stays."),
        done=_("The activity is deleted."),
        leads_to=around.back if activity.lead_id else reverse("activities"),
    )
    act = partial(actions.delete, pk, by=request.user, at=request.now)
    return run_dialog(request, ActForm(typed(request)), act, dialog=dialog, around=around)


@require_POST
def share(request: WebRequest, pk: int) -> HttpResponse:
    """Let the other company that has to do with the lead read an activity, or no longer."""
    shared = request.POST.get("shared") != "no"
    actions.share(pk, by=request.user, at=request.now, shared=shared)
    messages.success(request, _("It is shared.") if shared else _("It is not shared any more."))
    return go(request, reverse("activity", args=[pk]))


@require_POST
def invite(request: WebRequest, pk: int) -> HttpResponse:
    """Send everybody who takes part an invitation that calendar programs read."""
    actions.invite(pk, by=request.user, at=request.now)
    messages.success(request, _("The invitations are on their way."))
    return go(request, reverse("activity", args=[pk]))

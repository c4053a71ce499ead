"""The next step of a lead, and the short forms by which something is added to it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.cleaning import offered_kinds
from leadwright.communication.offering import mail_medium
from leadwright.leads.models import Lead
from leadwright.leads.states import Approach
from leadwright.leads.work_fields import fields_of_activities
from leadwright.people.models import User
from leadwright.web.base.fields import Moment
from leadwright.web.base.forms import ActForm, blank, let_choose
from leadwright.web.base.requests import WebRequest
from leadwright.web.parts.activity_form import QUICK, SaidForm
from leadwright.web.parts.activity_lines import next_step_of
from leadwright.web.parts.recipients_form import RecipientsForm
from leadwright.web.parts.shapes import Act


class PlanForm(ActForm):
    """The shortest form of an activity: what, when, and what about; the rest is as it usually is."""

    asked: ClassVar[frozenset[str]] = frozenset(("kind", "begins"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    begins = Moment(label=gettext_lazy("When"), required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=250)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "kind", blank([(row.code, row.label) for row in offered_kinds(lead)], _("Choose")))


def composing(
    request: WebRequest, lead: Lead, *, acts: Mapping[str, Act], takes_files: bool, takes_notes: bool
) -> dict[str, Any]:
    """Return the next step, and what the composer is drawn from where something can be planned."""
    may_plan = acts["schedule"].allowed
    context: dict[str, Any] = {
        "next_step": next_step_of(lead, by=request.user, at=request.now, may_plan=may_plan)
    }
    if not may_plan:
        return context | {"acting": {}, "composer_tabs": []}
    medium = mail_medium() if acts["communicate"].allowed else ""
    people = [str(lead.contact_id)] if lead.contact_id else []
    return context | {
        "acting": acting_on(lead),
        "composer_tabs": _tabs(
            lead, writes_mail=bool(medium), takes_files=takes_files, takes_notes=takes_notes
        ),
        "mail_medium": medium,
        "recipients_form": _recipients_form(lead, by=request.user) if medium else None,
        "quick": PlanForm(lead=lead, auto_id=QUICK),
        "has_own_fields": any(not field.is_retired for field in fields_of_activities(request.user)),
        "call_kind": _call_kind(lead),
        "call_form": _call_form(lead, by=request.user),
        "quick_contacts": format_html_join(
            "", '<input type="hidden" name="contacts" value="{}">', ((pk,) for pk in people)
        ),
    }


def acting_on(lead: Lead) -> dict[str, str]:
    """Return the addresses of the forms that open beside a call or a mail, kind and contact filled in."""
    home = reverse("lead-schedule", args=[lead.pk])
    codes = {Approach.CALL: _kind_of(lead, Approach.CALL), Approach.MAIL: _kind_of(lead, Approach.MAIL)}
    return {
        approach.value: f"{home}?kind={code}&state=done&direction=out"
        for approach, code in codes.items()
        if code
    }


def _tabs(
    lead: Lead, *, writes_mail: bool, takes_files: bool, takes_notes: bool
) -> list[tuple[str, str, str]]:
    tabs = [("activity", "calendar", _("Activity"))]
    if _call_kind(lead):
        tabs.append(("call", "phone", _("Call")))
    if writes_mail:
        tabs.append(("mail", "mailbox", _("Mail")))
    if takes_files:
        tabs.append(("file", "clip", _("File")))
    if takes_notes:
        tabs.insert(0, ("note", "note", _("Note")))
    return tabs


def _call_kind(lead: Lead) -> str:
    return _kind_of(lead, Approach.CALL)


def _call_form(lead: Lead, *, by: User) -> SaidForm:
    """Return the form whose own fields are asked for when a call is logged."""
    form = SaidForm(lead=None, by=by, auto_id="call_%s")
    form.ask_own(_call_kind(lead))
    return form


def _recipients_form(lead: Lead, *, by: User) -> RecipientsForm:
    """Return the part of the short form of a mail that says whom it goes to."""
    form = RecipientsForm(auto_id="mail-%s")
    form.offer_recipients(lead, by=by)
    return form


def _kind_of(lead: Lead, approach: Approach) -> str:
    """Return the code of the first kind that is done so and that the type of the lead takes."""
    return next((kind.code for kind in offered_kinds(lead) if kind.kind == approach), "")

"""The forms of the acts on an activity: done, cancelled, put off."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.cleaning import offered_kinds
from leadwright.activities.models import Activity
from leadwright.people.models import User
from leadwright.web.base.fields import Moment
from leadwright.web.base.forms import ActForm, blank, let_choose
from leadwright.web.parts.activity_form import SaidForm

MORNING, EVENING = time(9), time(17)
AGAIN = ("1", "3", "7")


class CompleteForm(SaidForm):
    """What came of an activity, and what comes next."""

    places: ClassVar[dict[str, str]] = {
        **SaidForm.places,
        "next.kind": "next_kind",
        "next.at": "next_at",
        "next.subject": "next_subject",
    }
    left_out: ClassVar[frozenset[str]] = frozenset(("details", "notes"))
    next_kind = forms.ChoiceField(label=gettext_lazy("Next activity"), required=False)
    next_at = Moment(label=gettext_lazy("When is it?"), required=False)
    next_subject = forms.CharField(label=gettext_lazy("What is it about?"), required=False, max_length=250)

    def __init__(self, *args: Any, activity: Activity, by: User, **kwargs: Any) -> None:
        super().__init__(*args, lead=activity.lead, by=by, **kwargs)
        self.activity = activity
        kinds = [(row.code, row.label) for row in offered_kinds(activity.lead)]
        let_choose(self, "next_kind", blank(kinds, _("nothing yet")))
        del self.fields["next_step"]
        self.initial.update(details=activity.details, notes=activity.notes)
        self.ask_own(activity.kind.code, activity)

    def said(self) -> dict[str, Any]:
        """Return what was typed; what was emptied is emptied, but a rate that nobody typed stays as it is."""
        data = super().said()
        return (
            data
            if data.get("success_rate")
            else {name: data[name] for name in data.keys() - {"success_rate"}}
        )

    def following(self, at: datetime) -> dict[str, Any] | None:
        """Return what is planned next, by the fields or by one press: the same again in some days.

        What is typed beside that press counts.
        """
        again, typed = self.data.get("again", ""), self.cleaned_data
        data = {"kind": typed["next_kind"], "at": typed["next_at"]}
        if again in AGAIN:
            moment = datetime.combine(timezone.localdate(at) + timedelta(days=int(again)), MORNING)
            usual = {"kind": self.activity.kind.code, "at": timezone.make_aware(moment).isoformat()}
            data = {name: data[name] or usual[name] for name in data}
        elif not (typed["next_kind"] or typed["next_at"] or typed["next_subject"]):
            return None
        return data | ({"subject": typed["next_subject"]} if typed["next_subject"] else {})


class CancelActivityForm(ActForm):
    """Why an activity will not be done."""

    asked: ClassVar[frozenset[str]] = frozenset(("reason",))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=250)


class PutOffForm(ActForm):
    """To when an activity is put off."""

    asked: ClassVar[frozenset[str]] = frozenset(("to",))
    places: ClassVar[dict[str, str]] = {"at": "to"}
    to = Moment(label=gettext_lazy("Put off to"), required=False)


def moments_to_put_off_to(at: datetime) -> list[tuple[str, str]]:
    """Return some moments that an activity can be put off to by one press, each with its words."""
    today, zone = timezone.localdate(at), timezone.get_current_timezone()
    next_monday = today + timedelta(days=7 - today.weekday())
    choices = (
        (datetime.combine(today, EVENING), _("Later today")),
        (datetime.combine(today + timedelta(days=1), MORNING), _("Tomorrow")),
        (datetime.combine(today + timedelta(days=3), MORNING), _("In three days")),
        (datetime.combine(next_monday, MORNING), _("Next week")),
    )
    moments = [(timezone.make_aware(moment, zone), words) for moment, words in choices]
    return [(moment.isoformat(), words) for moment, words in moments if moment > at]

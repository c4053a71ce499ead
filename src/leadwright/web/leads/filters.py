"""The filters of the list: a closed set of keys, kept in the address."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from leadwright.leads.features import Features
from leadwright.leads.gaps import Gap
from leadwright.leads.models import Category, Source, Status
from leadwright.leads.states import Feature
from leadwright.leads.telling import may_know
from leadwright.people.models import User
from leadwright.web.base.choices import codes, own_people, own_units
from leadwright.web.base.context import vendors_of
from leadwright.web.base.forms import Choices, blank, let_choose

REMEMBERED = 30
ORDERS = [
    ("clock", gettext_lazy("Clock")),
    ("-created", gettext_lazy("Newest first")),
    ("created", gettext_lazy("Oldest first")),
    ("-amount", gettext_lazy("Largest amount first")),
    ("contact", gettext_lazy("Name")),
    ("expected", gettext_lazy("Expected completion")),
    ("-updated", gettext_lazy("Last changed first")),
]


class FilterForm(forms.Form):
    """What the list is narrowed to; an empty filter narrows nothing."""

    use_required_attribute = False
    q = forms.CharField(label=gettext_lazy("Text"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("open")),
            ("PENDING", gettext_lazy("pending")),
            ("IN_PROGRESS", gettext_lazy("in progress")),
            ("WON", gettext_lazy("won")),
            ("LOST", gettext_lazy("lost")),
            ("CANCELLED", gettext_lazy("cancelled")),
            ("any", gettext_lazy("any")),
        ],
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    sender = forms.ChoiceField(label=gettext_lazy("Sender"), required=False)
    acceptance = forms.ChoiceField(
        label=gettext_lazy("Acceptance"),
        required=False,
        choices=[
            ("", "—"),
            ("AWAITING", gettext_lazy("waiting for acceptance")),
            ("ACCEPTED", gettext_lazy("accepted")),
            ("REJECTED", gettext_lazy("rejected")),
            ("NOT_NEEDED", gettext_lazy("not needed")),
        ],
    )
    qualification = forms.ChoiceField(
        label=gettext_lazy("Qualification"),
        required=False,
        choices=[
            ("", "—"),
            ("due", gettext_lazy("to qualify")),
            ("OPPORTUNITY", gettext_lazy("opportunity")),
            ("NURTURE", gettext_lazy("nurture")),
            ("INVALID", gettext_lazy("invalid")),
        ],
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Clock"),
        required=False,
        choices=[
            ("", "—"),
            ("overdue", gettext_lazy("overdue")),
            ("week", gettext_lazy("due within a week")),
        ],
    )
    expected_by = forms.DateField(
        label=gettext_lazy("Expected up to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    closed = forms.ChoiceField(
        label=gettext_lazy("Closed"),
        required=False,
        choices=[
            ("", "—"),
            ("quarter", gettext_lazy("this quarter")),
            ("90", gettext_lazy("in the last 90 days")),
        ],
    )
    gap = forms.ChoiceField(
        label=gettext_lazy("Gap"),
        required=False,
        choices=[("", "—"), *((gap.value, gap.label) for gap in Gap)],
    )
    contact = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    account = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    ordering = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False, choices=ORDERS)

    def __init__(self, *args: Any, user: User, features: Features, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, offered in remembered_choices(user).items():
            let_choose(self, name, _there(offered, features) if name == "owner" else offered)
        if not may_know(user, "target_amount"):
            let_choose(self, "ordering", [order for order in ORDERS if order[0] != "-amount"])
        for field in self.fields.values():
            field.required = False

    @property
    def is_open(self) -> bool:
        """Tell whether the drawer with the filters is to be shown open: when a filter in it is wrong."""
        return self.is_bound and bool(self.errors)

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are set and valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _there(owners: Choices, features: Features) -> Choices:
    return [one for one in owners if one[0] != "team" or features.has(Feature.TEAM)]


def remembered_choices(user: User) -> dict[str, Choices]:
    """Return what the filters offer this company in this language, kept for a moment."""
    key = f"filters-{user.organisation_id}-{get_language()}"
    found: dict[str, Choices] | None = cache.get(key)
    if found is None:
        found = _choices(user)
        cache.set(key, found, REMEMBERED)
    return found


def _choices(user: User) -> dict[str, Choices]:
    any_owner = [
        ("", "—"),
        ("me", _("me")),
        ("team", _("me or my teams")),
        ("any", _("anybody")),
        ("none", _("nobody")),
    ]
    return {
        "status": blank(codes(Status)),
        "source": blank(codes(Source)),
        "category": blank(codes(Category)),
        "owner": [*any_owner, *own_people(user)],
        "unit": blank(own_units(user)),
        "sender": blank([(str(pk), name) for pk, name in vendors_of(user.organisation_id)]),
    }

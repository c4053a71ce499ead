"""The forms of an act on several leads: what is the same for all of them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.communication.offering import offered_media, offered_templates
from leadwright.communication.writing import LONGEST_BODY, LONGEST_SUBJECT
from leadwright.consent.models import ConsentPurpose, ConsentSender
from leadwright.foundation.clock import now
from leadwright.leads.models import DealSegment, DealType
from leadwright.leads.references import offered_reasons, possible_owners
from leadwright.people.models import User
from leadwright.web.base import choices
from leadwright.web.base.fields import Number
from leadwright.web.base.forms import ActForm, amount_given, area, blank, let_choose
from leadwright.web.leads.forms import OfferForm


class BulkForm(ActForm):
    """An act that asks nothing more."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def payload(self) -> dict[str, Any]:
        """Return what the act takes; what was left empty stays away."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class ManyOffered(OfferForm):
    """Whom the leads are offered to."""

    def payload(self) -> dict[str, Any]:
        """Return the one reference that was chosen."""
        return dict(self.target())


class ManyAssigned(BulkForm):
    """Who has the leads from now on."""

    owner = forms.ChoiceField(label=gettext_lazy("Lead Owner"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("Owned by group"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = possible_owners(self.by.organisation_id).values_list("email", "name")
        let_choose(self, "owner", blank(list(owners[: choices.MOST])))
        let_choose(self, "unit", blank(choices.own_units(self.by)))
        let_choose(self, "group", blank(choices.own_groups(self.by)))


class ManyRejected(BulkForm):
    """Why the leads are turned down."""

    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=area())


class DealForm(BulkForm):
    """The deal, where it is the same for all; only opportunities need one."""

    deal_segment = forms.ChoiceField(label=gettext_lazy("Deal segment"), required=False)
    deal_value = Number(
        label=gettext_lazy("Deal value of each"),
        required=False,
        help_text=gettext_lazy("In the currency of the company that handles the lead."),
    )
    deal_types = forms.MultipleChoiceField(
        label=gettext_lazy("Deal types"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "deal_segment", blank(choices.offered(DealSegment)))
        let_choose(self, "deal_types", choices.offered(DealType))

    def payload(self) -> dict[str, Any]:
        """Return the deal; its currency is that of the country of each lead."""
        data = super().payload()
        if "deal_value" in data:
            data["deal_value"] = amount_given(data["deal_value"])
        return data


class ManyLost(DealForm):
    """Why the leads are lost."""

    field_order = ("reason", "reason_text")
    asked: ClassVar[frozenset[str]] = frozenset(("reason",))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"))
    reason_text = forms.CharField(label=gettext_lazy("In your own words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(reason.code, reason.label) for reason in offered_reasons()]
        let_choose(self, "reason", blank(offered))


class ManyEdited(BulkForm):
    """What all of them get; what is left empty stays as it is on each."""

    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), required=False)
    importance = forms.ChoiceField(label=gettext_lazy("Importance"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "source", blank(choices.sources()))
        let_choose(self, "priority", blank(choices.levels("priority")))
        let_choose(self, "importance", blank(choices.levels("importance")))


class ManyCommunicated(BulkForm):
    """What the contacts of all of them are told; tags stand for the values of each lead."""

    asked: ClassVar[frozenset[str]] = frozenset(("medium", "subject", "body"))
    template = forms.ChoiceField(
        label=gettext_lazy("Template"),
        required=False,
        help_text=gettext_lazy("It gives what you leave empty here, in the language of each contact."),
    )
    medium = forms.ChoiceField(label=gettext_lazy("Medium"), required=False)
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=LONGEST_BODY, widget=area(rows=8)
    )
    marketing = forms.BooleanField(label=gettext_lazy("This is marketing"), required=False)
    sender = forms.ChoiceField(label=gettext_lazy("Sender"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = [(row.pk, row.label) for row in offered_templates(self.by, at=now())]
        let_choose(self, "template", [("", "—"), *templates])
        media = [(row.code, row.label) for row in offered_media()]
        let_choose(self, "medium", blank(media))
        let_choose(self, "sender", blank(choices.offered(ConsentSender)))
        let_choose(self, "purpose", blank(choices.offered(ConsentPurpose)))
        self.initial.setdefault("medium", media[0][0] if media and not templates else "")

    def payload(self) -> dict[str, Any]:
        """Return what is said; what no tick stands at is no marketing."""
        data = super().payload()
        return data if data.get("marketing") else data | {"sender": None, "purpose": None}


FORMS: dict[str, type[BulkForm] | type[ManyOffered]] = {
    "reject": ManyRejected,
    "offer": ManyOffered,
    "assign": ManyAssigned,
    "edit": ManyEdited,
    "win": DealForm,
    "lose": ManyLost,
    "communicate": ManyCommunicated,
}


def form_of(verb: str) -> type[BulkForm] | type[ManyOffered]:
    """Return the form of an act on several leads; most acts ask nothing more."""
    return FORMS.get(verb, BulkForm)

"""One own field of several leads: which one, and then what all of them get."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.fields.models import OwnField
from leadwright.leads.actions.together import Answer
from leadwright.people.models import User
from leadwright.web.base.forms import blank, let_choose
from leadwright.web.leads.bulk_forms import BulkForm
from leadwright.web.parts.own_fields import OwnFieldsForm, add_own_fields, name_of, own_data


class FieldChosen(BulkForm):
    """Which field is to be set; nothing is done yet."""

    resumes = False
    field = forms.ChoiceField(label=gettext_lazy("Field"))

    def __init__(self, *args: Any, offered: Mapping[str, OwnField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "field", blank([(key, row.label) for key, row in offered.items()]))


class FieldOfMany(BulkForm, OwnFieldsForm):
    """What all leads get in one field; that it is to be empty is said, not guessed."""

    field = forms.CharField(widget=forms.HiddenInput())
    emptied = forms.BooleanField(label=gettext_lazy("Take the value away from all of them"), required=False)

    def __init__(self, *args: Any, by: User, field: OwnField, **kwargs: Any) -> None:
        super().__init__(*args, by=by, initial={"field": field.key}, **kwargs)
        self.row, self.place = field, name_of(field)
        add_own_fields(self, [field], {}, by=by)
        self.order_fields([self.place, "emptied"])
        control = self.fields[self.place]
        control.required = True
        control.error_messages["required"] = _("Fill in a value, or tick that it is taken away.")

    def clean(self) -> dict[str, Any]:
        """Refuse to guess: a value is given, or taken away, and not both."""
        is_given = bool(self.cleaned_data.get(self.place))
        if self.cleaned_data["emptied"] and is_given:
            self.add_error(self.place, _("Fill in a value or take it away, not both."))
        elif self.cleaned_data["emptied"]:
            self.errors.pop(self.place, None)
        return self.cleaned_data

    def payload(self) -> dict[str, Any]:
        """Return the field with its value, or without any."""
        if self.cleaned_data["emptied"]:
            return {"fields": {self.row.key: None}}
        return own_data(self, by=self.by)

    def takes_back(self, answers: Sequence[Answer]) -> bool:
        """Tell whether no lead could take the value as it was typed, which is then said at the field."""
        faults = [row.refusal.errors if row.refusal else () for row in answers]
        is_wrong = all(
            errors and all((fault.field, fault.code) == (self.place, "FIELD_INVALID") for fault in errors)
            for errors in faults
        )
        for detail in (
            dict.fromkeys(fault.detail for errors in faults for fault in errors) if is_wrong else ()
        ):
            self.add_error(self.place, detail)
        self.status = 422 if is_wrong else self.status
        return is_wrong

"""The opt-ins that are asked for as a contact is entered: one answer for each channel and sender."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from leadwright.consent.deriving import Act
from leadwright.consent.models import Channel, ConsentPurpose, ConsentSender
from leadwright.web.base.choices import codes
from leadwright.web.base.forms import ActForm, put_choices


@dataclass(frozen=True, kw_only=True)
class OptInRow:
    """One channel, with a field for each sender."""

    channel: str
    fields: tuple[BoundField, ...]


def add_opt_ins(form: ActForm) -> None:
    """Put the opt-ins into a form: an answer for each channel and sender, one purpose, and where it is known from."""
    senders, purposes = codes(ConsentSender), codes(ConsentPurpose)
    if not senders or not purposes:
        return
    answers = [("", _("Not asked")), (Act.GIVEN.value, _("Given")), (Act.OBJECTED.value, _("Refused"))]
    for channel in Channel:
        for code, sender in senders:
            label = f"{channel.label}, {sender}"
            form.fields[_name(channel, code)] = forms.ChoiceField(
                label=label,
                required=False,
                choices=answers,
                widget=forms.Select(attrs={"aria-label": label}),
            )
    form.fields["opt_in_purpose"] = forms.ChoiceField(label=_("Purpose"), required=False)
    put_choices(form, "opt_in_purpose", purposes)
    form.fields["opt_in_source"] = forms.CharField(
        label=_("Where the answers are known from"),
        required=False,
        max_length=200,
        help_text=_("Such as a form, a call or a fair."),
    )


def opt_in_senders(form: ActForm) -> list[str]:
    """Return the names of the senders, or none when the form asks for no opt-ins."""
    return [label for _code, label in codes(ConsentSender)] if "opt_in_purpose" in form.fields else []


def opt_in_rows(form: ActForm) -> list[OptInRow]:
    """Return the opt-ins of a form as its table shows them."""
    if "opt_in_purpose" not in form.fields:
        return []
    senders = codes(ConsentSender)
    return [
        OptInRow(
            channel=str(channel.label), fields=tuple(form[_name(channel, code)] for code, _label in senders)
        )
        for channel in Channel
    ]


def opt_ins(form: ActForm) -> list[dict[str, Any]]:
    """Return the answers that were typed, as the action that writes consents takes them."""
    if "opt_in_purpose" not in form.fields:
        return []
    typed = form.cleaned_data
    beside = {"purpose": typed["opt_in_purpose"], "source": typed["opt_in_source"]}
    return [
        {"channel": channel.value, "sender": code, "act": act, **beside}
        for channel in Channel
        for code, _label in codes(ConsentSender)
        if (act := typed[_name(channel, code)])
    ]


def _name(channel: Channel, sender: str) -> str:
    return f"opt_in_{channel.value}_{sender}"

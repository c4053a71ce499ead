"""The opt-ins that are asked for as a contact is entered: one answer for each channel and sender."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from leadwright.consent.deriving import Act
from leadwright.consent.models import ConsentChannel, ConsentPurpose, ConsentSender
from leadwright.web.base.choices import offered
from leadwright.web.base.forms import ActForm, put_choices


@dataclass(frozen=True, kw_only=True)
class OptInRow:
    """One channel, with a field for each sender."""

    channel: str
    fields: tuple[BoundField, ...]


def add_opt_ins(form: ActForm) -> None:
    """Put the opt-ins into a form: an answer for each channel and sender, one purpose, and where it is known from."""
    channels, senders, purposes = offered(ConsentChannel), offered(ConsentSender), offered(ConsentPurpose)
    if not channels or not senders or not purposes:
        return
    answers = [("", _("Not asked")), (Act.GIVEN.value, _("Given")), (Act.OBJECTED.value, _("Refused"))]
    for channel, words in channels:
        for code, sender in senders:
            label = f"{words}, {sender}"
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
    return [label for _code, label in offered(ConsentSender)] if "opt_in_purpose" in form.fields else []


def opt_in_rows(form: ActForm) -> list[OptInRow]:
    """Return the opt-ins of a form as its table shows them."""
    if "opt_in_purpose" not in form.fields:
        return []
    senders = offered(ConsentSender)
    return [
        OptInRow(channel=words, fields=tuple(form[_name(channel, code)] for code, _label in senders))
        for channel, words in offered(ConsentChannel)
    ]


def opt_ins(form: ActForm) -> list[dict[str, Any]]:
    """Return the answers that were typed, as the action that writes consents takes them."""
    if "opt_in_purpose" not in form.fields:
        return []
    typed = form.cleaned_data
    beside = {"purpose": typed["opt_in_purpose"], "source": typed["opt_in_source"]}
    return [
        {"channel": channel, "sender": code, "act": act, **beside}
        for channel, _words in offered(ConsentChannel)
        for code, _label in offered(ConsentSender)
        if (act := typed.get(_name(channel, code)))
    ]


def _name(channel: str, sender: str) -> str:
    return f"opt_in_{channel}_{sender}"

"""Forms around a national number: recording it, and revealing it with a reason."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.web.base.forms import ActForm, area


class NumberForm(ActForm):
    """A national number with the legal basis on which it may be kept."""

    asked: ClassVar[frozenset[str]] = frozenset({"number", "country", "legal_basis"})
    number = forms.CharField(
        label=gettext_lazy("National number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Two letters, such as BE."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        required=False,
        widget=area(),
        help_text=gettext_lazy("The law or the contract by which you may keep the number."),
    )


class RevealForm(ActForm):
    """Why the number has to be seen, and the reader's own password once more."""

    asked: ClassVar[frozenset[str]] = frozenset({"reason", "password"})
    reason = forms.CharField(
        label=gettext_lazy("Why do you need it?"),
        required=False,
        widget=area(),
        help_text=gettext_lazy("Your name and this reason are kept in the history of the contact."),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Once more, so that it is you who looks."),
    )

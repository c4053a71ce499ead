"""The forms of privacy: how long contacts are kept, and a person's national number."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.web.base.fields import Integer
from leadwright.web.base.forms import ActForm


class RuleForm(ActForm):
    """For how many months contacts of a kind are kept."""

    merges = True
    places: ClassVar[dict[str, str]] = {"active": "is_active"}
    months = Integer(label=gettext_lazy("Months"), min_value=1, max_value=240)
    is_active = forms.BooleanField(
        label=gettext_lazy("Active: erase them every night"),
        required=False,
        help_text=gettext_lazy("A rule that is not active only counts."),
    )

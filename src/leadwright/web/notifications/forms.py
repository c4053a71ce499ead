"""The form of what one is notified of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from leadwright.notifications.kinds import Kind, kinds_with_mail
from leadwright.web.base.fields import ClockTime
from leadwright.web.base.forms import ActForm, let_choose


class ChoiceForm(ActForm):
    """What stands in the list, what is mailed and when, and the hours without mail."""

    merges = True
    listed = forms.MultipleChoiceField(
        label=gettext_lazy("Notify me in Leadwright when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    at_once = forms.MultipleChoiceField(
        label=gettext_lazy("Mail me at once when"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gathered = forms.MultipleChoiceField(
        label=gettext_lazy("Put into a mail each morning when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quiet_from = ClockTime(label=gettext_lazy("No such mail from"), required=False)
    quiet_to = ClockTime(
        label=gettext_lazy("until"),
        required=False,
        help_text=gettext_lazy("In your time zone. What is to be mailed meanwhile waits until then."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "listed", Kind.choices)
        for name in ("at_once", "gathered"):
            let_choose(self, name, kinds_with_mail().items())
